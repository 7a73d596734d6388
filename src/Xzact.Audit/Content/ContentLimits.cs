namespace Xzact.Audit.Content;

/// <summary>The bounds within which content is looked into. Passing one leaves an account incomplete, and it says so.
/// </summary>
public sealed class ContentLimits
{
    /// <summary>The defaults.</summary>
    public static ContentLimits Default { get; } = new();

    /// <summary>The largest file that is looked into, in bytes. Default 128 MiB; it is held in memory.</summary>
    public int MaxFileBytes { get; init; } = 128 << 20;

    /// <summary>The most bytes that one file may decode to, all of its parts together. Default 256 MiB.</summary>
    public long MaxDecodedBytes { get; init; } = 256L << 20;

    /// <summary>How deep parts may lie within parts. Default 8.</summary>
    public int MaxDepth { get; init; } = 8;

    /// <summary>The most parts in one file, at all depths. Default 20,000.</summary>
    public int MaxParts { get; init; } = 20_000;

    /// <summary>The most spans in one part's account before neighbours are put together. Default 4,096.</summary>
    public int MaxSpans { get; init; } = 4_096;

    /// <summary>The most memory that a decoder may take, in bytes. Default 128 MiB.</summary>
    public long MaxDecoderMemory { get; init; } = 128L << 20;

    /// <summary>The most bytes that one file's transforms may produce, all attempts together. Default 256 MiB.
    /// </summary>
    public long MaxTransformedBytes { get; init; } = 256L << 20;
}
