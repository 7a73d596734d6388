using System.Text;

namespace Xzact.Tools.Options;

/// <summary>The help, made from the table of options, for a terminal of 80 columns.</summary>
internal static class HelpText
{
    private const int Width = 79;
    private const int TextColumn = 22;

    /// <summary>The groups that are shown, and their headings.</summary>
    public static IReadOnlyList<(OptionGroup Group, string Heading)> Headings { get; } =
    [
        (OptionGroup.Mode, "Operation mode:"),
        (OptionGroup.Modifier, "Operation modifiers:"),
        (OptionGroup.Compression, "File format and compression:"),
        (OptionGroup.Filter, "Filter chain, instead of a preset:"),
        (OptionGroup.Other, "Other options:"),
        (OptionGroup.Own, "Options that XZ Utils does not have; they must be typed in full:"),
    ];

    /// <summary>Prints the help and ends the program.</summary>
    /// <param name="context">Where to.</param>
    /// <param name="all">Whether all options, or the basic ones.</param>
    public static void Print(OptionContext context, bool all) =>
        Print(context, Format(context.Reporter.Program, all, OptionTable.All));

    /// <summary>Prints a text and ends the program.</summary>
    public static void Print(OptionContext context, string text)
    {
        context.Reporter.Print(text);
        context.ExitStatus = context.Reporter.EndReport();
    }

    /// <summary>Appends a line or more for each option.</summary>
    public static void Append(StringBuilder text, IEnumerable<Option> options)
    {
        foreach (Option option in options)
        {
            Append(text, option);
        }
    }

    /// <summary>The help.</summary>
    /// <param name="program">Name the program was called by.</param>
    /// <param name="all">Whether all options, or the basic ones.</param>
    /// <param name="options">The options.</param>
    public static string Format(string program, bool all, IReadOnlyList<Option> options)
    {
        var text = new StringBuilder();
        text.Append("Usage: ").Append(program).Append(" [OPTION]... [FILE]...\n");
        text.Append("Compress or decompress each FILE in the .xz format.\n\n");
        text.Append("What a long option must have, its short form must have too.\n");
        foreach ((OptionGroup group, string heading) in Headings)
        {
            if (all)
            {
                text.Append("\n ").Append(heading).Append("\n\n");
            }
            else if (group == OptionGroup.Mode)
            {
                text.Append('\n');
            }

            Append(text, options.Where(option => option.Group == group && (all || option.IsBasic)));
        }

        text.Append("\nWithout FILE, or where FILE is -, standard input is read.\n");
        return text.ToString();
    }

    /// <summary>The names of an option and its argument, as the help has them.</summary>
    public static string Left(Option option) =>
        "  " + (option.Short == '\0' ? "    " : "-" + option.Short)
            + (option.Short != '\0' && option.Name.Length > 0 ? ", " : "")
            + (option.Name.Length > 0 ? "--" + option.Name : "")
            + option.Rule switch
            {
                ArgumentRule.Required => "=" + option.ArgumentName,
                ArgumentRule.Optional => "[=" + option.ArgumentName.Trim('[', ']') + "]",
                _ => option.ArgumentName,
            };

    private static void Append(StringBuilder text, Option option)
    {
        string left = Left(option);
        text.Append(left);
        int column = left.Length;
        if (column > TextColumn - 2)
        {
            text.Append('\n');
            column = 0;
        }

        text.Append(' ', TextColumn - column);
        column = TextColumn;
        string help = option.Help;
        foreach (Range part in Words(help))
        {
            ReadOnlySpan<char> word = help.AsSpan(part);
            if (column > TextColumn)
            {
                if (column + 1 + word.Length > Width)
                {
                    text.Append('\n').Append(' ', TextColumn);
                    column = TextColumn;
                }
                else
                {
                    text.Append(' ');
                    column++;
                }
            }

            text.Append(word);
            column += word.Length;
        }

        text.Append('\n');
    }

    private static IEnumerable<Range> Words(string text)
    {
        for (int start = 0; start < text.Length;)
        {
            int end = text.IndexOf(' ', start);
            end = end < 0 ? text.Length : end;
            yield return start..end;
            start = end + 1;
        }
    }
}
