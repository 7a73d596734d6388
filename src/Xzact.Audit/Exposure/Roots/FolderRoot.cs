using Microsoft.Win32.SafeHandles;

namespace Xzact.Audit.Exposure.Roots;

/// <summary>A folder that holds the root of a system. Links are read as that system would: an absolute one begins at
/// the folder, and none leads out of it.</summary>
internal sealed class FolderRoot : IRootFiles
{
    private const int MaxLinks = 40;

    // Of the running system: what is here is no file of a package.
    private static readonly string[] s_notFiles = ["proc", "sys", "dev", "run"];

    private readonly string _folder;
    private readonly bool _isSystem;
    private readonly IReadOnlyDictionary<string, string> _mounts;
    private readonly HashSet<string> _excluded;
    private readonly List<(string Path, string Why)> _leftOut = [];

    /// <param name="folder">The folder.</param>
    /// <param name="isSystem">Whether it is the root of a system, in which the folders of the running kernel are left
    /// out.</param>
    /// <param name="excluded">Folders that are left out too, relative to the root or as that system names them.</param>
    /// <param name="mounts">File systems that are left out, path to kind; null for those of the running system.</param>
    /// <exception cref="AuditInputException">There is no such folder, or none to leave out.</exception>
    public FolderRoot(
        string folder, bool isSystem = true, IReadOnlyList<string>? excluded = null,
        IReadOnlyDictionary<string, string>? mounts = null)
    {
        if (!Directory.Exists(folder))
        {
            string why = File.Exists(folder) ? "it is a file and no folder" : "there is no such folder";
            throw new AuditInputException($"{folder}: {why}");
        }

        (_folder, Name, _isSystem) = (Path.GetFullPath(folder), folder, isSystem);
        _mounts = mounts ?? (isSystem ? MountTable.OtherThanDisks() : new Dictionary<string, string>());
        _excluded = [.. (excluded ?? []).Select(Excluded)];
    }

    /// <summary>The folders that <see cref="Files"/> left out so far, and why.</summary>
    public IReadOnlyList<(string Path, string Why)> LeftOut => _leftOut;

    public string Name { get; }

    public byte[]? Read(string path, long maxBytes)
    {
        string real = Resolve(path);
        if (!File.Exists(real))
        {
            return Directory.Exists(real) ? throw new InventoryException("it is a folder, and no file", path)
                : TargetOf(Path.Combine(_folder, path), path) is string target
                    ? throw new InventoryException($"it is a link to {target}, which is not there", path)
                : null;
        }

        byte[] content = [];
        int length = ReadReal(real, path, maxBytes, ref content);
        return content.Length == length ? content : content[..length];
    }

    /// <summary>Reads a file that <see cref="Files"/> gave into a buffer, which grows as needed.</summary>
    /// <returns>The number of bytes.</returns>
    /// <exception cref="InventoryException">It is larger, or cannot be read.</exception>
    public int Read(string path, long maxBytes, ref byte[] buffer) =>
        ReadReal(Path.Combine(_folder, path), path, maxBytes, ref buffer);

