using Xzact.Container;
using Xzact.Format;
using Xzact.Lzma;
using Xzact.Matching;

namespace Xzact.Liblzma.Chains;

/// <summary>A caller's chain of filters, checked, in the codec's terms.</summary>
/// <param name="Simple">Up to three filters that do not change the size, in order.</param>
/// <param name="Last">LZMA1, LZMA1EXT or LZMA2, which comes last.</param>
/// <param name="Lzma">Its options, checked for the direction in question.</param>
internal sealed record Chain(IReadOnlyList<FilterFlags> Simple, ulong Last, CallerLzma Lzma)
{
    /// <summary>LZMA1 with more options; for raw data, as <see cref="FilterId.Lzma1"/>.</summary>
    public const ulong Lzma1Extended = (ulong)FilterId.Lzma1 + 1;

    /// <summary>LZMA1EXT's one flag.</summary>
    private const uint AllowMarker = 1;

    private const uint FastMode = 1;
    private const uint NormalMode = 2;

    /// <summary>A match finder's number says in its low bits how many bytes it hashes.</summary>
    private const uint HashBytesMask = 0x0F;

    /// <summary>Whether the last filter is LZMA2.</summary>
    public bool IsLzma2 => Last == (ulong)FilterId.Lzma2;

    /// <summary>Whether a decoder can be given everything so far: there are no converters to hold back bytes.</summary>
    public bool CanFlush => IsLzma2 && Simple.All(filter => filter.Id == FilterId.Delta);

    /// <summary>Whether another chain has the same filters, whatever their options.</summary>
    public bool HasFiltersOf(Chain other) => Last == other.Last
        && Simple.Select(filter => filter.Id).SequenceEqual(other.Simple.Select(filter => filter.Id));

    /// <summary>Whether another chain has the same filters with the same options.</summary>
    public bool IsSameAs(Chain other) =>
        Last == other.Last && Lzma == other.Lzma && Simple.SequenceEqual(other.Simple);

    /// <summary>lc, lp and pb.</summary>
    public LzmaProperties Properties => new((int)Lzma.Lc, (int)Lzma.Lp, (int)Lzma.Pb);

    /// <summary>Whether LZMA1 data has no end marker, so that its length must be known from elsewhere.</summary>
    public bool EndsWithoutMarker => Last == Lzma1Extended && (Lzma.ExtendedFlags & AllowMarker) == 0;

    /// <summary>Bytes that LZMA1 data stands for; null if only a marker tells.</summary>
    public ulong? KnownSize => Last == Lzma1Extended && Lzma.ExtendedSize != ulong.MaxValue ? Lzma.ExtendedSize : null;

    /// <summary>Whether a marker may stand behind <see cref="KnownSize"/> bytes.</summary>
    public bool MayHaveMarker => KnownSize is null || (Lzma.ExtendedFlags & AllowMarker) != 0;

    /// <summary>The chain for an encoder.</summary>
    /// <exception cref="LzmaException">It is none, or an option is not valid.</exception>
    public static Chain ForEncoder(IReadOnlyList<CallerFilter>? filters)
    {
        Chain chain = Checked(filters);
        if (!IsValidForEncoder(chain.Lzma))
        {
            throw new LzmaException(LzmaRet.OptionsError);
        }

        return chain;
    }

    /// <summary>The chain for a decoder.</summary>
    /// <exception cref="LzmaException">It is none, or an option is not valid.</exception>
    public static Chain ForDecoder(IReadOnlyList<CallerFilter>? filters)
    {
        Chain chain = Checked(filters);
        if (!chain.IsLzma2 && !HasValidModel(chain.Lzma))
        {
            throw new LzmaException(LzmaRet.OptionsError);
        }

        return chain;
    }

    /// <summary>What must hold of the order alone: 1 to 4 known filters, the last one LZMA and no other.</summary>
    public static LzmaRet Validate(IReadOnlyList<CallerFilter>? filters)
    {
        if (filters is null or [])
        {
            return LzmaRet.ProgError;
        }

        for (int i = 0; i < filters.Count; i++)
        {
            if (!IsKnown(filters[i].Id) || IsLzma(filters[i].Id) != (i == filters.Count - 1))
            {
                return LzmaRet.OptionsError;
            }
        }

        return filters.Count <= BlockFormat.MaxFilters ? LzmaRet.Ok : LzmaRet.OptionsError;
    }

