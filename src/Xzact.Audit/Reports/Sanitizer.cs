using System.Globalization;
using System.Text;

namespace Xzact.Audit.Reports;

/// <summary>
/// Makes untrusted text safe to show: what a terminal, browser or log would obey instead of print is written as
/// <c>\x1b</c> or <c>\u{202e}</c>. Every writer passes every string of an audited input through here.
/// </summary>
public static class Sanitizer
{
    // GitPath stores a byte that is no UTF-8 as this plus the byte.
    private const int EscapedByteBase = 0xDC00;

    /// <summary>
    /// Escapes C0 and C1 controls, line and paragraph separators, every format character (bidi controls, zero-width
    /// characters, tags) and lone surrogates. Other text is returned unchanged.
    /// </summary>
    public static string Clean(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.All(c => c is >= ' ' and <= '~'))
        {
            return text;
        }

        StringBuilder clean = new(text.Length + 16);
        for (int i = 0; i < text.Length; i++)
        {
            if (!Rune.TryGetRuneAt(text, i, out Rune rune))
            {
                AppendSurrogate(clean, text[i]);
                continue;
            }

            i += rune.Utf16SequenceLength - 1;
            if (!MustEscape(rune))
            {
                clean.Append(rune.ToString());
            }
            else if (rune.Value <= 0xFF)
            {
                clean.Append($"\\x{rune.Value:x2}");
            }
            else
            {
                clean.Append($"\\u{{{rune.Value:x}}}");
            }
        }

        return clean.ToString();
    }

    private static void AppendSurrogate(StringBuilder clean, char surrogate)
    {
        bool isByte = surrogate is >= '\uDC80' and <= '\uDCFF';
        clean.Append(isByte ? $"\\x{surrogate - EscapedByteBase:x2}" : $"\\u{{{(int)surrogate:x}}}");
    }

    private static bool MustEscape(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse;
}
