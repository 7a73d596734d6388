using System.Text;
using Xzact.Format;
using Xzact.Lzma;

namespace Xzact.Liblzma.Chains;

/// <summary>An option of a filter as texts name it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Min">Its smallest value.</param>
/// <param name="Max">Its largest value.</param>
/// <param name="Value">What a filter has.</param>
/// <param name="Set">The filter with another value.</param>
internal sealed record FilterOption(
    string Name, uint Min, uint Max, Func<CallerFilter, uint> Value, Func<CallerFilter, uint, CallerFilter> Set)
{
    private static readonly (string, uint)[] s_modes = [("fast", 1), ("normal", 2)];

    private static readonly (string, uint)[] s_finders =
        [("hc3", 0x03), ("hc4", 0x04), ("bt2", 0x12), ("bt3", 0x13), ("bt4", 0x14)];

    private static readonly FilterOption s_preset = new("preset", 0, 0, _ => 0, (f, _) => f) { IsPreset = true };

    private static readonly FilterOption[] s_lzma =
    [
        s_preset,
        OfLzma("dict", LzmaFormat.MinDictionarySize, LzmaFormat.MaxEncoderDictionarySize,
            l => l.DictionarySize, (l, value) => l with { DictionarySize = value }) with { IsSize = true },
        OfLzma("lc", 0, LzmaFormat.MaxLc, l => l.Lc, (l, value) => l with { Lc = value }),
        OfLzma("lp", 0, LzmaFormat.MaxLp, l => l.Lp, (l, value) => l with { Lp = value }),
        OfLzma("pb", 0, LzmaFormat.MaxPb, l => l.Pb, (l, value) => l with { Pb = value }),
        OfLzma("mode", 0, 0, l => l.Mode, (l, value) => l with { Mode = value }) with { Words = s_modes },
        OfLzma("nice", LzmaFormat.MinMatch, LzmaFormat.MaxMatch,
            l => l.NiceLength, (l, value) => l with { NiceLength = value }),
        OfLzma("mf", 0, 0, l => l.MatchFinder, (l, value) => l with { MatchFinder = value }) with
        {
            Words = s_finders,
        },
        OfLzma("depth", 0, uint.MaxValue, l => l.Depth, (l, value) => l with { Depth = value }),
    ];

    private static readonly FilterOption[] s_branch =
        [OfNumber("start", 0, uint.MaxValue) with { IsSize = true, OmitsZero = true }];

    private static readonly FilterOption[] s_delta =
        [OfNumber("dist", DeltaFormat.MinDistance, DeltaFormat.MaxDistance)];

    /// <summary>The filters that have a name, in the order of lists.</summary>
    public static IReadOnlyList<(string Name, ulong Id)> Filters { get; } =
    [
        ("lzma1", (ulong)FilterId.Lzma1), ("lzma2", (ulong)FilterId.Lzma2), ("x86", (ulong)FilterId.X86),
        ("arm", (ulong)FilterId.Arm), ("armthumb", (ulong)FilterId.ArmThumb), ("arm64", (ulong)FilterId.Arm64),
        ("riscv", (ulong)FilterId.RiscV), ("powerpc", (ulong)FilterId.PowerPC), ("ia64", (ulong)FilterId.IA64),
        ("sparc", (ulong)FilterId.Sparc), ("delta", (ulong)FilterId.Delta),
    ];

    /// <summary>Whether it stands for all others of LZMA.</summary>
    public bool IsPreset { get; private init; }

    /// <summary>Whether it may be written with KiB, MiB or GiB.</summary>
    public bool IsSize { get; private init; }

    /// <summary>Whether zero is left out.</summary>
    public bool OmitsZero { get; private init; }

    /// <summary>The words that stand for values; empty if it is a number.</summary>
    public IReadOnlyList<(string Word, uint Value)> Words { get; private init; } = [];

    /// <summary>The options of a filter, for an encoder or for what a decoder must know.</summary>
    public static IReadOnlyList<FilterOption> Of(ulong id, bool encodes) =>
        id == (ulong)FilterId.Delta ? s_delta
        : id == (ulong)FilterId.Lzma1 ? s_lzma[..(encodes ? s_lzma.Length : 5)]
        : id == (ulong)FilterId.Lzma2 ? s_lzma[..(encodes ? s_lzma.Length : 2)]
        : s_branch;

    /// <summary>An option by its name; null if there is none.</summary>
    public static FilterOption? Named(ulong id, ReadOnlySpan<byte> name)
    {
        foreach (FilterOption option in Of(id, encodes: true))
        {
            if (Ascii.Equals(name, option.Name))
            {
                return option;
            }
        }

        return null;
    }

    /// <summary>A filter by its name; null if there is none.</summary>
    public static ulong? FilterNamed(ReadOnlySpan<byte> name)
    {
        foreach ((string known, ulong id) in Filters)
        {
            if (Ascii.Equals(name, known))
            {
                return id;
            }
        }

        return null;
    }

    /// <summary>A filter whose options nobody has given.</summary>
    public static CallerFilter Default(ulong id) => Chain.IsLzma(id)
        ? new CallerFilter(id) { Lzma = Preset(XzCompressionOptions.DefaultQuality, isExtreme: false) }
        : new CallerFilter(id) { Number = id == (ulong)FilterId.Delta ? (uint)DeltaFormat.MinDistance : 0 };

    /// <summary>A preset's options.</summary>
    public static CallerLzma Preset(int level, bool isExtreme) =>
        Chain.Preset(LzmaEncoderOptions.Preset(level, isExtreme));

    /// <summary>The value that a word stands for; null if it is not one of <see cref="Words"/>.</summary>
    public uint? NumberOf(ReadOnlySpan<byte> word)
    {
        foreach ((string known, uint value) in Words)
        {
            if (Ascii.Equals(word, known))
            {
                return value;
            }
        }

        return null;
    }

    private static FilterOption OfLzma(
        string name, uint min, uint max, Func<CallerLzma, uint> value, Func<CallerLzma, uint, CallerLzma> set) =>
        new(name, min, max, f => value(f.Lzma!), (f, number) => f with { Lzma = set(f.Lzma!, number) });

    private static FilterOption OfNumber(string name, uint min, uint max) =>
        new(name, min, max, f => f.Number ?? 0, (f, number) => f with { Number = number });
}
