namespace Xzact.Audit.Case;

/// <summary>
/// What explains a file. A new proof class is one member here, one row in <see cref="AccountKindInfo"/> and one
/// colour in the HTML style sheet; tests fail until all three exist.
/// </summary>
public enum AccountKind
{
    /// <summary>Same path, bytes, type and executable bit as in the tag.</summary>
    IdenticalToTag,

    /// <summary>Byte for byte a tracked file of the same name in another folder, where it means the same.</summary>
    IdenticalElsewhere,

    /// <summary>Equal to the tag after a normalisation that the account names.</summary>
    IdenticalNormalised,

    /// <summary>Byte for byte a file that a known upstream project published.</summary>
    KnownUpstream,

    /// <summary>Every part is a known upstream part or a part of the tag.</summary>
    ComposedOfKnownParts,

    /// <summary>Made from an input that the account names, and made again here to the same content.</summary>
    DerivedAndVerified,

    /// <summary>What the tag's own build system made here, in a sandbox; dates of the day are its carriers.</summary>
    Regenerated,

    /// <summary>Regenerated; every difference is attributed to a known version of another tool release.</summary>
    Drift,

    /// <summary>Not explained here, but an earlier audit explained exactly these bytes, or a reviewer did.</summary>
    CarriedForward,

    /// <summary>Same path, bytes, type and executable bit as in another archive, where there was no tag to compare
    /// with. That says nothing about where it comes from.</summary>
    SameAsCompared,

    /// <summary>It says that a tool made it; nobody made it again. It counts as unaccounted.</summary>
    ClaimedGenerated,

    /// <summary>Tracked in the tag, but different in the archive.</summary>
    Modified,

    /// <summary>Tracked in the tag and absent from the archive.</summary>
    Missing,

    /// <summary>Tracked in the tag and left out on purpose (export-ignore).</summary>
    NotExported,

    /// <summary>Nothing explains this file.</summary>
    Unaccounted,
}
