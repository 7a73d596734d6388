using Xzact.Format;
using Xzact.Lzma;

namespace Xzact.Container;

/// <summary>What a Block is encoded with.</summary>
/// <param name="Simple">Up to three filters that do not change the size, in order.</param>
/// <param name="Lzma">How LZMA2, which comes last, works.</param>
internal sealed record EncoderChain(IReadOnlyList<FilterFlags> Simple, LzmaEncoderOptions Lzma)
{
    /// <summary>The chain as a Block Header records it.</summary>
    public IReadOnlyList<FilterFlags> Flags { get; } =
        [.. Simple, new FilterFlags(FilterId.Lzma2, Lzma.DictionarySize)];
}
