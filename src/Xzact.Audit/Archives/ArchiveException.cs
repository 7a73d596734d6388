namespace Xzact.Audit.Archives;

/// <summary>Why an archive could not be read.</summary>
public enum ArchiveErrorReason
{
    /// <summary>The content is none of the formats that are known here.</summary>
    NotAnArchive,

    /// <summary>The file ends before the archive does.</summary>
    Truncated,

    /// <summary>The content breaks a rule of its format.</summary>
    Corrupt,

    /// <summary>The content may be valid, but uses something that is not read here (encryption, sparse files).
    /// </summary>
    Unsupported,

    /// <summary>A limit of <see cref="ArchiveLimits"/> was passed.</summary>
    OverLimit,
}

/// <summary>What an offset counts from.</summary>
public enum ArchiveOffsetBase
{
    /// <summary>The start of the file as it was given, which is compressed if the archive is.</summary>
    File,

    /// <summary>The start of the uncompressed container. The same as <see cref="File"/> for zip and plain tar.
    /// </summary>
    Container,
}

/// <summary>An archive that could not be read. The message says what, where and why.</summary>
public sealed class ArchiveException : Exception
{
    internal ArchiveException(
        ArchiveErrorReason reason,
        string what,
        long offset,
        ArchiveOffsetBase offsetBase = ArchiveOffsetBase.Container,
        Exception? inner = null)
        : base(Describe(what, offset, offsetBase), inner)
    {
        Reason = reason;
        Offset = offset;
        OffsetBase = offsetBase;
    }

    /// <summary>The same failure again, for a reader that is used after it failed.</summary>
    internal ArchiveException(ArchiveException first)
        : base(first.Message, first)
    {
        Reason = first.Reason;
        Offset = first.Offset;
        OffsetBase = first.OffsetBase;
    }

    /// <summary>Why the archive could not be read.</summary>
    public ArchiveErrorReason Reason { get; }

    /// <summary>Byte offset of the fault, counted from <see cref="OffsetBase"/>.</summary>
    public long Offset { get; }

    /// <summary>What <see cref="Offset"/> counts from.</summary>
    public ArchiveOffsetBase OffsetBase { get; }

    private static string Describe(string what, long offset, ArchiveOffsetBase offsetBase) =>
        offsetBase == ArchiveOffsetBase.File
            ? $"{what} (at byte {offset} of the file)"
            : $"{what} (at byte {offset} of the uncompressed archive)";
}
