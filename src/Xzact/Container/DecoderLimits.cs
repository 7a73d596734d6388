namespace Xzact.Container;

/// <summary>What a decoder may be asked to do at most; and whether it verifies what it decodes.</summary>
internal sealed record DecoderLimits
{
    /// <summary>No limits, everything verified.</summary>
    public static DecoderLimits None { get; } = new();

    /// <summary>Largest dictionary in bytes; zero for any.</summary>
    public long MaxDictionarySize { get; init; }

    /// <summary>Most working memory in bytes; zero for any.</summary>
    public long MemoryLimit { get; init; }

    /// <summary>Most bytes of output; zero for any.</summary>
    public long MaxOutputLength { get; init; }

    /// <summary>Whether the check of each Block is computed and compared.</summary>
    public bool VerifyChecksum { get; init; } = true;
}
