using System.Text;

namespace Xzact.Audit.Scan;

/// <summary>Texts in quotes, as Python, Ruby, Perl and JavaScript write them; those of Python over several lines, too.
/// </summary>
internal static class QuotedText
{
    private const int MaxWords = 64;

    /// <summary>All texts of a script that are not empty, each with its offset; comments are passed over.</summary>
    public static IEnumerable<(string Text, int Offset)> All(string script)
    {
        for (int at = 0; at < script.Length;)
        {
            char c = script[at];
            if (c == '#' && (at == 0 || script[at - 1] is ' ' or '\t' or '\n'))
            {
                at = script.IndexOf('\n', at) is >= 0 and int end ? end : script.Length;
            }
            else if (c is '"' or '\'' or '`')
            {
                int begin = at;
                string text = Read(script, ref at);
                if (text.Length > 0)
                {
                    yield return (text, begin);
                }
            }
            else
            {
                at++;
            }
        }
    }

    /// <summary>The texts of a call's first operand, or of the list that it is, side by side.</summary>
    /// <param name="script">The script.</param>
    /// <param name="at">Behind the parenthesis.</param>
    /// <param name="isList">Whether a list begins there.</param>
    public static IEnumerable<(string Text, int Offset)> In(string script, int at, bool isList)
    {
        for (int words = 0; at < script.Length && words < MaxWords;)
        {
            char c = script[at];
            if (c is '"' or '\'' or '`')
            {
                int begin = at;
                words++;
                yield return (Read(script, ref at), begin);
            }
            else if (char.IsWhiteSpace(c) || c is '+' or '\\' || (c == ',' && isList)
                || (c is 'r' or 'b' or 'f' or 'u' or 'R' && at + 1 < script.Length && script[at + 1] is '"' or '\''))
            {
                at++;
            }
            else
            {
                yield break;
            }
        }
    }

    /// <summary>The text from a quote to the one that closes it; a text on one line ends with the line. Empty if
    /// nothing
    /// closes it.</summary>
    public static string Read(string script, ref int at)
    {
        int begin = at;
        char quote = script[at];
        bool isRaw = begin > 0 && script[begin - 1] is 'r' or 'R';
        string mark = quote != '`' && script.AsSpan(at).StartsWith([quote, quote, quote])
            ? new(quote, 3) : quote.ToString();
        StringBuilder text = new();
        for (at += mark.Length; at < script.Length; at++)
        {
            if (script.AsSpan(at).StartsWith(mark))
            {
                at += mark.Length;
                return text.ToString();
            }

            if (script[at] == '\n' && mark.Length == 1 && quote != '`')
            {
                return "";
            }

            if (script[at] != '\\' || at + 1 == script.Length)
            {
                text.Append(script[at]);
                continue;
            }

            char c = script[++at];
            text.Append(isRaw ? $"\\{c}" : c switch
            {
                'n' => "\n",
                't' => "\t",
                '\\' or '"' or '\'' or '`' => c.ToString(),
                '\n' => "",
                _ => $"\\{c}",
            });
        }

        // Nothing closes it: it was no quote.
        at = begin + 1;
        return "";
    }
}
