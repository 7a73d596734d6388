namespace Xzact.Audit.Reports;

/// <summary>How the parts of terminal text are laid out: lines, paragraphs of 80 columns, lists with an end.</summary>
internal sealed class TextLayout(TextWriter output, TerminalStyle style)
{
    /// <summary>What the lines of a paragraph begin with, below a title.</summary>
    public const string Indent = "    ";

    /// <summary>Where the rest of a list is.</summary>
    public const string All = "--report json=FILE has all";

    private const string ItemIndent = "      ";

    /// <summary>Colours.</summary>
    public TerminalStyle Style => style;

    /// <summary>One line as it is; the caller has cleaned it.</summary>
    public void Line(string text = "") => output.WriteLine(text);

    /// <summary>Untrusted text between words.</summary>
    /// <param name="first">What the first line begins with.</param>
    /// <param name="text">The paragraph.</param>
    /// <param name="indent">What each further line begins with.</param>
    public void Paragraph(string first, string text, string indent)
    {
        foreach (string line in Prose.Wrap(first, Sanitizer.Clean(text), indent))
        {
            output.WriteLine(line);
        }
    }

    /// <summary>A title and an item a line, and how many are not shown; nothing if there are none.</summary>
    public void List(string title, IReadOnlyCollection<string> items, int most)
    {
        if (items.Count > 0)
        {
            Line($"{title} ({items.Count:N0}):");
            foreach (string item in items.Take(most))
            {
                Paragraph(Indent, item, ItemIndent);
            }

            More(items.Count, most);
        }
    }

    /// <summary>The end of a list: how many are not shown, and a blank line.</summary>
    public void More(int count, int shown)
    {
        if (count > shown)
        {
            Line($"{Indent}… and {count - shown:N0} more; {All}");
        }

        Line();
    }
}
