using System.Globalization;
using System.Text;

namespace Xzact.Audit.Archives;

/// <summary>Makes names from an archive fit for messages.</summary>
internal static class NameText
{
    private const int MaxLength = 200;

    /// <summary>Quotes a name: hostile characters become escapes and a long name is cut.</summary>
    public static string Quote(string name)
    {
        var text = new StringBuilder(name.Length + 2).Append('\'');
        int at = 0;
        foreach (Rune rune in name.EnumerateRunes())
        {
            if (text.Length > MaxLength)
            {
                return text.Append("…'").ToString();
            }

            char first = name[at];
            at += rune.Utf16SequenceLength;
            if (first is >= '\uDC80' and <= '\uDCFF')
            {
                // A byte that is not UTF-8, see GitPath.
                text.Append(CultureInfo.InvariantCulture, $"\\x{first - '\uDC00':X2}");
            }
            else if (IsHostile(rune))
            {
                text.Append(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:X}}}");
            }
            else
            {
                text.Append(rune.ToString());
            }
        }

        return text.Append('\'').ToString();
    }

    /// <summary>Whether a character can change how the text around it is shown or read: controls, invisible format
    /// and direction marks, separators of lines, and what Unicode does not assign.</summary>
    public static bool IsHostile(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control
        or UnicodeCategory.Format
        or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.PrivateUse
        or UnicodeCategory.Surrogate
        or UnicodeCategory.OtherNotAssigned
        || rune == Rune.ReplacementChar;

    /// <summary>Whether any character of a name is hostile.</summary>
    public static bool HasHostile(string name)
    {
        foreach (Rune rune in name.EnumerateRunes())
        {
            if (IsHostile(rune))
            {
                return true;
            }
        }

        return false;
    }
}
