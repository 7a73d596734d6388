using Xzact.Audit.Archives;
using Xzact.Audit.Exposure.Contents;
using Xzact.Audit.Exposure.Inventories;

namespace Xzact.Audit.Exposure.Images;

/// <summary>Reads a layer: a tar, compressed or not, with whiteouts (OCI image specification, "Representing
/// Changes").</summary>
/// <param name="limits">Bounds for each layer.</param>
/// <param name="maxFileBytes">The largest file that is looked into, in bytes; 0 if none is.</param>
internal sealed class LayerReader(ArchiveLimits limits, long maxFileBytes)
{
    private const string Whiteout = ".wh.";
    private const string OpaqueMark = ".wh..wh..opq";
    private const long MaxKeptBytes = 1L << 30;

    private long _kept;

    /// <summary>Reads one layer.</summary>
    /// <param name="stream">Its bytes.</param>
    /// <param name="name">Its member, for messages.</param>
    /// <param name="unread">Called with what could not be read of it, and why.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="ArchiveException">It is damaged, over a limit, or compressed as nothing here reads.</exception>
    public ImageLayer Read(
        Stream stream, string name, Action<string, string> unread, CancellationToken cancellation)
    {
        ImageLayer layer = new();
        using ArchiveReader reader = ArchiveReader.Open(stream, name, limits);
        while (reader.TryRead(out ArchiveMember? member))
        {
            cancellation.ThrowIfCancellationRequested();
            if (PathOf(member.Name) is not string path)
            {
                unread($"{name}: {member.Name}", "its name leads out of the root, so that it was left out");
                continue;
            }

            string file = path[(path.LastIndexOf('/') + 1)..];
            string folder = path[..^file.Length].TrimEnd('/');
            if (file == OpaqueMark)
            {
                layer.Opaque.Add(folder);
            }
            else if (file.StartsWith(Whiteout, StringComparison.Ordinal) && file.Length > Whiteout.Length)
            {
                string hidden = file[Whiteout.Length..];
                layer.Whiteouts.Add(folder.Length == 0 ? hidden : $"{folder}/{hidden}");
            }
            else if (member.Type == ArchiveMemberType.Directory)
            {
                layer.Folders.Add(path);
            }
            else
            {
                layer.Paths.Add(path);
                Add(layer, path, member, (what, why) => unread($"{name}: {what}", why));
            }
        }

        return layer;
    }

    /// <summary>Reads files of a layer that turned out to belong to a database, because links lead to them.</summary>
    /// <param name="stream">The layer's bytes.</param>
    /// <param name="name">Its member, for messages.</param>
    /// <param name="layer">The layer as <see cref="Read"/> gave it.</param>
    /// <param name="wanted">The paths of the files.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="ArchiveException">It is damaged, or over a limit.</exception>
    public void Keep(
        Stream stream, string name, ImageLayer layer, IReadOnlySet<string> wanted, CancellationToken cancellation)
    {
        using ArchiveReader reader = ArchiveReader.Open(stream, name, limits);
        while (reader.TryRead(out ArchiveMember? member))
        {
            cancellation.ThrowIfCancellationRequested();
            if (member.Type == ArchiveMemberType.File && PathOf(member.Name) is string path && wanted.Contains(path))
            {
                layer.Kept[path] = Keep(path, member);
            }
        }
    }

    private void Add(ImageLayer layer, string path, ArchiveMember member, Action<string, string> unread)
    {
        if (member is { Type: ArchiveMemberType.SymbolicLink, LinkTarget: string target })
        {
            layer.Links[path] = target;
        }
        else if (member.Type == ArchiveMemberType.HardLink)
        {
            layer.HardLinks[path] = PathOf(member.LinkTarget ?? "") ?? "";
        }
        else if (member.Type == ArchiveMemberType.File)
        {
            layer.Files++;
            bool isWanted = Inventory.OsReleaseFiles.Contains(path) || Inventory.Databases.Any(d => d.IsPart(path));
            if (isWanted)
            {
                layer.Kept[path] = Keep(path, member);
            }
            else if (maxFileBytes > 0 && member.Size > LibraryFinder.HeadLength)
            {
                AddCopy(layer, path, member, unread);
            }
        }
        else
        {
            layer.Special.Add(path);
        }
    }

    private byte[] Keep(string path, ArchiveMember member)
    {
        _kept += member.Size;
        if (_kept > MaxKeptBytes)
        {
            throw new ArchiveException(
                ArchiveErrorReason.OverLimit,
                $"the package databases have more than {MaxKeptBytes:N0} bytes, with {NameText.Quote(path)}",
                member.Offset);
        }

        return Content(member, []);
    }

    private void AddCopy(ImageLayer layer, string path, ArchiveMember member, Action<string, string> unread)
    {
        using Stream stream = member.OpenContent();
        byte[] head = new byte[LibraryFinder.HeadLength];
        stream.ReadExactly(head);
        if (!LibraryFinder.IsCandidate(head))
        {
            return;
        }

        if (member.Size > Math.Min(maxFileBytes, Array.MaxLength))
        {
            unread(path, $"it has {member.Size:N0} bytes; the limit is {maxFileBytes:N0}");
            return;
        }

        if (LibraryFinder.Find(path, Content(stream, member, head)) is { } copy)
        {
            layer.Copies[path] = copy;
        }
    }

    private static byte[] Content(ArchiveMember member, byte[] head)
    {
        using Stream stream = member.OpenContent();
        return Content(stream, member, head);
    }

    // In pieces, so that memory is taken for bytes that are there and not for a number.
    private static byte[] Content(Stream stream, ArchiveMember member, byte[] head)
    {
        const int Piece = 1 << 20;
        byte[] content = new byte[Math.Min(member.Size, Piece)];
        head.CopyTo(content, 0);
        for (int done = head.Length; done < member.Size;)
        {
            if (done == content.Length)
            {
                Array.Resize(ref content, (int)Math.Min(member.Size, content.Length * 2L));
            }

            stream.ReadExactly(content, done, content.Length - done);
            done = content.Length;
        }

        return content;
    }

    private static string? PathOf(string name)
    {
        List<string> parts = [];
        foreach (string part in name.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(p => p != "."))
        {
            if (part == "..")
            {
                return null;
            }

            parts.Add(part);
        }

        return string.Join('/', parts);
    }
}
