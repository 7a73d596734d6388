using Xzact.Container;
using Xzact.Lzma;

namespace Xzact.Tools.Filters;

/// <summary>What every filter chain must be like, and what the coders make of it.</summary>
internal static class ChainRules
{
    /// <summary>Whether LZMA stands last and nowhere else.</summary>
    public static bool IsValid(IReadOnlyList<ChosenFilter> chain) =>
        chain.Count is > 0 and <= Chains.MaxLength && chain[^1].Kind.IsLzma
        && chain.SkipLast(1).All(filter => !filter.Kind.IsLzma);

    /// <summary>Whether a start offset breaks the alignment of its filter.</summary>
    public static bool IsMisaligned(IReadOnlyList<ChosenFilter> chain) =>
        chain.Any(filter => !filter.Kind.IsLzma && filter.Flags.IsMisaligned);

    /// <summary>The chain without its LZMA, as the codec has it.</summary>
    public static IReadOnlyList<FilterFlags> Simple(IReadOnlyList<ChosenFilter> chain) =>
        [.. chain.SkipLast(1).Select(filter => filter.Flags)];

    /// <summary>LZMA's options.</summary>
    public static LzmaEncoderOptions Lzma(IReadOnlyList<ChosenFilter> chain) => chain[^1].Lzma!;

    /// <summary>The chain as an encoder of .xz takes it.</summary>
    public static EncoderChain ToEncoderChain(IReadOnlyList<ChosenFilter> chain) => new(Simple(chain), Lzma(chain));
}
