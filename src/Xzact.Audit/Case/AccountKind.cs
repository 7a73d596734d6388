namespace Xzact.Audit.Case;

/// <summary>
/// What explains a file. A new proof class is one member here, one row in <see cref="AccountKindInfo"/> and one
/// colour in the HTML style sheet; tests fail until all three exist.
/// </summary>
public enum AccountKind
{
    /// <summary>Same path, bytes, type and executable bit as in the tag.</summary>
    IdenticalToTag,

    /// <summary>Equal to the tag after a normalisation that the account names.</summary>
    IdenticalNormalised,

    /// <summary>Byte for byte a file that a known upstream project published.</summary>
    KnownUpstream,

    /// <summary>Tracked in the tag, but different in the archive.</summary>
    Modified,

    /// <summary>Tracked in the tag and absent from the archive.</summary>
    Missing,

    /// <summary>Tracked in the tag and left out on purpose (export-ignore).</summary>
    NotExported,

    /// <summary>Nothing explains this file.</summary>
    Unaccounted,
}
