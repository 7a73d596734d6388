using Xzact.Audit.Case;

namespace Xzact.Audit.Release.Regeneration;

/// <summary>
/// The macro files of the archive whose every byte others published: another release of Libtool or gettext than is
/// installed here; and the helper scripts beside them, which Automake lists where they are. With them in their places
/// the tag's build system is run a second time; nothing else of the archive goes into the sandbox.
/// </summary>
/// <param name="Macros">The files.</param>
internal sealed record PublishedMacros(IReadOnlyList<AccountedFile> Macros)
{
    /// <summary>Their paths.</summary>
    public IEnumerable<string> Paths => Macros.Select(f => f.Path);

    /// <summary>Their paths and contents.</summary>
    public IEnumerable<(string Path, byte[] Content)> Files => Macros.Select(f => (f.Path, f.Archived!.Content!));

    /// <summary>Selects them.</summary>
    public static PublishedMacros Of(IReadOnlyList<AccountedFile> files) => new(
    [
        .. files.Where(f => f is
            {
                Account: { Kind: AccountKind.KnownUpstream or AccountKind.ComposedOfKnownParts, Carriers.Count: 0 },
                Archived.Content: not null,
                IsDoubtedWithContainer: false,
            } && (f.Archived.Role == FileRole.Macro || IsHelper(f))
                && !f.Archived.Doubts.Exists(doubt => doubt.Unexplains) && RegenerationInput.IsPlain(f.Path)),
    ]);

    // To the last byte: a helper is run, and what is composed was published in pieces.
    private static bool IsHelper(AccountedFile file) => file.Account.Kind == AccountKind.KnownUpstream
        && BuildConventions.Auxiliary.Contains(file.Path[(file.Path.LastIndexOf('/') + 1)..]);

    /// <summary>Those that the tag's build system makes differently or not at all: what a second run adds.</summary>
    public IReadOnlyList<AccountedFile> Replacing(RegeneratedFiles made) =>
    [
        .. Macros.Where(f => !made.Of(f.Path).Any(m => m.In == RegeneratedIn.Tree && m.Sha256 == f.Archived!.Sha256)),
    ];
}
