namespace Xzact.Audit.Case;

/// <summary>What reports say about an <see cref="AccountKind"/>; the one table of them.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Id">Stable identifier in JSON, SARIF and HTML.</param>
/// <param name="Title">Words for a reader.</param>
/// <param name="InArchive">Whether files of this kind are in the archive (else only in the tag).</param>
/// <param name="Proof">The class of its proof.</param>
public sealed record AccountKindInfo(AccountKind Kind, string Id, string Title, bool InArchive, ProofClass Proof)
{
    /// <summary>Every kind, in the order in which ledgers list them.</summary>
    public static IReadOnlyList<AccountKindInfo> All { get; } =
    [
        new(AccountKind.IdenticalToTag, "identical", "identical to the tag", InArchive: true, ProofClass.Exact),
        new(AccountKind.IdenticalElsewhere, "identical-elsewhere", "identical to another tracked file",
            InArchive: true, ProofClass.Exact),
        new(AccountKind.KnownUpstream, "known-upstream", "known upstream file", InArchive: true, ProofClass.Exact),
        new(AccountKind.IdenticalNormalised, "identical-normalised", "identical after a normalisation",
            InArchive: true, ProofClass.ExactAfterNormalisation),
        new(AccountKind.ComposedOfKnownParts, "composed", "composed of known parts", InArchive: true,
            ProofClass.Composed),
        new(AccountKind.DerivedAndVerified, "derived", "derived and verified", InArchive: true, ProofClass.Derived),
        new(AccountKind.Regenerated, "regenerated", "regenerated from the tag", InArchive: true,
            ProofClass.Regenerated),
        new(AccountKind.Drift, "drift", "drift of a known tool", InArchive: true, ProofClass.Drift),
        new(AccountKind.CarriedForward, "carried-forward", "explained earlier, not again", InArchive: true,
            ProofClass.Carried),
        new(AccountKind.SameAsCompared, "same-as-compared", "same in the archive compared with", InArchive: true,
            ProofClass.Compared),
        new(AccountKind.Modified, "modified", "modified", InArchive: true, ProofClass.None),
        new(AccountKind.ClaimedGenerated, "claimed-generated", "claimed generated, not verified", InArchive: true,
            ProofClass.Claimed),
        new(AccountKind.Unaccounted, "unaccounted", "unaccounted", InArchive: true, ProofClass.None),
        new(AccountKind.Missing, "missing", "in the tag only", InArchive: false, ProofClass.None),
        new(AccountKind.NotExported, "not-exported", "left out by export-ignore", InArchive: false, ProofClass.Exact),
    ];

    /// <summary>Whether the account proves where the content comes from.</summary>
    public bool IsExplained => Proof is not (ProofClass.None or ProofClass.Claimed or ProofClass.Compared);

    /// <summary>Whether files of this kind ask for a look: in the archive, not explained, and not what another archive
    /// holds too.</summary>
    public bool IsOpen => InArchive && Proof is (ProofClass.None or ProofClass.Claimed);

    /// <summary>The row of <paramref name="kind"/>.</summary>
    public static AccountKindInfo Of(AccountKind kind) => All.First(info => info.Kind == kind);
}
