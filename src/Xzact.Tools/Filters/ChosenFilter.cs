using Xzact.Container;
using Xzact.Format;
using Xzact.Lzma;

namespace Xzact.Tools.Filters;

/// <summary>A filter as the user wants it.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Lzma">LZMA's options; null for the others.</param>
/// <param name="Number">Start offset of a branch converter, distance of Delta.</param>
internal sealed record ChosenFilter(FilterKind Kind, LzmaEncoderOptions? Lzma, uint Number)
{
    /// <summary>The largest sum of lc and lp.</summary>
    public const string TooManyLiteralBits = "The sum of lc and lp must not exceed 4";

    /// <summary>Whether lc and lp are no more than four together, which all of LZMA's users test.</summary>
    public bool HasValidModel => Lzma is null || Lzma.Properties.Lc + Lzma.Properties.Lp <= LzmaFormat.MaxLcLp;

    /// <summary>As a Block Header records it; not for LZMA1.</summary>
    public FilterFlags Flags => new(Kind.Id, Lzma?.DictionarySize ?? Number);
}
