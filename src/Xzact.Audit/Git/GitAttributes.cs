using System.Text;

namespace Xzact.Audit.Git;

/// <summary>
/// The attributes that a tag's own <c>.gitattributes</c> files, in all folders, give to its paths (gitattributes(5)).
/// They say how <c>git archive</c> makes a release from the tree. What the user or the clone adds
/// (<c>core.attributesFile</c>, <c>info/attributes</c>) is not read.
/// </summary>
public sealed class GitAttributes
{
    private const string FileName = ".gitattributes";
    private const int MaxFileBytes = 16 << 20;
    private const int MaxMacroDepth = 64;

    // Keyed by folder: "" or "a/b/".
    private readonly Dictionary<string, GitAttributeFile> _files = [];
    private readonly Dictionary<string, IReadOnlyList<GitAssignment>> _macros = new()
    {
        ["binary"] = new GitAttributeFile("[attr]binary -diff -merge -text"u8, "").Macros["binary"],
    };

    private GitAttributes(IEnumerable<KeyValuePair<string, byte[]>> files)
    {
        foreach ((string path, byte[] content) in files)
        {
            string folder = path[..^FileName.Length];
            _files[folder] = new GitAttributeFile(content, folder);
        }

        if (_files.TryGetValue("", out GitAttributeFile? top))
        {
            foreach ((string name, IReadOnlyList<GitAssignment> assignments) in top.Macros)
            {
                _macros[name] = assignments;
            }
        }
    }

    /// <summary>Reads the attribute files of a tree.</summary>
    /// <param name="repository">Where to read the files.</param>
    /// <param name="entries">The tree, as <see cref="GitRepository.ReadTree"/> gives it.</param>
    /// <exception cref="GitException">One of the files is missing, corrupt or larger than 16 MiB.</exception>
    public static GitAttributes Read(GitRepository repository, IEnumerable<GitTreeEntry> entries)
    {
        ArgumentNullException.ThrowIfNull(repository);
        ArgumentNullException.ThrowIfNull(entries);

        // git ignores a symbolic link of this name.
        return new GitAttributes(entries
            .Where(entry => entry.Type == GitEntryType.Blob
                && (entry.Path == FileName || entry.Path.EndsWith("/" + FileName, StringComparison.Ordinal)))
            .Select(entry => KeyValuePair.Create(
                ToLatin1(entry.Path), repository.ReadBlob(entry.ObjectId, MaxFileBytes))));
    }

    /// <summary>Attributes from contents in memory; the keys are paths that end in <c>.gitattributes</c>.</summary>
    internal static GitAttributes Parse(IEnumerable<KeyValuePair<string, string>> files) =>
        new(files.Select(file => KeyValuePair.Create(ToLatin1(file.Key), Encoding.UTF8.GetBytes(file.Value))));

    /// <summary>Whether <c>git archive</c> leaves it out: it, or a folder above it, has <c>export-ignore</c>.</summary>
    public bool IsExportIgnored(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        for (int slash = path.IndexOf('/', StringComparison.Ordinal); slash >= 0; slash = path.IndexOf('/', slash + 1))
        {
            if (IsSet(path[..slash], "export-ignore", isFolder: true))
            {
                return true;
            }
        }

        return IsSet(path, "export-ignore", isFolder: false);
    }

    /// <summary>Whether <c>git archive</c> expands <c>$Format:...$</c> in it; see <see cref="ExportSubst"/>.</summary>
    public bool IsExportSubst(string path) => IsSet(path, "export-subst", isFolder: false);

    /// <summary>Whether <c>git archive</c> expands <c>$Id$</c> to the blob's id.</summary>
    public bool IsIdent(string path) => IsSet(path, "ident", isFolder: false);

    /// <summary>
    /// Whether <c>git archive</c> writes the file with CRLF line endings: <c>eol=crlf</c>, and <c>text</c> not unset.
    /// With <c>text=auto</c> this holds only if the content looks like text.
    /// </summary>
    public bool IsCrlf(string path) =>
        Value(path, "eol") == "crlf" && Value(path, "text") != GitAttributeFile.Unset;

    /// <summary>
    /// The value of an attribute for a file: <c>set</c>, <c>unset</c>, what stands after the equals sign, or null if
    /// it is unspecified, as <c>git check-attr</c> prints it.
    /// </summary>
    public string? Value(string path, string attribute) => Value(path, attribute, isFolder: false);

    private bool IsSet(string path, string attribute, bool isFolder) =>
        Value(path, attribute, isFolder) == GitAttributeFile.Set;

    private string? Value(string path, string attribute, bool isFolder)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentException.ThrowIfNullOrEmpty(attribute);
        string bytes = ToLatin1(path);
        var values = new Dictionary<string, string?>();

        // The nearest folder prevails, in a file the last line; so the first assignment found is the one.
        for (string folder = FolderOf(bytes); ; folder = FolderOf(folder[..^1]))
        {
            if (_files.TryGetValue(folder, out GitAttributeFile? file))
            {
                foreach (GitAttributeLine line in file.Lines.Where(x => x.Pattern.IsMatch(bytes, isFolder)))
                {
                    Assign(line.Assignments, values, depth: 0);
                }
            }

            if (folder.Length == 0 || values.ContainsKey(attribute))
            {
                return values.GetValueOrDefault(attribute);
            }
        }
    }

    private void Assign(IReadOnlyList<GitAssignment> assignments, Dictionary<string, string?> values, int depth)
    {
        for (int i = assignments.Count - 1; i >= 0; i--)
        {
            (string attribute, string? value) = assignments[i];
            if (values.TryAdd(attribute, value) && value == GitAttributeFile.Set && depth < MaxMacroDepth
                && _macros.TryGetValue(attribute, out IReadOnlyList<GitAssignment>? expansion))
            {
                Assign(expansion, values, depth + 1);
            }
        }
    }

    private static string FolderOf(string path) => path[..(path.LastIndexOf('/') + 1)];

    private static string ToLatin1(string path) => Encoding.Latin1.GetString(GitPath.Encode(path));
}
