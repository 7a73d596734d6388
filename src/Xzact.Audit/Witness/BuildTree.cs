using System.Formats.Tar;
using System.Security.Cryptography;
using Xzact.Audit.Case;
using Xzact.Audit.Case.Builds;
using Xzact.Audit.Git;
using Xzact.Audit.Indicators;
using Xzact.Audit.Release;

namespace Xzact.Audit.Witness;

/// <summary>The files of a folder before it is built: listed, hashed, compared with the published indicators, and
/// written as a tar for the sandbox. Links are not followed.</summary>
internal sealed class BuildTree
{
    private const int HeadBytes = 512;

    // A repository's own folder is no input of a build that is built from an archive; git may ask it for a version.
    private static readonly HashSet<string> s_notListed = [".git"];

    private readonly string _folder;
    private readonly WitnessLimits _limits;
    private readonly List<TreeFile> _files = [];
    private long _bytes;

    private BuildTree(string folder, WitnessLimits limits) => (_folder, _limits) = (folder, limits);

    /// <summary>The files, by path.</summary>
    public IReadOnlyList<TreeFile> Files => _files;

    /// <summary>A file with a published indicator; nothing may be run then.</summary>
    public (Indicator Indicator, string Path)? Malicious { get; private set; }

    /// <summary>Reads a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="indicators">Published digests.</param>
    /// <param name="limits">How much it may hold.</param>
    /// <exception cref="AuditInputException">There is no such folder, or it holds more than the limits.</exception>
    public static BuildTree Read(string folder, IndicatorList indicators, WitnessLimits limits)
    {
        if (!Directory.Exists(folder))
        {
            throw new AuditInputException($"{folder}: there is no such folder to build");
        }

        BuildTree tree = new(Path.GetFullPath(folder), limits);
        foreach ((FileSystemInfo entry, string path) in tree.Entries().Where(e => !IsHidden(e.Path)))
        {
            tree.List(entry, path, indicators);
        }

        return tree._files.Count == 0
            ? throw new AuditInputException($"{folder}: the folder is empty") { NothingToExamine = true }
            : tree;
    }

    /// <summary>Writes everything as a tar.</summary>
    public void Write(Stream stream)
    {
        using TarWriter tar = new(stream, TarEntryFormat.Pax, leaveOpen: true);
        foreach ((FileSystemInfo entry, string path) in Entries())
        {
            if (!IsSpecial(entry))
            {
                tar.WriteEntry(entry.FullName, path);
            }
        }
    }

    private static bool IsHidden(string path) => s_notListed.Contains(path.Split('/')[0]);

    // Sockets, pipes and devices.
    private static bool IsSpecial(FileSystemInfo entry) => entry is FileInfo { LinkTarget: null }
        && (entry.Attributes & (FileAttributes.Device | FileAttributes.ReparsePoint)) != FileAttributes.None;

    private IEnumerable<(FileSystemInfo Entry, string Path)> Entries()
    {
        Stack<DirectoryInfo> folders = new([new DirectoryInfo(_folder)]);
        int count = 0;
        while (folders.TryPop(out DirectoryInfo? folder))
        {
            foreach (FileSystemInfo entry in folder.EnumerateFileSystemInfos()
                .OrderBy(e => e.Name, StringComparer.Ordinal))
            {
                if (++count > _limits.Files)
                {
                    throw new AuditInputException($"{_folder}: there are more than {_limits.Files:N0} files");
                }

                yield return (entry, Path.GetRelativePath(_folder, entry.FullName));
                if (entry is DirectoryInfo { LinkTarget: null } below)
                {
                    folders.Push(below);
                }
            }
        }
    }

    private void List(FileSystemInfo entry, string path, IndicatorList indicators)
    {
        if (entry is not FileInfo file || IsSpecial(entry))
        {
            return;
        }

        if (file.LinkTarget is not null)
        {
            _files.Add(new(path, FileRoles.Of(path, executable: false, []), 0, null, null));
            return;
        }

        _bytes += file.Length;
        if (_bytes > _limits.TreeBytes)
        {
            throw new AuditInputException($"{_folder}: there are more than {_limits.TreeBytes:N0} bytes");
        }

        // A pipe has no length, and reading it would wait for whoever writes.
        byte[] content = file.Length == 0 ? [] : File.ReadAllBytes(file.FullName);
        string sha256 = Convert.ToHexStringLower(SHA256.HashData(content));
        string blob = GitBlobHash.Compute(content, GitObjectFormat.Sha1);
        if ((indicators.Find(IndicatorKind.FileSha256, sha256)
            ?? indicators.Find(IndicatorKind.GitBlob, blob)) is Indicator found)
        {
            Malicious ??= (found, path);
        }

        bool executable = !OperatingSystem.IsWindows()
            && (file.UnixFileMode & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute)) != UnixFileMode.None;
        FileRole role = FileRoles.Of(path, executable, content.AsSpan(0, Math.Min(content.Length, HeadBytes)));
        _files.Add(new(path, role, content.Length, sha256, blob));
    }
}
