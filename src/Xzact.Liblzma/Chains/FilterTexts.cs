using System.Globalization;
using System.Text;
using Xzact.Format;

namespace Xzact.Liblzma.Chains;

/// <summary>Writes chains, and what chains may have, as text.</summary>
internal static class FilterTexts
{
    /// <summary>Filters that .xz does not have count, too.</summary>
    public const uint AllFilters = 0x01;

    /// <summary>With the options of encoders.</summary>
    public const uint Encoder = 0x10;

    /// <summary>With the options of decoders.</summary>
    public const uint Decoder = 0x20;

    /// <summary>As options of a command line.</summary>
    public const uint LongOptions = 0x40;

    /// <summary>Without spaces.</summary>
    public const uint NoSpaces = 0x80;

    private static readonly string[] s_units = ["", "KiB", "MiB", "GiB"];

    /// <summary>A chain.</summary>
    /// <exception cref="LzmaException">It cannot be written.</exception>
    public static string Of(IReadOnlyList<CallerFilter> filters, uint flags)
    {
        Require(flags, Encoder | Decoder | LongOptions | NoSpaces);
        if (filters.Count is 0 || filters.Count > BlockFormat.MaxFilters)
        {
            throw new LzmaException(LzmaRet.OptionsError);
        }

        var text = new StringBuilder();
        foreach (CallerFilter filter in filters)
        {
            bool isFirst = text.Length == 0;
            text.Append(isFirst || Has(flags, NoSpaces) ? "" : " ");
            text.Append(Has(flags, LongOptions) || (!isFirst && Has(flags, NoSpaces)) ? "--" : "");
            text.Append(NameOf(filter.Id) ?? throw new LzmaException(LzmaRet.OptionsError));
            if (Has(flags, Encoder | Decoder))
            {
                AppendOptions(text, filter, flags);
            }
        }

        return text.ToString();
    }

    /// <summary>The names of filters, with flags for it the options of each.</summary>
    /// <param name="id">One filter; all bits for all that .xz has.</param>
    /// <param name="flags">How to write.</param>
    /// <exception cref="LzmaException">There is no such filter.</exception>
    public static string List(ulong id, uint flags)
    {
        Require(flags, AllFilters | Encoder | Decoder | LongOptions);
        bool hasOptions = Has(flags, Encoder | Decoder);
        var lines = new List<string>();
        foreach ((string name, ulong filter) in FilterOption.Filters)
        {
            bool isWanted = id == ulong.MaxValue
                ? filter <= BlockFormat.MaxFilterId || Has(flags, AllFilters)
                : filter == id;
            if (isWanted)
            {
                lines.Add((Has(flags, LongOptions) ? "--" : "") + name + (hasOptions ? Ranges(filter, flags) : ""));
            }
        }

        return lines.Count > 0
            ? string.Join(hasOptions ? '\n' : ' ', lines)
            : throw new LzmaException(LzmaRet.OptionsError);
    }

    private static void AppendOptions(StringBuilder text, CallerFilter filter, uint flags)
    {
        if (filter.Lzma is null && filter.Number is null)
        {
            if (((FilterId)filter.Id).IsBranch())
            {
                return;
            }

            throw new LzmaException(LzmaRet.OptionsError);
        }

        char delimiter = Has(flags, LongOptions) ? '=' : ':';
        foreach (FilterOption option in FilterOption.Of(filter.Id, Has(flags, Encoder)))
        {
            uint value = option.Value(filter);
            if (!option.IsPreset && !(option.OmitsZero && value == 0))
            {
                text.Append(delimiter).Append(option.Name).Append('=').Append(Text(option, value));
                delimiter = ',';
            }
        }
    }

    private static string Ranges(ulong id, uint flags)
    {
        IEnumerable<string> options = FilterOption.Of(id, Has(flags, Encoder)).Select(option =>
            $"{option.Name}=<{Range(option)}>");
        return (Has(flags, LongOptions) ? "=" : ":") + string.Join(',', options);
    }

    private static string Range(FilterOption option) =>
        option.IsPreset ? "0-9[e]"
        : option.Words.Count > 0 ? string.Join('|', option.Words.Select(word => word.Word))
        : $"{Number(option, option.Min)}-{Number(option, option.Max)}";

    private static string Text(FilterOption option, uint value)
    {
        if (option.Words.Count == 0)
        {
            return Number(option, value);
        }

        foreach ((string word, uint number) in option.Words)
        {
            if (number == value)
            {
                return word;
            }
        }

        return "UNKNOWN";
    }

    private static string Number(FilterOption option, uint value)
    {
        int unit = 0;
        while (option.IsSize && value > 0 && value % 1024 == 0 && unit < s_units.Length - 1)
        {
            value /= 1024;
            unit++;
        }

        return value.ToString(CultureInfo.InvariantCulture) + s_units[unit];
    }

    private static string? NameOf(ulong id) =>
        FilterOption.Filters.FirstOrDefault(filter => filter.Id == id).Name;

    private static bool Has(uint flags, uint flag) => (flags & flag) != 0;

    private static void Require(uint flags, uint allowed)
    {
        if ((flags & ~allowed) != 0)
        {
            throw new LzmaException(LzmaRet.OptionsError);
        }
    }
}
