using Xzact.Lzma;

namespace Xzact.Tools.Filters;

/// <summary>An option of a filter, written as name=value.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Min">Its smallest value.</param>
/// <param name="Max">Its largest value.</param>
/// <param name="Apply">Gives a filter the value; where there are words, the number of the word.</param>
internal sealed record FilterKey(string Name, long Min, long Max, Func<ChosenFilter, long, ChosenFilter> Apply)
{
    /// <summary>LZMA's preset, which has a form of its own.</summary>
    public static FilterKey Preset { get; } = new("preset", 0, XzCompressionOptions.MaxQuality, (filter, _) => filter);

    /// <summary>The words that stand for values; null if it is a number.</summary>
    public IReadOnlyList<string>? Words { get; init; }

    /// <summary>Whether texts of chains may write the number with KiB, MiB or GiB.</summary>
    public bool TakesMultiplier { get; init; }

    /// <summary>The number of a word; below zero if it is none of them.</summary>
    public int IndexOf(string word)
    {
        for (int i = 0; i < Words!.Count; i++)
        {
            if (Words[i] == word)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Gives a filter all of LZMA's options as a preset has them.</summary>
    public static ChosenFilter ApplyPreset(ChosenFilter filter, int level, bool extreme) =>
        filter with { Lzma = LzmaEncoderOptions.Preset(level, extreme) };
}
