using Xzact.Format;

namespace Xzact.Container;

/// <summary>
/// What a decoder may be asked to do at most; whether it verifies what it decodes; and what its user wants to know on
/// the way.
/// </summary>
internal sealed record DecoderLimits
{
    /// <summary>No limits, everything verified.</summary>
    public static DecoderLimits None { get; } = new();

    /// <summary>Largest dictionary in bytes; zero for any.</summary>
    public long MaxDictionarySize { get; init; }

    /// <summary>
    /// Most working memory in bytes; zero for any. It may be raised while a decoder stands at it: see
    /// <see cref="Coding.FormatDecoder.GoOn"/>.
    /// </summary>
    public long MemoryLimit { get; set; }

    /// <summary>
    /// How many bytes of memory a chain is reckoned to take, where another model than our own need counts: the filters
    /// in the order of the encoder, the last one LZMA2 or, in .lzma and .lz, LZMA1.
    /// </summary>
    public Func<IReadOnlyList<FilterFlags>, long>? MemoryModel { get; init; }

    /// <summary>
    /// Asked once each header was read that names a check: whether to stop behind it, which the decoder does with
    /// <see cref="Coding.CoderStatus.Waiting"/>. Headers are then read whole before they are refused.
    /// </summary>
    public Func<CheckId, bool>? StopsBehindHeader { get; init; }

    /// <summary>Most bytes of output; zero for any.</summary>
    public long MaxOutputLength { get; init; }

    /// <summary>
    /// Most bytes of output for each byte of input, besides <see cref="RatioSlack"/>; zero for any.
    /// </summary>
    public long MaxOutputRatio { get; init; }

    /// <summary>Bytes of output that are always allowed: short data may be all zeros.</summary>
    public const int RatioSlack = 1 << 20;

    /// <summary>Whether the check of each Block is computed and compared.</summary>
    public bool VerifyChecksum { get; init; } = true;

    /// <summary>
    /// Holds what the data asks for against the limits, before memory is taken; null if it is allowed.
    /// </summary>
    /// <param name="dictionary">Dictionary in bytes.</param>
    /// <param name="memory">All working memory in bytes.</param>
    public (XzError Error, string Rule)? Refuse(uint dictionary, long memory) =>
        MaxDictionarySize > 0 && dictionary > MaxDictionarySize
            ? (XzError.DictionaryLimit,
                $"The data needs a dictionary of {dictionary} bytes; {MaxDictionarySize} are allowed")
        : MemoryLimit > 0 && memory > MemoryLimit
            ? (XzError.MemoryLimit, $"The data needs {memory} bytes of memory; {MemoryLimit} are allowed")
        : null;

    /// <summary>How many more bytes may be given out; <see cref="long.MaxValue"/> where nothing limits them.</summary>
    /// <param name="read">Bytes of input so far.</param>
    /// <param name="written">Bytes of output so far.</param>
    public long OutputRoom(long read, long written)
    {
        long most = Math.Min(MostByLength, MostByRatio(read));
        return most == long.MaxValue ? most : Math.Max(0, most - written);
    }

    /// <summary>What refuses the byte behind the last one that there was room for.</summary>
    public (XzError Error, string Rule) RefuseOutput(long read) => MostByRatio(read) < MostByLength
        ? (XzError.RatioLimit,
            $"{read} bytes decompress to more than {MostByRatio(read)}; "
            + $"{RatioSlack} and {MaxOutputRatio} times the input are allowed")
        : (XzError.OutputLimit, $"The data decompresses to more than the allowed {MaxOutputLength} bytes");

    private long MostByLength => MaxOutputLength == 0 ? long.MaxValue : MaxOutputLength;

    private long MostByRatio(long read) =>
        MaxOutputRatio > 0 && read <= (long.MaxValue - RatioSlack) / MaxOutputRatio
            ? RatioSlack + (MaxOutputRatio * read)
            : long.MaxValue;
}
