namespace Xzact.Audit.Indicators;

/// <summary>What the digest of an indicator is taken over.</summary>
public enum IndicatorKind
{
    /// <summary>SHA-256 of a whole archive as published.</summary>
    ArchiveSha256,

    /// <summary>SHA-256 of one file.</summary>
    FileSha256,

    /// <summary>Git object id of one file.</summary>
    GitBlob,
}

/// <summary>A published digest of malicious content.</summary>
/// <param name="Kind">What the digest is taken over.</param>
/// <param name="Value">The digest in lower-case hexadecimal.</param>
/// <param name="Name">The name under which it was published; for the report only, never compared.</param>
/// <param name="Date">Date of publication.</param>
/// <param name="Advisory">The advisory it belongs to.</param>
/// <param name="Source">Who published the digest.</param>
public sealed record Indicator(
    IndicatorKind Kind, string Value, string Name, DateOnly Date, string Advisory, string Source);
