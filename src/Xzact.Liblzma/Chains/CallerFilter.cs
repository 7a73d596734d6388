namespace Xzact.Liblzma.Chains;

/// <summary>LZMA's options as a caller gave them, unchecked: <c>lzma_options_lzma</c> of lzma12.h.</summary>
/// <param name="DictionarySize">Bytes.</param>
/// <param name="PresetDictionary">A copy.</param>
/// <param name="Lc">Literal context bits.</param>
/// <param name="Lp">Literal position bits.</param>
/// <param name="Pb">Position bits.</param>
/// <param name="Mode"><c>lzma_mode</c>.</param>
/// <param name="NiceLength">Bytes.</param>
/// <param name="MatchFinder"><c>lzma_match_finder</c>.</param>
/// <param name="Depth">Candidates; 0 chooses.</param>
/// <param name="ExtendedFlags">LZMA1EXT's flags.</param>
/// <param name="ExtendedSize">LZMA1EXT's size; all bits for an unknown one.</param>
internal sealed record CallerLzma(
    uint DictionarySize,
    ReadOnlyMemory<byte> PresetDictionary,
    uint Lc,
    uint Lp,
    uint Pb,
    uint Mode,
    uint NiceLength,
    uint MatchFinder,
    uint Depth,
    uint ExtendedFlags,
    ulong ExtendedSize);

/// <summary>One filter of a caller's array, unchecked and copied: <c>lzma_filter</c> of filter.h.</summary>
/// <param name="Id">Its ID.</param>
internal sealed record CallerFilter(ulong Id)
{
    /// <summary>LZMA's options; null if there are none.</summary>
    public CallerLzma? Lzma { get; init; }

    /// <summary>A branch converter's start offset, or Delta's distance; null if there are no options.</summary>
    public uint? Number { get; init; }

    /// <summary>Delta's type; 0 is the only one.</summary>
    public uint DeltaType { get; init; }
}
