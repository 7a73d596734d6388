using System.Globalization;
using System.Text;
using Xzact.Audit.Case;

namespace Xzact.Audit.Release.Catalogs;

/// <summary>
/// How gettext's tools break strings into lines: behind each line feed of the text, and where a line would be over 79
/// columns (or nowhere else, with --no-wrap). Breaks of another kind could say something.
/// </summary>
internal static class CatalogLines
{
    // Columns of a line with its quotes. Rules of line breaking are not followed to the letter; what a break could be
    // put off by is a column.
    private const int Width = 79;
    private const int Least = Width - 1;

    // So many wide characters may have to stay together.
    private const int Kept = 3;

    // A longer text without a space is not taken apart.
    private const int MaxUnit = 200;

    private const string Quotes = "'\"\u2018\u2019\u201A\u201C\u201D\u201E\u00AB\u00BB";

    /// <summary>Whether the lines of a catalogue are left long, as most of its long strings say.</summary>
    public static bool AreLong(string text)
    {
        int longLines = 0;
        int breaks = 0;
        foreach ((_, int sign, List<(string Text, int End)> pieces) in Strings(text, 0, text.Length))
        {
            longLines += pieces.Count(piece => IsTooLong(piece.Text, sign));
            breaks += pieces.SkipLast(1).Skip(1).Count(piece => !EndsWithFeed(piece.Text));
        }

        return longLines > breaks;
    }

    /// <summary>The places at which a part of a catalogue is broken, or not broken, as no tool does it.</summary>
    /// <param name="text">The catalogue, in Latin-1 characters of its bytes.</param>
    /// <param name="start">Where the part begins, at the beginning of a line.</param>
    /// <param name="end">Where it ends.</param>
    /// <param name="areLong">Whether long lines are left long.</param>
    public static IEnumerable<Carrier> Odd(string text, int start, int end, bool areLong)
    {
        foreach ((int before, int sign, List<(string Text, int End)> pieces) in Strings(text, start, end))
        {
            string whole = string.Concat(pieces.Select(piece => piece.Text));
            bool isOne = pieces.Count == 1;
            bool couldBeOne = !HasInnerFeed(whole) && (areLong || before + 2 + Columns(whole) <= Width);
            for (int i = 0; i < pieces.Count; i++)
            {
                string piece = pieces[i].Text;
                bool isBroken = i > 0 && i + 1 < pieces.Count && !EndsWithFeed(piece);
                bool isOdd = i == 0 && !isOne
                    ? piece.Length > 0 || couldBeOne
                    : HasInnerFeed(piece) || (!areLong && IsTooLong(piece, sign)) || (piece.Length == 0 && !isOne)
                        || (isBroken && (areLong || !IsForced(piece, pieces[i + 1].Text, sign)));
                if (isOdd)
                {
                    yield return new(pieces[i].End - 1, 1, "a line break that gettext does not make");
                }
            }
        }
    }

    // Strings with the columns of what stands before their first line, and before the others. What is no string, or
    // is behind another sign, ends one.
    private static IEnumerable<(int Before, int Sign, List<(string Text, int End)> Pieces)> Strings(
        string text, int start, int end)
    {
        (int Before, int Sign, List<(string, int)> Pieces)? open = null;
        for (int at = start; at < end;)
        {
            int feed = text.IndexOf('\n', at, end - at);
            int stop = feed < 0 ? end : feed;
            string line = text[at..stop];
            int sign = line.StartsWith("#~ ", StringComparison.Ordinal)
                || line.StartsWith("#| ", StringComparison.Ordinal) ? 3 : 0;
            int quote = sign == 0 && line.StartsWith('#') ? -1 : line.IndexOf('"', StringComparison.Ordinal);
            if (open is not null && quote != sign)
            {
                yield return open.Value;
                open = null;
            }

            if (quote >= 0 && line.Length >= quote + 2 && line[^1] == '"')
            {
                open ??= (quote, sign, []);
                open.Value.Pieces.Add((Decoded(line.AsSpan((quote + 1)..^1)), stop));
            }

            at = stop + 1;
        }

        if (open is not null)
        {
            yield return open.Value;
        }
    }

    private static bool EndsWithFeed(string piece) => piece.EndsWith("\\n", StringComparison.Ordinal);

    private static bool HasInnerFeed(string piece)
    {
        for (int i = 0; i + 2 < piece.Length; i++)
        {
            if (piece[i] == '\\' && piece[++i] == 'n' && i + 1 < piece.Length)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsTooLong(string piece, int sign) =>
        sign + Columns(piece) + 2 > Width && piece.AsSpan(0, Math.Min(piece.Length, Width)).TrimEnd(' ').Contains(' ');

    // What comes next would not have fitted.
    private static bool IsForced(string piece, string next, int sign) => piece.Length > 0 && next.Length > 0
        && !(char.IsAsciiLetterOrDigit(piece[^1]) && char.IsAsciiLetterOrDigit(next[0]))
        && sign + Columns(piece) + Columns(Unit(next)) + 2 >= Least;

    // What is not broken: a word, a few wide characters; a quote holds on to a parenthesis behind it.
    private static string Unit(string text)
    {
        int wide = 0;
        int i = 0;
        for (; i < Math.Min(text.Length, MaxUnit); i++)
        {
            bool isKept = text[i] == ' ' && i > 0 && Quotes.Contains(text[i - 1]) && i + 1 < text.Length
                && text[i + 1] is '(' or '[';
            wide += IsWide(text[i]) ? 1 : 0;
            if ((text[i] == ' ' && !isKept) || wide > Kept)
            {
                break;
            }
        }

        return text[..i];
    }

    private static int Columns(string text) => text.Sum(c =>
        CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark
            or UnicodeCategory.Format ? 0 : IsWide(c) ? 2 : 1);

    // East Asian scripts; a pair of surrogates counts as two.
    private static bool IsWide(char c) => c is (>= '\u1100' and <= '\u115F') or (>= '\u2E80' and <= '\uA4CF')
        or (>= '\uAC00' and <= '\uD7A3') or (>= '\uF900' and <= '\uFAFF') or (>= '\uFE30' and <= '\uFE6F')
        or (>= '\uFF00' and <= '\uFF60') or (>= '\uFFE0' and <= '\uFFE6');

    private static string Decoded(ReadOnlySpan<char> latin1)
    {
        byte[] bytes = new byte[latin1.Length];
        Encoding.Latin1.GetBytes(latin1, bytes);
        return System.Text.Unicode.Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : latin1.ToString();
    }
}