    /// <summary>Whether there is such a filter.</summary>
    public static bool IsKnown(ulong id) => IsLzma(id) || id == (ulong)FilterId.Delta || ((FilterId)id).IsBranch();

    /// <summary>Whether a filter is LZMA1, LZMA1EXT or LZMA2.</summary>
    public static bool IsLzma(ulong id) => id is (ulong)FilterId.Lzma1 or Lzma1Extended or (ulong)FilterId.Lzma2;

    /// <summary>Whether lc, lp and pb are in range.</summary>
    public static bool HasValidModel(CallerLzma lzma) => lzma.Lc <= LzmaFormat.MaxLc && lzma.Lp <= LzmaFormat.MaxLp
        && lzma.Lc + lzma.Lp <= LzmaFormat.MaxLcLp && lzma.Pb <= LzmaFormat.MaxPb;

    /// <summary>Whether there is such a match finder.</summary>
    public static bool IsMatchFinder(uint number) => (MatchFinderKind)number is MatchFinderKind.HashChain3
        or MatchFinderKind.HashChain4 or MatchFinderKind.BinaryTree2 or MatchFinderKind.BinaryTree3
        or MatchFinderKind.BinaryTree4;

    /// <summary>Whether there is such a mode.</summary>
    public static bool IsMode(uint number) => number is FastMode or NormalMode;

    /// <summary>LZMA's options for our encoder.</summary>
    public static LzmaEncoderOptions EncoderOptions(CallerLzma lzma) => new(
        lzma.DictionarySize,
        new LzmaProperties((int)lzma.Lc, (int)lzma.Lp, (int)lzma.Pb),
        lzma.Mode == NormalMode,
        (MatchFinderKind)lzma.MatchFinder,
        (int)Math.Max(lzma.NiceLength, lzma.MatchFinder & HashBytesMask),
        lzma.Depth);

    /// <summary>A preset's options.</summary>
    public static CallerLzma Preset(LzmaEncoderOptions preset) => new(
        preset.DictionarySize,
        default,
        (uint)preset.Properties.Lc,
        (uint)preset.Properties.Lp,
        (uint)preset.Properties.Pb,
        preset.Optimal ? NormalMode : FastMode,
        (uint)preset.NiceLength,
        (uint)preset.Finder,
        preset.Depth,
        0,
        0);

    /// <summary>Whether an encoder takes the options.</summary>
    public static bool IsValidForEncoder(CallerLzma lzma) => HasValidModel(lzma) && IsMode(lzma.Mode)
        && IsMatchFinder(lzma.MatchFinder)
        && lzma.NiceLength is >= LzmaFormat.MinMatch and <= LzmaFormat.MaxMatch
        && IsEncoderDictionary(lzma.DictionarySize);

    /// <summary>Whether an encoder takes a dictionary of so many bytes.</summary>
    public static bool IsEncoderDictionary(uint size) =>
        size is >= LzmaFormat.MinDictionarySize and <= LzmaFormat.MaxEncoderDictionarySize;

    /// <summary>The codec's form of a filter that does not change the size.</summary>
    /// <returns>Null if an option is not valid.</returns>
    public static FilterFlags? SimpleFlags(CallerFilter filter)
    {
        var id = (FilterId)filter.Id;
        if (id == FilterId.Delta)
        {
            return filter is { DeltaType: 0, Number: >= DeltaFormat.MinDistance and <= DeltaFormat.MaxDistance }
                ? new FilterFlags(id, filter.Number.Value)
                : null;
        }

        var flags = new FilterFlags(id, filter.Number ?? 0);
        return flags.IsMisaligned ? null : flags;
    }

    private static Chain Checked(IReadOnlyList<CallerFilter>? filters)
    {
        LzmaRet order = Validate(filters);
        if (order != LzmaRet.Ok)
        {
            throw new LzmaException(order);
        }

        var simple = new List<FilterFlags>();
        foreach (CallerFilter filter in filters!.SkipLast(1))
        {
            simple.Add(SimpleFlags(filter) ?? throw new LzmaException(LzmaRet.OptionsError));
        }

        CallerLzma lzma = filters![^1].Lzma ?? throw new LzmaException(LzmaRet.ProgError);
        if (filters[^1].Id == Lzma1Extended && (lzma.ExtendedFlags & ~AllowMarker) != 0)
        {
            throw new LzmaException(LzmaRet.OptionsError);
        }

        return new Chain(simple, filters[^1].Id, lzma);
    }
}
