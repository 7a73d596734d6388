using Xzact.Container;
using Xzact.Format;
using Xzact.Tools.Filters;
using Xzact.Tools.Options;

namespace Xzact.Tools.Memory;

/// <summary>What <see cref="ReckonedMemory"/> says of chains as options ask for them.</summary>
internal static class MemoryModel
{
    /// <summary>Bytes that one encoder of a chain takes.</summary>
    public static ulong Encoder(IReadOnlyList<ChosenFilter> chain) =>
        ReckonedMemory.Encoder(ChainRules.Lzma(chain), IsLzma1(chain), Simple(chain));

    /// <inheritdoc cref="ReckonedMemory.ThreadedEncoder"/>
    public static ulong ThreadedEncoder(IReadOnlyList<ChosenFilter> chain, ulong blockSize, int threads) =>
        ReckonedMemory.ThreadedEncoder(Encoder(chain), blockSize, threads);

    /// <summary>Bytes that a decoder of a chain takes.</summary>
    public static ulong Decoder(IReadOnlyList<ChosenFilter> chain) =>
        ReckonedMemory.Decoder(ChainRules.Lzma(chain).DictionarySize, IsLzma1(chain), Simple(chain));

    /// <inheritdoc cref="ReckonedMemory.Decoder(IReadOnlyList{FilterFlags})"/>
    public static ulong Decoder(IReadOnlyList<FilterFlags> filters) => ReckonedMemory.Decoder(filters);

    /// <summary>How many bytes more than our decoders need are reckoned for the same data of a format.</summary>
    public static long DecoderSurplus(FileFormat format) =>
        ReckonedMemory.DecoderSurplus(isLzma1: format != FileFormat.Xz);

    private static bool IsLzma1(IReadOnlyList<ChosenFilter> chain) => chain[^1].Kind == FilterKind.Lzma1;

    private static IEnumerable<FilterId> Simple(IReadOnlyList<ChosenFilter> chain) =>
        chain.SkipLast(1).Select(filter => filter.Kind.Id);
}
