using System.Text;
using Xzact.Tools.Options;

namespace Xzact.Tools.Filters;

/// <summary>What --filters-help shows, from the table of filters.</summary>
internal static class FilterHelp
{
    private static readonly string[] s_units = ["", "KiB", "MiB"];

    /// <summary>Prints it and ends the program.</summary>
    public static void Print(OptionContext context) =>
        HelpText.Print(context, Format(context.Settings.Robot));

    /// <summary>The text; for programs, the lines of the filters alone.</summary>
    public static string Format(bool robot)
    {
        var text = new StringBuilder();
        if (!robot)
        {
            text.Append("A chain is a preset, 0 to 9, with an e for the slower variant, or up to four\n")
                .Append("filters with blanks or '--' between them. Options of a filter follow ':' or '='\n")
                .Append("and are separated by commas. The last filter of a chain compresses: LZMA2, or\n")
                .Append("in .lzma files and raw data LZMA1, which is written as 'lzma1' and has the\n")
                .Append("options of LZMA2.\n\n")
                .Append("The supported filters and their options are:\n");
        }

        foreach (FilterKind kind in FilterKind.All.Where(kind => kind != FilterKind.Lzma1))
        {
            text.Append(kind.Name).Append(':').AppendJoin(',', kind.Keys.Select(Describe)).Append('\n');
        }

        return text.ToString();
    }

    private static string Describe(FilterKey key) => key == FilterKey.Preset ? $"{key.Name}=<{key.Min}-{key.Max}[e]>"
        : key.Words is not null ? $"{key.Name}=<{string.Join('|', key.Words)}>"
        : $"{key.Name}=<{Limit(key, key.Min)}-{Limit(key, key.Max)}>";

    private static string Limit(FilterKey key, long value)
    {
        int unit = 0;
        while (key.TakesMultiplier && value > 0 && value % 1024 == 0 && unit < s_units.Length - 1)
        {
            value /= 1024;
            unit++;
        }

        return value + s_units[unit];
    }
}
