using Xzact.Format;

namespace Xzact.Kernels;

/// <summary>
/// The encoder's window: one contiguous piece of memory with the dictionary before the position and the bytes to come
/// behind it. When it is full, what is still needed is moved to its start.
/// </summary>
internal static class EncoderWindowLayout
{
    /// <summary>Readable bytes behind the data, for kernels that load whole words.</summary>
    public const int Slack = 16;

    /// <summary>Positions that a parser looks ahead at most before it decides.</summary>
    public const int ParserHorizon = 1 << 12;

    /// <summary>
    /// Bytes that must follow the position before a parser may start, unless the data ends there: what it may look at,
    /// so that its choice never depends on how the input was cut.
    /// </summary>
    public const int Lookahead = ParserHorizon + (2 * LzmaFormat.MaxMatch) + Slack;

    /// <summary>
    /// Bytes of memory for the window: the dictionary, the lookahead, the bytes of an uncompressed chunk that may have
    /// to be read again, and some to spare so that moving is rare.
    /// </summary>
    public static long Size(uint dictionarySize) => Keep(dictionarySize) + Lookahead + Spare(dictionarySize);

    /// <summary>Bytes kept before the position.</summary>
    public static long Keep(uint dictionarySize) => (long)dictionarySize + (2 * Lzma2Format.MaxUncompressedChunk);

    private static long Spare(uint dictionarySize) => (dictionarySize / 4) + (1 << 18);
}
