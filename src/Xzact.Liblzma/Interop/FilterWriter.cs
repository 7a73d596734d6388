using Xzact.Format;
using Xzact.Liblzma.Chains;

namespace Xzact.Liblzma.Interop;

/// <summary>Makes the structures that a caller gets for the options of filters; the caller frees them.</summary>
internal static unsafe class FilterWriter
{
    /// <summary>Bytes of a filter's options; 0 for a filter that is not known.</summary>
    public static int OptionsSize(ulong id) =>
        Chain.IsLzma(id) ? sizeof(LzmaOptionsLzma)
        : id == (ulong)FilterId.Delta ? sizeof(LzmaOptionsDelta)
        : ((FilterId)id).IsBranch() ? sizeof(LzmaOptionsBcj)
        : 0;

    /// <summary>The options of a filter; null if it has none.</summary>
    /// <param name="filter">The filter.</param>
    /// <param name="allocator">Where the memory comes from.</param>
    /// <param name="keepsZero">Whether a start offset of zero is an option, too.</param>
    /// <exception cref="LzmaException">There is no memory.</exception>
    public static void* Allocate(CallerFilter filter, LzmaAllocator* allocator, bool keepsZero = false)
    {
        if (filter.Lzma is { } lzma)
        {
            var options = CallerMemory.Allocate<LzmaOptionsLzma>(allocator);
            *options = LzmaOptions(lzma);
            return options;
        }

        if (filter.Id == (ulong)FilterId.Delta)
        {
            var options = CallerMemory.Allocate<LzmaOptionsDelta>(allocator);
            options->Dist = filter.Number!.Value;
            return options;
        }

        if (filter.Number is null || (filter.Number == 0 && !keepsZero))
        {
            return null;
        }

        var branch = CallerMemory.Allocate<LzmaOptionsBcj>(allocator);
        branch->StartOffset = filter.Number.Value;
        return branch;
    }

    /// <summary>LZMA's options without a preset dictionary.</summary>
    public static LzmaOptionsLzma LzmaOptions(CallerLzma lzma) => new()
    {
        DictSize = lzma.DictionarySize,
        Lc = lzma.Lc,
        Lp = lzma.Lp,
        Pb = lzma.Pb,
        Mode = lzma.Mode,
        NiceLen = lzma.NiceLength,
        Mf = lzma.MatchFinder,
        Depth = lzma.Depth,
    };
}
