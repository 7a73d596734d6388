namespace Xzact.Audit.Content;

/// <summary>What is left of one file's limits; all of its parts draw on it.</summary>
internal sealed class ContentBudget(ContentLimits limits)
{
    // Decoding that fails at once costs little output but time: places to begin at are counted, too.
    private const int MaxAttempts = 16_384;

    private long _decoded = limits.MaxDecodedBytes;
    private int _parts = limits.MaxParts;

    // Each level of nesting looks at its parts once.
    private long _looked = limits.MaxDecodedBytes * 2;

    // Streams can be made that take much and give nothing.
    private long _read = limits.MaxDecodedBytes * 4;
    private int _attempts = MaxAttempts;

    public ContentLimits Limits => limits;

    /// <summary>How many bytes may still be decoded.</summary>
    public long Decodable => _read > 0 ? _decoded : 0;

    /// <summary>Takes bytes that were decoded.</summary>
    public void TakeDecoded(long bytes) => _decoded = Math.Max(0, _decoded - bytes);

    /// <summary>Takes bytes that a decoder read.</summary>
    public void TakeRead(long bytes) => _read -= bytes;

    /// <summary>Takes one part of so many bytes; false if there are too many.</summary>
    public bool TakePart(long bytes)
    {
        _looked -= bytes;
        return _looked >= 0 && _parts > 0 && _parts-- > 0;
    }

    /// <summary>Takes one attempt to decode from a place that looks like a beginning; false if there were too many.
    /// </summary>
    public bool TakeAttempt() => _attempts > 0 && _attempts-- > 0;
}
