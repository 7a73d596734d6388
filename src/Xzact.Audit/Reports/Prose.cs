namespace Xzact.Audit.Reports;

/// <summary>Sentences for people to read on a terminal.</summary>
public static class Prose
{
    /// <summary>The width that text is laid out for, in columns: the narrowest usual terminal.</summary>
    public const int Width = 80;

    /// <summary>The text as a sentence: it ends with one full stop, or as it does with another end.</summary>
    public static string Sentence(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string trimmed = text.TrimEnd();
        return trimmed is "" or [.., '.' or '!' or '?'] ? trimmed : trimmed + ".";
    }

    /// <summary>Breaks a paragraph between words; a word longer than a line stays whole.</summary>
    /// <param name="first">What the first line begins with.</param>
    /// <param name="text">The paragraph.</param>
    /// <param name="indent">What each further line begins with.</param>
    /// <returns>The lines, at least one, of at most <see cref="Width"/> characters where words allow.</returns>
    public static IEnumerable<string> Wrap(string first, string text, string indent)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(indent);
        return Lines(first, text, indent);
    }

    private static IEnumerable<string> Lines(string first, string text, string indent)
    {
        (string line, bool begun) = (first, false);
        foreach (string word in text.Split(' '))
        {
            if (begun && line.Length + 1 + word.Length > Width)
            {
                yield return line;
                (line, begun) = (indent, false);
            }

            line += begun ? " " + word : word;
            begun = true;
        }

        yield return line;
    }
}
