using Xzact.Format;
using Xzact.Matching;

namespace Xzact.Lzma;

/// <summary>How an LZMA encoder works.</summary>
/// <param name="DictionarySize">Bytes of history, 4 KiB to 1.5 GiB.</param>
/// <param name="Properties">lc, lp, pb.</param>
/// <param name="Optimal">Whether symbols are chosen by price, or fast.</param>
/// <param name="Finder">How matches are found.</param>
/// <param name="NiceLength">A match of this length is good enough, 2 to 273.</param>
/// <param name="Depth">Links that a match finder follows; zero chooses.</param>
internal sealed record LzmaEncoderOptions(
    uint DictionarySize, LzmaProperties Properties, bool Optimal, MatchFinderKind Finder, int NiceLength, uint Depth)
{
    private const uint ExtremeDepth = 512;
    private const int ExtremeNiceLength = 192;

    /// <summary>The preset that xz has under this number, with or without its extreme mode.</summary>
    /// <param name="level">0 to 9.</param>
    /// <param name="extreme">Slower, in the hope of a smaller result.</param>
    public static LzmaEncoderOptions Preset(int level, bool extreme)
    {
        ReadOnlySpan<byte> dictionaryLog2 = [18, 20, 21, 22, 22, 23, 23, 24, 25, 26];
        uint dictionary = 1U << dictionaryLog2[level];
        if (extreme)
        {
            return level is 3 or 5
                ? Normal(dictionary, ExtremeNiceLength, 0)
                : Normal(dictionary, LzmaFormat.MaxMatch, ExtremeDepth);
        }

        if (level <= 3)
        {
            ReadOnlySpan<byte> depth = [4, 8, 24, 48];
            return new LzmaEncoderOptions(
                dictionary,
                LzmaProperties.Default,
                false,
                level == 0 ? MatchFinderKind.HashChain3 : MatchFinderKind.HashChain4,
                level <= 1 ? 128 : LzmaFormat.MaxMatch,
                depth[level]);
        }

        int niceLength = level == 4 ? 16 : level == 5 ? 32 : 64;
        return Normal(dictionary, niceLength, 0);
    }

    private static LzmaEncoderOptions Normal(uint dictionary, int niceLength, uint depth) =>
        new(dictionary, LzmaProperties.Default, true, MatchFinderKind.BinaryTree4, niceLength, depth);
}
