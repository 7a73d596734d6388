using Xzact.Audit.Archives;
using Xzact.Audit.Content;
using Xzact.Audit.Release;

namespace Xzact.Audit.Scan;

/// <summary>The files of a tree, from a folder or out of an archive, and how scripts' names find them.</summary>
internal sealed class ScanTree
{
    // A pattern of fewer plain characters is no name.
    private const int MinLiteral = 4;
    private const int MaxMatches = 64;

    private readonly Dictionary<string, ScanFile> _byPath = new(StringComparer.Ordinal);
    private readonly ILookup<string, ScanFile> _byName;
    private readonly Dictionary<string, Dictionary<string, IReadOnlyList<ScanFile>>> _found =
        new(StringComparer.Ordinal);

    private readonly string _root;
    private readonly ILookup<string, ScanFile> _byExtension;

    /// <param name="files">The files.</param>
    /// <param name="root">The folder that scripts take for the root, with a slash at its end; empty for that of the
    /// tree.</param>
    public ScanTree(IReadOnlyList<ScanFile> files, string root = "")
    {
        Files = files;
        _root = root;
        foreach (ScanFile file in files)
        {
            _byPath.TryAdd(file.Path, file);
        }

        _byName = files.ToLookup(file => CommandTable.NameOf(file.Path), StringComparer.Ordinal);
        _byExtension = files.ToLookup(file => ExtensionOf(file.Path), StringComparer.Ordinal);
    }

    public IReadOnlyList<ScanFile> Files { get; }

    /// <summary>How many files were compared with patterns.</summary>
    public long Compared { get; private set; }

    /// <summary>What a reader should know of the tree, as links that were not followed.</summary>
    public List<string> Notes { get; } = [];

    /// <summary>The regular files below a folder. Links are not followed; the repositories of version control are left
    /// out. </summary>
    public static ScanTree OfFolder(string folder)
    {
        List<ScanFile> files = [];
        int hidden = 0;
        foreach (ContentFile file in ContentFile.In(folder))
        {
            if (file.Path.Split('/').Any(part => part is ".git" or ".hg" or ".svn"))
            {
                hidden++;
                continue;
            }

            bool isExecutable = !OperatingSystem.IsWindows()
                && File.GetUnixFileMode(Path.Combine(folder, file.Path)).HasFlag(UnixFileMode.UserExecute);
            files.Add(new(file, isExecutable));
        }

        ScanTree tree = new(files);
        if (hidden > 0)
        {
            tree.Notes.Add($"{hidden:N0} files of a version control repository are not part of the tree");
        }

        return tree;
    }

    /// <summary>The files of an archive, without its top folder; they are held in memory.</summary>
    /// <exception cref="ArchiveException">It is damaged, over a limit or no archive.</exception>
    public static (ScanTree Tree, string Format) OfArchive(
        Stream stream, string name, ArchiveLimits limits, long maxBytes, CancellationToken cancellation)
    {
        List<(string Name, byte[] Content, bool IsExecutable)> members = [];
        int links = 0;
        long left = maxBytes;
        using ArchiveReader reader = ArchiveReader.Open(stream, name, limits);
        while (reader.TryRead(out ArchiveMember? member))
        {
            cancellation.ThrowIfCancellationRequested();
            if (member.Type != ArchiveMemberType.File)
            {
                links += member.Type == ArchiveMemberType.Directory ? 0 : 1;
                continue;
            }

            left -= member.Size;
            if (left < 0)
            {
                throw new AuditInputException(
                    $"{name}: its files have more than {maxBytes} bytes, which are held in memory; unpack it "
                    + "and scan the folder");
            }

            using Stream content = member.OpenContent();
            byte[] bytes = new byte[member.Size];
            content.ReadExactly(bytes);
            members.Add((member.Name.TrimStart('.', '/'), bytes, (member.Mode & 0b001_001_001) != 0));
        }

        string top = TopFolder.Find(members.Select(m => m.Name), new HashSet<string>());
        ScanTree tree = new(
        [
            .. members.Select(m => new ScanFile(
                    new(m.Name.StartsWith(top, StringComparison.Ordinal) ? m.Name[top.Length..] : m.Name,
                        m.Content.Length, () => m.Content), m.IsExecutable))
                .OrderBy(file => file.Path, StringComparer.Ordinal),
        ]);
        if (links > 0)
        {
            tree.Notes.Add($"{links:N0} links and devices of the archive were not followed");
        }

        return (tree, reader.Format.ToString());
    }

