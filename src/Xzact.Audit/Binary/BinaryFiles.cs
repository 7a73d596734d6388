using Xzact.Audit.Archives;
using Xzact.Audit.Archives.Ar;
using Xzact.Audit.Archives.Rpm;
using Xzact.Audit.Elf;
using Xzact.Audit.Exposure.Roots;

namespace Xzact.Audit.Binary;

/// <summary>Finds the ELF files in what was given: one file, a folder, a package of Debian or RPM, a library of
/// objects, or an archive.</summary>
/// <param name="request">Bounds.</param>
/// <param name="found">Called with each ELF file: its path and its bytes, which are only good during the call.</param>
/// <param name="unread">Called with what could not be looked into, and why.</param>
internal sealed class BinaryFiles(
    BinaryRequest request, Action<string, ReadOnlyMemory<byte>> found, Action<string, string> unread)
{
    private const int HeadLength = 16;

    // How deep packages may lie in each other.
    private const int MaxDepth = 3;

    private int _depth;
    private byte[] _buffer = new byte[1 << 20];

    /// <summary>How many files there were.</summary>
    public int Files { get; private set; }

    /// <summary>Goes through a file or folder.</summary>
    /// <exception cref="AuditInputException">It is not there.</exception>
    /// <exception cref="ArchiveException">It is a damaged archive.</exception>
    public void Read(string path)
    {
        if (Directory.Exists(path))
        {
            // What is left out is said in the page; file systems of other machines are read as any folder.
            ReadFolder(new(path, Path.GetFullPath(path) == "/", mounts: new Dictionary<string, string>()));
            return;
        }

        if (!File.Exists(path))
        {
            throw new AuditInputException($"{path}: there is no such file or folder");
        }

        using FileStream stream = Open(path);
        string name = Path.GetFileName(path);
        byte[] head = new byte[HeadLength];
        int length = stream.ReadAtLeast(head, HeadLength, throwOnEndOfStream: false);
        stream.Position = 0;
        if (ElfFile.Begins(head.AsSpan(0, length)))
        {
            Files++;
            Give(name, stream, stream.Length);
        }
        else if (ArReader.Begins(head))
        {
            ReadAr(name, stream);
        }
        else if (RpmLead.IsMagic(head))
        {
            ReadRpm(stream);
        }
        else
        {
            ReadArchive(stream, name);
        }
    }

    /// <summary>Opens a file for reading.</summary>
    /// <exception cref="AuditInputException">It cannot be read.</exception>
    public static FileStream Open(string path)
    {
        try
        {
            return new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new AuditInputException($"{path}: it cannot be read: {FileFailure.Reason(e)}", e);
        }
    }

    private void ReadFolder(FolderRoot root)
    {
        foreach (RootFile file in root.Files((folder, why) => unread($"folder {folder}", why)))
        {
            request.Cancellation.ThrowIfCancellationRequested();
            Files++;
            request.Progress?.Report($"{Files:N0} files, {file.Path}");
            try
            {
                byte[] head = root.Head(file, HeadLength);
                if (ElfFile.Begins(head))
                {
                    int length = root.Read(file.Path, request.MaxFileBytes, ref _buffer);
                    found(file.Path, _buffer.AsMemory(0, length));
                }
                else if (ArReader.Begins(head) || RpmLead.IsMagic(head))
                {
                    using FileStream stream = Open(Path.Combine(root.Name, file.Path));
                    if (ArReader.Begins(head))
                    {
                        ReadAr(file.Path, stream);
                    }
                    else
                    {
                        ReadRpm(stream);
                    }
                }
            }
            catch (Exception e) when (e is InventoryException or ArchiveException or AuditInputException)
            {
                unread($"file {file.Path}", e.Message);
            }
        }
    }

    // A Debian package holds its files in one member, a tar; a library of objects holds them itself.
    private void ReadAr(string name, Stream stream)
    {
        ArMember[] members = [.. ArReader.Read(stream)];
        bool isPackage = members.Length > 0 && members[0].Name == "debian-binary";
        foreach (ArMember member in members)
        {
            request.Cancellation.ThrowIfCancellationRequested();
            if (!isPackage)
            {
                Files++;
                stream.Position = member.Offset;
                byte[] head = new byte[HeadLength];
                int most = (int)Math.Min(HeadLength, member.Length);
                int length = stream.ReadAtLeast(head.AsSpan(0, most), most, throwOnEndOfStream: false);
                stream.Position = member.Offset;
                if (ElfFile.Begins(head.AsSpan(0, length)))
                {
                    Give($"{name}({member.Name})", stream, member.Length);
                }
            }
            else if (member.Name.StartsWith("data.tar", StringComparison.Ordinal))
            {
                if (_depth == MaxDepth)
                {
                    unread($"{name}: {member.Name}", $"packages lie in each other more than {MaxDepth} deep");
                    continue;
                }

                _depth++;
                using ArMemberStream content = new(stream, member);
                ReadArchive(content, member.Name);
                _depth--;
            }
        }
    }

    private void ReadArchive(Stream stream, string name)
    {
        using ArchiveReader reader = ArchiveReader.Open(stream, name, request.Limits);
        while (reader.TryRead(out ArchiveMember? member))
        {
            ReadMember(member);
        }
    }

    private void ReadRpm(Stream stream)
    {
        stream.Position = 0;
        using RpmPackageReader reader = new(stream, request.Limits);
        while (reader.ReadNext() is { } member)
        {
            ReadMember(member);
        }
    }

    private void ReadMember(ArchiveMember member)
    {
        request.Cancellation.ThrowIfCancellationRequested();
        if (member.Type != ArchiveMemberType.File)
        {
            return;
        }

        Files++;
        string path = member.Name.StartsWith("./", StringComparison.Ordinal) ? member.Name[2..] : member.Name;
        using Stream content = member.OpenContent();
        byte[] head = new byte[HeadLength];
        int length = content.ReadAtLeast(head, HeadLength, throwOnEndOfStream: false);
        bool isAr = ArReader.Begins(head.AsSpan(0, length));
        if (!isAr && !ElfFile.Begins(head.AsSpan(0, length)))
        {
            return;
        }

        using HeadedStream whole = new(head[..length], content);
        if (!isAr)
        {
            Give(path, whole, member.Size);
        }
        else if (member.Size > request.MaxFileBytes)
        {
            unread($"file {path}", $"it has {member.Size:N0} bytes; the limit is {request.MaxFileBytes:N0}");
        }
        else
        {
            using MemoryStream memory = new();
            whole.CopyTo(memory);
            ReadAr(path, memory);
        }
    }

    // Memory is taken for bytes that are there and not for a number.
    private void Give(string path, Stream stream, long length)
    {
        if (length > Math.Min(request.MaxFileBytes, Array.MaxLength))
        {
            unread($"file {path}", $"it has {length:N0} bytes; the limit is {request.MaxFileBytes:N0}");
            return;
        }

        int done = 0;
        while (done < length)
        {
            if (done == _buffer.Length)
            {
                Array.Resize(ref _buffer, (int)Math.Min(Array.MaxLength, _buffer.Length * 2L));
            }

            int read = stream.Read(_buffer.AsSpan(done, (int)Math.Min(length - done, _buffer.Length - done)));
            if (read == 0)
            {
                break;
            }

            done += read;
        }

        found(path, _buffer.AsMemory(0, done));
    }
}
