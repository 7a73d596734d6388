namespace Xzact.Audit.Case;

/// <summary>What reports say about an <see cref="AccountKind"/>; the one table of them.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Id">Stable identifier in JSON, SARIF and HTML.</param>
/// <param name="Title">Words for a reader.</param>
/// <param name="InArchive">Whether files of this kind are in the archive (else only in the tag).</param>
/// <param name="IsExplained">Whether the account proves where every byte comes from.</param>
public sealed record AccountKindInfo(AccountKind Kind, string Id, string Title, bool InArchive, bool IsExplained)
{
    /// <summary>Every kind, in the order in which ledgers list them.</summary>
    public static IReadOnlyList<AccountKindInfo> All { get; } =
    [
        new(AccountKind.IdenticalToTag, "identical", "identical to the tag", InArchive: true, IsExplained: true),
        new(AccountKind.IdenticalNormalised, "identical-normalised", "identical after a named normalisation",
            InArchive: true, IsExplained: true),
        new(AccountKind.KnownUpstream, "known-upstream", "known upstream file", InArchive: true, IsExplained: true),
        new(AccountKind.Modified, "modified", "modified", InArchive: true, IsExplained: false),
        new(AccountKind.Unaccounted, "unaccounted", "unaccounted", InArchive: true, IsExplained: false),
        new(AccountKind.Missing, "missing", "in the tag only", InArchive: false, IsExplained: false),
        new(AccountKind.NotExported, "not-exported", "left out by export-ignore", InArchive: false, IsExplained: true),
    ];

    /// <summary>The row of <paramref name="kind"/>.</summary>
    public static AccountKindInfo Of(AccountKind kind) => All.First(info => info.Kind == kind);
}
