using System.Text;
using System.Text.RegularExpressions;

namespace Xzact.Audit.Release.Readers;

/// <summary>What <c>AC_CONFIG_FILES</c> and its like name (Autoconf manual, "Creating Configuration Files"): files that
/// <c>config.status</c> writes and that it reads, and shell text that it runs.</summary>
internal static partial class ConfiguredFiles
{
    // A longer call is none that a person wrote.
    private const int MaxCall = 64 << 10;

    /// <summary>The text without the names of what is written: <c>a b:c</c> writes a and b, and reads a.in and c. The
    /// further arguments become commands of their own. Line feeds stay, for numbers of lines.</summary>
    public static string WithoutOutputs(string text)
    {
        StringBuilder result = new();
        int done = 0;
        foreach (Match call in Calls().Matches(text))
        {
            if (call.Index < done)
            {
                continue;
            }

            result.Append(text, done, call.Index - done).Append(Word().Replace(
                call.Value, word => word.Value[^1] == '(' || word.Value.Contains(':', StringComparison.Ordinal)
                    ? word.Value : ""));
            done = call.Index + call.Length;
            if (done < text.Length && text[done] == ',')
            {
                done = Commands(text, done, result.Append(')'));
            }
        }

        return result.Append(text, done, text.Length - done).ToString();
    }

    // From the comma to the end of the call; each argument becomes a list of commands.
    private static int Commands(string text, int at, StringBuilder result)
    {
        int depth = 0;
        for (int end = Math.Min(text.Length, at + MaxCall); at < end; at++)
        {
            char c = text[at];
            if (c == ')' && depth == 0)
            {
                result.Append(';');
                return at + 1;
            }

            depth += c is '(' or '[' ? 1 : c is ')' or ']' ? -1 : 0;
            result.Append(c == ',' && depth == 0 ? ';' : c);
        }

        return at;
    }

    [GeneratedRegex(
        @"\bAC_CONFIG_(FILES|HEADERS?|LINKS)\([^(),]*", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Calls();

    [GeneratedRegex(@"[^\s\[\]()]+\(?", RegexOptions.NonBacktracking)]
    private static partial Regex Word();
}
