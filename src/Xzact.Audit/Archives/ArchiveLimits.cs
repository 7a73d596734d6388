namespace Xzact.Audit.Archives;

/// <summary>The bounds within which an archive is read. They are enforced while data streams, before memory is
/// taken; passing one is an <see cref="ArchiveException"/> with <see cref="ArchiveErrorReason.OverLimit"/>.</summary>
public sealed class ArchiveLimits
{
    /// <summary>The defaults: several times what the largest source releases need.</summary>
    public static ArchiveLimits Default { get; } = new();

    /// <summary>The most headers, extension headers included. Default 1,000,000; some 120 bytes of memory each, for
    /// finding duplicate names.</summary>
    public int MaxMembers { get; init; } = 1_000_000;

    /// <summary>The most bytes in one member. Default 4 GiB.</summary>
    public long MaxMemberBytes { get; init; } = 4L << 30;

    /// <summary>The most bytes that the archive may unpack to, headers included. Default 16 GiB.</summary>
    public long MaxTotalBytes { get; init; } = 16L << 30;

    /// <summary>The most bytes that one compressed byte may become, over the whole archive. Default 250; releases
    /// stay below 20, gzip can reach 1,030, xz 7,000.</summary>
    public int MaxRatio { get; init; } = 250;

    /// <summary>Unpacked bytes below which the ratio is not looked at, since small data compresses without meaning.
    /// Default 32 MiB.</summary>
    public long RatioThreshold { get; init; } = 32L << 20;

    /// <summary>The longest member name or link target in bytes as stored. Default 4,096, Linux's PATH_MAX.</summary>
    public int MaxNameLength { get; init; } = 4096;

    /// <summary>The largest extension header (pax records, GNU long name) in bytes. Default 1 MiB.</summary>
    public int MaxExtensionBytes { get; init; } = 1 << 20;

    /// <summary>The most memory that an xz decoder may take, nearly all of it the dictionary that the data asks for.
    /// Default 512 MiB; xz's strongest preset needs 64.</summary>
    public long MaxDecoderMemory { get; init; } = 512L << 20;

    /// <summary>The most members (gzip) or streams (bzip2, xz) in the compressed file. Default 65,536.</summary>
    public int MaxCompressedMembers { get; init; } = 65_536;

    /// <summary>The most observations that are kept. One more ends the reading, because dropping some in silence
    /// would hide what they say. Default 100,000.</summary>
    public int MaxObservations { get; init; } = 100_000;

    /// <summary>The longest time from opening to the last byte, the caller's own work included. Default 30 minutes.
    /// </summary>
    public TimeSpan MaxDuration { get; init; } = TimeSpan.FromMinutes(30);
}
