using Xzact.Container;
using Xzact.Format;

namespace Xzact.Tools.Listing;

/// <summary>Filter chains in the form of options.</summary>
internal static class FilterText
{
    private static readonly string[] s_units = ["", "KiB", "MiB", "GiB"];

    /// <summary>The chain as a decoder needs it.</summary>
    public static string Of(IReadOnlyList<FilterFlags> filters)
    {
        string[] texts = new string[filters.Count];
        for (int i = 0; i < texts.Length; i++)
        {
            texts[i] = Of(filters[i]);
        }

        return string.Join(' ', texts);
    }

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
