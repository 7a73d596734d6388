using System.Text;
using Xzact.Audit.BuildText;
using Xzact.Audit.Case;

namespace Xzact.Audit.Scan;

/// <summary>Finds programs that build systems compile to ask for a feature, and that no compiler takes.</summary>
internal static class FeatureProbes
{
    private static readonly string[] s_macros = ["AC_LANG_PROGRAM", "AC_LANG_SOURCE"];
    private static readonly string[] s_methods = [".compiles(", ".links(", ".run("];

    // What is left for CMake or m4 to put in may hold anything.
    private static readonly string[] s_open = ["$1", "$2", "$3", "${", "@", "m4_", "AC_", "AS_"];

    /// <summary>In m4: the arguments of AC_LANG_PROGRAM and AC_LANG_SOURCE.</summary>
    public static IEnumerable<ScriptFact> InM4(string path, string text)
    {
        LineMap? lines = null;
        foreach ((string name, int at, M4Call call) in M4Reader.CallsOf(text, s_macros))
        {
            lines ??= LineMap.Of(text);

            // Of AC_LANG_PROGRAM both together are the program.
            string[] parts = [.. call.Arguments.Select(range => text[range])];
            if (!parts.Any(part => part.Length == 0 && parts.Length == 1)
                && Judge(string.Join('\n', parts.Select(part => part.Replace("[", "", StringComparison.Ordinal)
                    .Replace("]", "", StringComparison.Ordinal)))) is { } kind)
            {
                yield return Fact(kind, name, path, lines.LineAt(at));
            }
        }
    }

    /// <summary>In CMake: the first argument of check_c_source_compiles and its relatives.</summary>
    public static IEnumerable<ScriptFact> InCMake(string path, string text) => CMakeReader.Read(text)
        .Where(command => command.Name.StartsWith("check_", StringComparison.Ordinal)
            && (command.Name.EndsWith("_source_compiles", StringComparison.Ordinal)
                || command.Name.EndsWith("_source_runs", StringComparison.Ordinal)))
        .Select(command => (command, code: command.Arguments.FirstOrDefault(argument => argument.Contains('\n'))
            ?.Replace("\\\"", "\"", StringComparison.Ordinal)))
        .Where(pair => pair.code is not null && Judge(pair.code) is not null)
        .Select(pair => Fact(Judge(pair.code!)!.Value, pair.command.Name, path, pair.command.Line));

    /// <summary>In Meson: texts between three apostrophes that a compiler's method is given.</summary>
    public static IEnumerable<ScriptFact> InMeson(string path, string text)
    {
        const string Quote = "'''";
        LineMap? lines = null;
        foreach (string method in s_methods)
        {
            for (int at = text.IndexOf(method, StringComparison.Ordinal); at >= 0;
                at = text.IndexOf(method, at + 1, StringComparison.Ordinal))
            {
                int code = at + method.Length;
                while (code < text.Length && char.IsWhiteSpace(text[code]))
                {
                    code++;
                }

                if (!text.AsSpan(code).StartsWith(Quote)
                    || text.IndexOf(Quote, code + Quote.Length, StringComparison.Ordinal) is not (> 0 and int end))
                {
                    continue;
                }

                // A text that goes on is only a part of the program.
                ReadOnlySpan<char> behind = text.AsSpan(end + Quote.Length).TrimStart();
                if (behind.IsEmpty || behind[0] is not (',' or ')'))
                {
                    continue;
                }

                lines ??= LineMap.Of(text);
                if (Judge(text[(code + Quote.Length)..end]) is { } kind)
                {
                    yield return Fact(kind, method[1..^1], path, lines.LineAt(at));
                }
            }
        }
    }

    private static ScriptFact Fact(ScriptFactKind kind, string probe, string path, int line) => new(kind, probe, new(
        kind == ScriptFactKind.StraySignInProbe ? $"the program of {probe} has a line with a stray sign alone"
            : $"the brackets in the program of {probe} do not match", path, line));

    /// <summary>What is wrong with a program in C or a language with its comments and texts; null if nothing was seen.
    /// </summary>
    internal static ScriptFactKind? Judge(string program)
    {
        string plain = Plain(program);
        if (plain.Split('\n').Select(line => line.Trim()).Any(line => line is "." or "," or "?" or ":" or "`" or "'"
            or "\\" or "/" or ".."))
        {
            return ScriptFactKind.StraySignInProbe;
        }

        // Each branch of a condition may open what one line closes.
        return s_open.Any(sign => program.Contains(sign, StringComparison.Ordinal))
            || plain.Contains("#if", StringComparison.Ordinal) || plain.Contains("# if", StringComparison.Ordinal)
            || plain.Contains("#else", StringComparison.Ordinal) || plain.Contains("#define", StringComparison.Ordinal)
            || (IsBalanced(plain, '{', '}') && IsBalanced(plain, '(', ')'))
                ? null : ScriptFactKind.UnbalancedProbe;
    }

    private static bool IsBalanced(string text, char open, char close)
    {
        int depth = 0;
        foreach (char c in text)
        {
            depth += c == open ? 1 : c == close ? -1 : 0;
            if (depth < 0)
            {
                return false;
            }
        }

        return depth == 0;
    }

    // Comments and texts taken out.
    private static string Plain(string program)
    {
        StringBuilder plain = new(program.Length);
        for (int i = 0; i < program.Length; i++)
        {
            char c = program[i];
            ReadOnlySpan<char> rest = program.AsSpan(i);
            if (rest.StartsWith("/*") || rest.StartsWith("//"))
            {
                bool isBlock = rest[1] == '*';
                int end = program.IndexOf(isBlock ? "*/" : "\n", i + 2, StringComparison.Ordinal);
                i = end < 0 ? program.Length : isBlock ? end + 1 : end - 1;
                plain.Append(' ');
            }
            else if (c is '"' or '\'' && EndOfText(program, i) is int end)
            {
                plain.Append(c).Append(c);
                i = end;
            }
            else
            {
                plain.Append(c);
            }
        }

        return plain.ToString();
    }

    private static int? EndOfText(string program, int start)
    {
        for (int i = start + 1; i < program.Length && program[i] != '\n'; i++)
        {
            if (program[i] == '\\')
            {
                i++;
            }
            else if (program[i] == program[start])
            {
                return i;
            }
        }

        return null;
    }
}
