using Xzact.Format;
using Xzact.Lzma;
using Xzact.Matching;

namespace Xzact.Tools.Filters;

/// <summary>A filter that can be asked for: its name, and the options that it takes.</summary>
/// <param name="Name">As it is written.</param>
/// <param name="Id">Its ID.</param>
/// <param name="Keys">The options.</param>
internal sealed record FilterKind(string Name, FilterId Id, IReadOnlyList<FilterKey> Keys)
{
    private static readonly MatchFinderKind[] s_finders =
    [
        MatchFinderKind.HashChain3, MatchFinderKind.HashChain4, MatchFinderKind.BinaryTree2,
        MatchFinderKind.BinaryTree3, MatchFinderKind.BinaryTree4,
    ];

    private static readonly string[] s_finderNames = ["hc3", "hc4", "bt2", "bt3", "bt4"];

    private static readonly FilterKey[] s_lzmaKeys =
    [
        FilterKey.Preset,
        new("dict", LzmaFormat.MinDictionarySize, LzmaFormat.MaxEncoderDictionarySize,
            (f, v) => f with { Lzma = f.Lzma! with { DictionarySize = (uint)v } }) { TakesMultiplier = true },
        new("lc", 0, LzmaFormat.MaxLc, (f, v) => Model(f, f.Lzma!.Properties with { Lc = (int)v })),
        new("lp", 0, LzmaFormat.MaxLp, (f, v) => Model(f, f.Lzma!.Properties with { Lp = (int)v })),
        new("pb", 0, LzmaFormat.MaxPb, (f, v) => Model(f, f.Lzma!.Properties with { Pb = (int)v })),
        new("mode", 0, 1, (f, v) => f with { Lzma = f.Lzma! with { Optimal = v == 1 } })
        {
            Words = ["fast", "normal"],
        },
        new("nice", LzmaFormat.MinMatch, LzmaFormat.MaxMatch,
            (f, v) => f with { Lzma = f.Lzma! with { NiceLength = (int)v } }),
        new("mf", 0, 4, (f, v) => f with { Lzma = f.Lzma! with { Finder = s_finders[v] } }) { Words = s_finderNames },
        new("depth", 0, uint.MaxValue, (f, v) => f with { Lzma = f.Lzma! with { Depth = (uint)v } }),
    ];

    private static readonly FilterKey[] s_branchKeys =
        [new("start", 0, uint.MaxValue, (f, v) => f with { Number = (uint)v }) { TakesMultiplier = true }];

    private static readonly FilterKey[] s_deltaKeys =
        [new("dist", DeltaFormat.MinDistance, DeltaFormat.MaxDistance, (f, v) => f with { Number = (uint)v })];

    /// <summary>LZMA1, for .lzma and raw data.</summary>
    public static FilterKind Lzma1 { get; } = new("lzma1", FilterId.Lzma1, s_lzmaKeys);

    /// <summary>LZMA2, for .xz and raw data.</summary>
    public static FilterKind Lzma2 { get; } = new("lzma2", FilterId.Lzma2, s_lzmaKeys);

    /// <summary>All of them, in the order in which they are listed.</summary>
    public static IReadOnlyList<FilterKind> All { get; } =
    [
        Lzma1, Lzma2,
        new("x86", FilterId.X86, s_branchKeys),
        new("arm", FilterId.Arm, s_branchKeys),
        new("armthumb", FilterId.ArmThumb, s_branchKeys),
        new("arm64", FilterId.Arm64, s_branchKeys),
        new("riscv", FilterId.RiscV, s_branchKeys),
        new("powerpc", FilterId.PowerPC, s_branchKeys),
        new("ia64", FilterId.IA64, s_branchKeys),
        new("sparc", FilterId.Sparc, s_branchKeys),
        new("delta", FilterId.Delta, s_deltaKeys),
    ];

    /// <summary>Whether it compresses, so that it must stand last.</summary>
    public bool IsLzma => Id is FilterId.Lzma1 or FilterId.Lzma2;

    /// <summary>The filter of that name; null if there is none.</summary>
    public static FilterKind? Find(string name) => All.FirstOrDefault(kind => kind.Name == name);

    /// <summary>The filter with the options that hold unless others are given.</summary>
    public ChosenFilter ToDefault() => new(
        this,
        IsLzma ? LzmaEncoderOptions.Preset(XzCompressionOptions.DefaultQuality, extreme: false) : null,
        Id == FilterId.Delta ? (uint)DeltaFormat.MinDistance : 0);

    /// <summary>The option of that name; null if the filter has none.</summary>
    public FilterKey? FindKey(string name) => Keys.FirstOrDefault(key => key.Name == name);

    /// <summary>The name of a match finder.</summary>
    public static string NameOf(MatchFinderKind finder) => s_finderNames[Array.IndexOf(s_finders, finder)];

    private static ChosenFilter Model(ChosenFilter filter, LzmaProperties properties) =>
        filter with { Lzma = filter.Lzma! with { Properties = properties } };
}
