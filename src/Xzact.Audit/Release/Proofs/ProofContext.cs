using Xzact.Audit.Case;
using Xzact.Audit.Git;

namespace Xzact.Audit.Release.Proofs;

/// <summary>What proofs may know of a release: the tag, the archive's files and the accounts given so far.</summary>
internal sealed class ProofContext
{
    private readonly Dictionary<string, AccountedFile> _byPath = new(StringComparer.Ordinal);
    private readonly ILookup<string, string> _byFolder;
    private readonly HashSet<string> _archived;

    public ProofContext(TagInventory tag, IEnumerable<AccountedFile> files)
    {
        Tag = tag;
        foreach (AccountedFile file in files)
        {
            _byPath[file.Path] = file;
        }

        _archived = [.. _byPath.Values.Where(f => f.Archived is not null).Select(f => f.Path)];
        _byFolder = _archived.ToLookup(path => path[..(path.LastIndexOf('/') + 1)], StringComparer.Ordinal);
    }

    /// <summary>The tag.</summary>
    public TagInventory Tag { get; }

    /// <summary>Every path of the archive.</summary>
    public IReadOnlySet<string> ArchivedPaths => _archived;

    /// <summary>The account that a file has so far; null if neither side has it.</summary>
    public Account? AccountOf(string path) => _byPath.GetValueOrDefault(path)?.Account;

    /// <summary>The archived content, or null if there is none or it was not kept.</summary>
    public byte[]? ContentOf(string path) => _byPath.GetValueOrDefault(path)?.Archived?.Content;

    /// <summary>The tracked content of a path; null if it is not tracked or too large.</summary>
    public byte[]? TrackedContentOf(string path) =>
        Tag.Find(path) is { Type: GitEntryType.Blob } entry ? Tag.TextOf(entry) : null;

    /// <summary>The archived paths in a folder, which is given with its slash.</summary>
    public IEnumerable<string> InFolder(string folder) => _byFolder[folder];

    /// <summary>Records an account for those that ask later.</summary>
    public void Record(AccountedFile file) => _byPath[file.Path] = file;

    /// <summary>How a derived file names its input: with the input's own account.</summary>
    public string Describe(string path) => AccountOf(path) is { } account
        ? $"{path} ({AccountKindInfo.Of(account.Kind).Title})"
        : path;
}