    private static int ReadReal(string real, string path, long maxBytes, ref byte[] buffer)
    {
        try
        {
            if (new FileInfo(real).Length == 0)
            {
                return 0;
            }

            using FileStream file = new(real, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
            if (file.Length > Math.Min(maxBytes, Array.MaxLength))
            {
                throw new InventoryException($"it has {file.Length:N0} bytes; the limit is {maxBytes:N0}", path);
            }

            buffer = buffer.Length < file.Length ? new byte[file.Length] : buffer;
            return file.ReadAtLeast(buffer.AsSpan(0, (int)file.Length), (int)file.Length, throwOnEndOfStream: false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InventoryException($"it cannot be read: {FileFailure.Reason(e)}", path, inner: e);
        }
    }

    public IReadOnlyList<string> List(string folder)
    {
        try
        {
            string real = Resolve(folder);
            return Directory.Exists(real)
                ? [.. new DirectoryInfo(real).EnumerateFileSystemInfos().Select(e => e.Name)
                    .Order(StringComparer.Ordinal)]
                : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InventoryException($"the folder cannot be read: {FileFailure.Reason(e)}", folder, inner: e);
        }
    }

    /// <summary>Every file that is no link, and through <paramref name="unread"/> every folder that cannot be read. Of
    /// a system the folders of the kernel are left out, and other file systems than those of disks and memory.
    /// </summary>
    public IEnumerable<RootFile> Files(Action<string, string> unread)
    {
        Stack<(string Real, string Path)> folders = new();
        folders.Push((_folder, ""));
        while (folders.TryPop(out (string Real, string Path) folder))
        {
            FileSystemInfo[] entries;
            try
            {
                entries = [.. new DirectoryInfo(folder.Real).EnumerateFileSystemInfos().OrderBy(e => e.Name,
                    StringComparer.Ordinal)];
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                unread(folder.Path, FileFailure.Reason(e));
                continue;
            }

            foreach (FileSystemInfo entry in entries)
            {
                string path = folder.Path.Length == 0 ? entry.Name : $"{folder.Path}/{entry.Name}";
                if ((entry.Attributes & FileAttributes.ReparsePoint) != FileAttributes.None)
                {
                    continue;
                }

                // A pipe, a socket and a device have no length; opening one could wait for ever.
                if (entry is DirectoryInfo)
                {
                    if (WhyLeftOut(path, entry.FullName) is string why)
                    {
                        _leftOut.Add((path, why));
                    }
                    else
                    {
                        folders.Push((entry.FullName, path));
                    }
                }
                else if (entry is FileInfo { Length: > 0 } file)
                {
                    yield return new(path, file.Length);
                }
            }
        }
    }

    /// <summary>The first bytes of a file that <see cref="Files"/> gave.</summary>
    /// <exception cref="InventoryException">It cannot be read.</exception>
    public byte[] Head(RootFile file, int length)
    {
        try
        {
            // Of hundreds of thousands of files each call of the system counts.
            using SafeFileHandle handle = File.OpenHandle(
                Path.Combine(_folder, file.Path), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            byte[] head = new byte[length];
            return head[..RandomAccess.Read(handle, head, 0)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InventoryException($"it cannot be read: {FileFailure.Reason(e)}", file.Path, inner: e);
        }
    }

    private string? WhyLeftOut(string path, string real) =>
        _excluded.Contains(path) ? "--exclude names it"
        : _isSystem && s_notFiles.Contains(path) ? "it is the running kernel's, and holds no file of a package"
        : _mounts.TryGetValue(real, out string? kind) ? $"it is another file system ({kind}); give it by itself"
        : null;

    private string Excluded(string path)
    {
        string whole = path == _folder || path.StartsWith(_folder.TrimEnd('/') + "/", StringComparison.Ordinal)
            ? path[_folder.Length..] : path;
        string inside = string.Join('/', Parts(whole).Where(part => part != "."));
        string real = Path.Combine(_folder, inside);
        return inside.Length > 0 && !Parts(inside).Contains("..") && Directory.Exists(real) ? inside
            : throw new AuditInputException($"{path}: there is no such folder in {Name} that could be left out");
    }

    // One component after the other, as a kernel whose root is the folder would.
    private string Resolve(string path)
    {
        Stack<string> left = new(Parts(path).Reverse());
        List<string> real = [];
        int links = 0;
        while (left.TryPop(out string? part))
        {
            if (part == "..")
            {
                real.RemoveRange(Math.Max(0, real.Count - 1), Math.Min(1, real.Count));
            }
            else if (part != ".")
            {
                string candidate = Path.Combine([_folder, .. real, part]);
                if (TargetOf(candidate, path) is not string target)
                {
                    real.Add(part);
                    continue;
                }

                if (++links > MaxLinks)
                {
                    throw new InventoryException($"more than {MaxLinks} links lead to it", path);
                }

                if (target.StartsWith('/'))
                {
                    real.Clear();
                }

                foreach (string next in Parts(target).Reverse())
                {
                    left.Push(next);
                }
            }
        }

        return Path.Combine([_folder, .. real]);
    }

    private static string? TargetOf(string candidate, string path)
    {
        try
        {
            return new FileInfo(candidate).LinkTarget;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InventoryException($"it cannot be reached: {FileFailure.Reason(e)}", path, inner: e);
        }
    }

    private static IEnumerable<string> Parts(string path) => path.Split('/', StringSplitOptions.RemoveEmptyEntries);
}
