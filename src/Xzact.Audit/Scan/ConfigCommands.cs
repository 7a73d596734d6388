using System.Text.RegularExpressions;
using Xzact.Audit.Case;

namespace Xzact.Audit.Scan;

/// <summary>Finds commands of config.status (Autoconf manual, "Running Arbitrary Configuration Commands") that run text
/// and not what stands there.</summary>
internal static partial class ConfigCommands
{
    private const string Shell = @"(""?\$\{?(CONFIG_)?SHELL\}?""?|(/[a-z/]*/)?(ba|da|k|z)?sh)";

    private static readonly string[] s_names =
        ["AC_CONFIG_COMMANDS", "AC_CONFIG_COMMANDS_PRE", "AC_CONFIG_COMMANDS_POST", "AC_OUTPUT_COMMANDS"];

    /// <summary>The facts in an m4 file.</summary>
    public static IEnumerable<ScriptFact> In(string path, string text)
    {
        LineMap? lines = null;
        foreach ((string name, _, M4Call call) in M4Reader.CallsOf(text, s_names))
        {
            // The first argument of AC_CONFIG_COMMANDS is a name; what is set up for a body runs too.
            foreach (Range argument in call.Arguments.Skip(name == s_names[0] ? 1 : 0))
            {
                (int start, int length) = argument.GetOffsetAndLength(text.Length);
                string body = text.Substring(start, length);
                if (RunsText().Matches(body).FirstOrDefault(match => !IsConstant(match.ValueSpan)
                    && !M4Reader.IsInComment(text, start + match.Index + match.Length - 1)) is { } found)
                {
                    lines ??= LineMap.Of(text);
                    yield return new(ScriptFactKind.ConfigCommandRunsText, name, new(
                        $"a body of {name} runs text", path, lines.LineAt(start + found.Index + found.Length - 1),
                        Excerpt: found.Value.Trim()));
                }
            }
        }
    }

    // eval 'NAME=$OTHER' assigns, and no value becomes a command by it.
    private static bool IsConstant(ReadOnlySpan<char> found)
    {
        int at = found.IndexOf("eval");
        ReadOnlySpan<char> text = at < 0 ? default : found[(at + 4)..].Trim();
        while (text.Length > 1 && text[0] == '\'' && text[1..].IndexOf('\'') is >= 0 and int end)
        {
            text = text[(end + 2)..];
        }

        return at >= 0 && text.IsEmpty;
    }

    // eval of a value or an output; a pipe into a shell without a script; a shell that is given text.
    [GeneratedRegex(
        @"(^|[\s;&|({\[`])eval[ \t]+[^\n;]*[$`][^\n;]*"
        + @"|\|[ \t]*" + Shell + @"([ \t]+-[a-z]+)?[ \t]*($|[;&|)}\]\r\n]|[0-9]?>)"
        + @"|(^|[\s;&|({\[`])" + Shell + @"[ \t]+-c[ \t]+[^\n;]*[$`][^\n;]*",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.Multiline)]
    private static partial Regex RunsText();
}
