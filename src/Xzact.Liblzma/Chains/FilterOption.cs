using Xzact.Format;

namespace Xzact.Liblzma.Chains;

/// <summary>An option of a filter as texts name it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Min">Its smallest value.</param>
/// <param name="Max">Its largest value.</param>
/// <param name="Value">What a filter has.</param>
internal sealed record FilterOption(string Name, uint Min, uint Max, Func<CallerFilter, uint> Value)
{
    private static readonly (string, uint)[] s_modes = [("fast", 1), ("normal", 2)];

    private static readonly (string, uint)[] s_finders =
        [("hc3", 0x03), ("hc4", 0x04), ("bt2", 0x12), ("bt3", 0x13), ("bt4", 0x14)];

    private static readonly FilterOption s_preset = new("preset", 0, 0, _ => 0) { IsPreset = true };

    private static readonly FilterOption[] s_lzma =
    [
        s_preset,
        new("dict", LzmaFormat.MinDictionarySize, LzmaFormat.MaxEncoderDictionarySize, f => f.Lzma!.DictionarySize)
        {
            IsSize = true,
        },
        new("lc", 0, LzmaFormat.MaxLc, f => f.Lzma!.Lc),
        new("lp", 0, LzmaFormat.MaxLp, f => f.Lzma!.Lp),
        new("pb", 0, LzmaFormat.MaxPb, f => f.Lzma!.Pb),
        new("mode", 0, 0, f => f.Lzma!.Mode) { Words = s_modes },
        new("nice", LzmaFormat.MinMatch, LzmaFormat.MaxMatch, f => f.Lzma!.NiceLength),
        new("mf", 0, 0, f => f.Lzma!.MatchFinder) { Words = s_finders },
        new("depth", 0, uint.MaxValue, f => f.Lzma!.Depth),
    ];

    private static readonly FilterOption[] s_branch =
        [new("start", 0, uint.MaxValue, f => f.Number ?? 0) { IsSize = true, OmitsZero = true }];

    private static readonly FilterOption[] s_delta =
        [new("dist", DeltaFormat.MinDistance, DeltaFormat.MaxDistance, f => f.Number ?? 0)];

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
}
