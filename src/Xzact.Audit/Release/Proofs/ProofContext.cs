using System.Text;
using Xzact.Audit.Case;
using Xzact.Audit.Git;
using Xzact.Audit.Release.Catalogs;
using Xzact.Audit.Release.Composition;

namespace Xzact.Audit.Release.Proofs;

/// <summary>What proofs may know of a release: the tag, the archive's files and the accounts given so far.</summary>
internal sealed class ProofContext
{
    private readonly Dictionary<string, AccountedFile> _byPath = new(StringComparer.Ordinal);
    private readonly ILookup<string, string> _byFolder;
    private readonly HashSet<string> _archived;
    private readonly Dictionary<string, (IReadOnlyDictionary<string, List<int>>, IReadOnlyList<string>)> _sources =
        new(StringComparer.Ordinal);

    // Files are split by several threads.
    private readonly Lazy<TagMacros> _macros;
    private readonly Lazy<TagLines> _macroLines;
    private readonly Lazy<(string Path, string Text)[]> _fragments;

    public ProofContext(TagInventory tag, IEnumerable<AccountedFile> files)
    {
        Tag = tag;
        _macros = new(() => new(tag));
        _macroLines = new(() => new(TagMacros.Files));
        _fragments = new(() => [.. MakeTexts(IsFragment)]);
        foreach (AccountedFile file in files)
        {
            _byPath[file.Path] = file;
        }

        _archived = [.. _byPath.Values.Where(f => f.Archived is not null).Select(f => f.Path)];
        _byFolder = _archived.ToLookup(path => path[..(path.LastIndexOf('/') + 1)], StringComparer.Ordinal);
    }

    /// <summary>The tag.</summary>
    public TagInventory Tag { get; }

    /// <summary>The m4 text of the tag, read when it is first asked for.</summary>
    public TagMacros TagMacros => _macros.Value;

    /// <summary>The lines of the tag's m4 text.</summary>
    public TagLines MacroLines => _macroLines.Value;

    /// <summary>Every path of the archive.</summary>
    public IReadOnlySet<string> ArchivedPaths => _archived;

    /// <summary>The account that a file has so far; null if neither side has it.</summary>
    public Account? AccountOf(string path) => _byPath.GetValueOrDefault(path)?.Account;

    /// <summary>The archived content, or null if there is none or it was not kept.</summary>
    public byte[]? ContentOf(string path) => _byPath.GetValueOrDefault(path)?.Archived?.Content;

    /// <summary>The tracked content of a path; null if it is not tracked or too large.</summary>
    public byte[]? TrackedContentOf(string path) =>
        Tag.Find(path) is { Type: GitEntryType.Blob } entry ? Tag.TextOf(entry) : null;

    private bool IsPath(string path) => Tag.Find(path) is not null || _archived.Contains(path);

    // Literals and lines of a source file: the tag's, or one that is explained.
    private (IReadOnlyDictionary<string, List<int>> Strings, IReadOnlyList<string> Lines) SourceOf(string path)
    {
        if (!_sources.TryGetValue(path, out var source))
        {
            byte[] text = TrackedContentOf(path)
                ?? (AccountOf(path) is { } account && AccountKindInfo.Of(account.Kind).IsExplained
                    ? ContentOf(path) : null) ?? [];
            source = (SourceStrings.Of(text), Encoding.Latin1.GetString(text).Split('\n'));
            _sources.Add(path, source);
        }

        return source;
    }

    /// <summary>The comparison of a catalogue with the tag's. References count from the folder of the package, which
    /// is the top one or that of a package inside.</summary>
    /// <param name="tracked">The tag's catalogue.</param>
    /// <param name="content">The archive's.</param>
    /// <param name="folder">The catalogue's folder, with its slash.</param>
    /// <exception cref="FormatException">The archive's is no catalogue.</exception>
    public CatalogMerge Merge(PoCatalog tracked, byte[] content, string folder)
    {
        string From(string reference)
        {
            string path = reference;
            for (int slash = folder.IndexOf('/', StringComparison.Ordinal); slash >= 0 && !IsPath(path);
                slash = folder.IndexOf('/', slash + 1))
            {
                path = folder[..(slash + 1)] + reference;
            }

            return path;
        }

        return new(
            tracked, content, new(path => SourceOf(From(path)).Strings, path => SourceOf(From(path)).Lines));
    }

    /// <summary>The lines of the tracked Makefile.am of a folder, and of every tracked fragment of make text, which it
    /// may include.</summary>
    public TagLines MakeLinesOf(string folder) =>
        new([.. MakeTexts(path => path == folder + "Makefile.am"), .. _fragments.Value]);

    private IEnumerable<(string Path, string Text)> MakeTexts(Func<string, bool> wanted) =>
        Tag.Entries.Where(e => e.Type == GitEntryType.Blob && wanted(e.Path))
            .Select(e => (e.Path, Content: Tag.TextOf(e))).Where(e => e.Content is not null)
            .Select(e => (e.Path, Encoding.Latin1.GetString(e.Content!)));

    private static bool IsFragment(string path) =>
        path.EndsWith(".mk", StringComparison.Ordinal) || path.EndsWith("Makefile.inc", StringComparison.Ordinal)
        || (path.EndsWith(".am", StringComparison.Ordinal) && !path.EndsWith("/Makefile.am", StringComparison.Ordinal)
            && path != "Makefile.am");

    /// <summary>The archived paths in a folder, which is given with its slash.</summary>
    public IEnumerable<string> InFolder(string folder) => _byFolder[folder];

    /// <summary>Records an account for those that ask later.</summary>
    public void Record(AccountedFile file) => _byPath[file.Path] = file;

    /// <summary>How a derived file names its input: with the input's own account.</summary>
    public string Describe(string path) => AccountOf(path) is { } account
        ? $"{path} ({AccountKindInfo.Of(account.Kind).Title})"
        : path;
}
