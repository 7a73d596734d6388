using Xzact.Format;
using Xzact.Liblzma.Chains;

namespace Xzact.Liblzma.Interop;

/// <summary>Copies a caller's filters and their options.</summary>
internal static unsafe class FilterReader
{
    /// <summary>An array; null for a null pointer. Of more filters than a chain may have, one more is read.</summary>
    public static IReadOnlyList<CallerFilter>? Read(LzmaFilter* filters)
    {
        if (filters == null)
        {
            return null;
        }

        var list = new List<CallerFilter>();
        while (filters->Id != LzmaFilter.End && list.Count <= BlockFormat.MaxFilters)
        {
            list.Add(ReadOne(filters));
            filters++;
        }

        return list;
    }

    /// <summary>One filter. Options of a filter that is not known are not looked at.</summary>
    public static CallerFilter ReadOne(LzmaFilter* filter)
    {
        ulong id = filter->Id;
        if (filter->Options == null || !Chain.IsKnown(id))
        {
            return new CallerFilter(id);
        }

        if (Chain.IsLzma(id))
        {
            return new CallerFilter(id) { Lzma = ReadLzma((LzmaOptionsLzma*)filter->Options) };
        }

        if (id == (ulong)FilterId.Delta)
        {
            var delta = (LzmaOptionsDelta*)filter->Options;
            return new CallerFilter(id) { Number = delta->Dist, DeltaType = delta->Type };
        }

        return new CallerFilter(id) { Number = ((LzmaOptionsBcj*)filter->Options)->StartOffset };
    }

    /// <summary>LZMA's options; of a preset dictionary, what lies in the dictionary.</summary>
    public static CallerLzma ReadLzma(LzmaOptionsLzma* options)
    {
        // Of more than an array holds the last bytes count.
        int size = options->PresetDict == null ? 0 : (int)Math.Min(options->PresetDictSize, (uint)Array.MaxLength);
        byte[] preset = new ReadOnlySpan<byte>(options->PresetDict + options->PresetDictSize - size, size).ToArray();
        return new CallerLzma(
            options->DictSize,
            preset,
            options->Lc,
            options->Lp,
            options->Pb,
            options->Mode,
            options->NiceLen,
            options->Mf,
            options->Depth,
            options->ExtFlags,
            options->ExtSizeLow | ((ulong)options->ExtSizeHigh << 32));
    }
}