    /// <summary>The file of a path, or null.</summary>
    public ScanFile? At(string path) => _byPath.GetValueOrDefault(path);

    /// <summary>The file of a path from the root of the scripts, or null.</summary>
    public ScanFile? FromRoot(string path) => At(_root + path);

    /// <summary>The files that a name in a script may stand for: from the script's folder, from the root, or by the
    /// end of the path; a part that the script does not decide stands for anything.</summary>
    /// <param name="name">In its canonical spelling.</param>
    /// <param name="script">The script's path.</param>
    public IReadOnlyList<ScanFile> Find(string name, string script)
    {
        string folder = script.LastIndexOf('/') is > 0 and int slash ? script[..slash] : "";
        if (!_found.TryGetValue(folder, out Dictionary<string, IReadOnlyList<ScanFile>>? found))
        {
            _found[folder] = found = new(StringComparer.Ordinal);
        }

        if (!found.TryGetValue(name, out IReadOnlyList<ScanFile>? files))
        {
            found[name] = files = [.. Matches(name, folder).Take(MaxMatches)];
        }

        return files;
    }

    private IEnumerable<ScanFile> Matches(string name, string folder)
    {
        if (name.Length == 0 || name.StartsWith('/'))
        {
            return [];
        }

        string pattern = name.Replace(WordValues.Unknown, '*');
        if (pattern.AsSpan().ContainsAny('*', '?'))
        {
            return Glob(pattern, folder);
        }

        if ((folder.Length > 0 && At($"{folder}/{name}") is { } near) || (FromRoot(name) is { } exact
            && (near = exact) is not null))
        {
            return [near];
        }

        ScanFile[] ends = [.. _byName[CommandTable.NameOf(name)]
            .Where(file => file.Path.EndsWith("/" + name, StringComparison.Ordinal))];
        return ends.Length <= 4 ? ends : [];
    }

    private IEnumerable<ScanFile> Glob(string pattern, string folder)
    {
        int literal = pattern.Count(c => c is not ('*' or '?' or '/' or '.'));
        int slash = pattern.LastIndexOf('/');
        string directory = slash > 0 ? pattern[..slash] : "";
        if (literal < MinLiteral || (slash < 0 && pattern.TrimStart('*').StartsWith('.')))
        {
            return [];
        }

        // A name that says little must stand in a folder that is named from the root or from the script's own.
        bool saysEnough = pattern.AsSpan(slash + 1).Length - pattern.AsSpan(slash + 1).Count('*') >= MinLiteral
            && directory.Length > 0 && !directory.Contains('*', StringComparison.Ordinal);
        string fromRoot = _root + pattern;
        string near = folder.Length > 0 ? $"{folder}/{pattern}" : pattern;
        string anywhere = saysEnough ? "*/" + pattern : fromRoot;
        string end = pattern[(pattern.LastIndexOfAny(['*', '?', ']', '\\']) + 1)..];
        return Ending(end).Where(file =>
        {
            Compared++;
            return file.Path.EndsWith(end, StringComparison.Ordinal) && (GlobText.IsMatch(file.Path, fromRoot)
                || GlobText.IsMatch(file.Path, near) || GlobText.IsMatch(file.Path, anywhere));
        });
    }

    // The files that may end so: by their name or by their extension, if the text holds one whole.
    private IEnumerable<ScanFile> Ending(string end) => end.LastIndexOf('/') is >= 0 and int slash
        ? _byName[end[(slash + 1)..]]
        : ExtensionOf(end) is { Length: > 0 } extension ? _byExtension[extension] : Files;

    private static string ExtensionOf(string path) =>
        path.LastIndexOf('.') is >= 0 and int dot && path.IndexOf('/', dot) < 0 ? path[dot..] : "";
}
