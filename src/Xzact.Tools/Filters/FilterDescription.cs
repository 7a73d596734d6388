using Xzact.Container;
using Xzact.Format;

namespace Xzact.Tools.Filters;

/// <summary>Filter chains in the form of options.</summary>
internal static class FilterDescription
{
    private static readonly string[] s_units = ["", "KiB", "MiB", "GiB"];

    /// <summary>A chain as a decoder needs it.</summary>
    public static string Of(IReadOnlyList<FilterFlags> filters) => string.Join(' ', filters.Select(Of));

    /// <summary>A chain as an encoder, or a decoder of raw data, needs it.</summary>
    /// <param name="chain">The chain.</param>
    /// <param name="encodes">Whether for an encoder.</param>
    public static string Of(IReadOnlyList<ChosenFilter> chain, bool encodes) =>
        string.Join(' ', chain.Select(filter => Of(filter, encodes)));

    /// <summary>A size with the largest binary unit that leaves it whole.</summary>
    public static string Size(ulong bytes)
    {
        int unit = 0;
        while (bytes > 0 && bytes % 1024 == 0 && unit < s_units.Length - 1)
        {
            bytes /= 1024;
            unit++;
        }

        return bytes + s_units[unit];
    }

    private static string Of(ChosenFilter filter, bool encodes)
    {
        if (filter.Lzma is not { } lzma)
        {
            return Of(filter.Flags);
        }

        string text = $"--{filter.Kind.Name}=dict={Size(lzma.DictionarySize)}";
        if (encodes || filter.Kind == FilterKind.Lzma1)
        {
            text += $",lc={lzma.Properties.Lc},lp={lzma.Properties.Lp},pb={lzma.Properties.Pb}";
        }

        return !encodes
            ? text
            : $"{text},mode={(lzma.Optimal ? "normal" : "fast")},nice={lzma.NiceLength}," +
                $"mf={FilterKind.NameOf(lzma.Finder)},depth={lzma.Depth}";
    }

    private static string Of(FilterFlags filter)
    {
        string name = "--" + filter.Id.ToString().ToLowerInvariant();
        return filter.Id switch
        {
            FilterId.Lzma2 => $"{name}=dict={Size(filter.Value)}",
            FilterId.Delta => $"{name}=dist={filter.Value}",
            _ => filter.Value == 0 ? name : $"{name}=start={Size(filter.Value)}",
        };
    }
}
