using System.Buffers;
using System.Text;

namespace Xzact.Audit.Scan;

/// <summary>Takes the shell text out of configure.ac and m4 files: what Autoconf would write into configure, without
/// what its own macros add.</summary>
/// <remarks>
/// Macros that the tree defines are expanded at their calls, with their arguments; those of the tools are replaced by
/// the arguments that hold shell text. Both branches of a condition of m4 count.
/// </remarks>
internal sealed class M4ShellText
{
    private static readonly SearchValues<char> s_codeSigns = SearchValues.Create("\n|;`$=<>(");

    private const int MaxDepth = 12;

    // Definitions that call one another twice would grow for ever.
    private const int MaxExpansions = 2_000;

    // Their arguments are messages, patterns, or programs for a compiler.
    private static readonly HashSet<string> s_silent =
        ["AC_INIT", "AC_COPYRIGHT", "AC_REVISION", "AC_DEFINE", "AC_DEFINE_UNQUOTED", "AC_MSG_CHECKING",
         "AC_MSG_RESULT", "AC_MSG_NOTICE", "AC_MSG_WARN", "AC_MSG_ERROR", "AC_MSG_FAILURE", "AS_HELP_STRING",
         "AC_HELP_STRING", "AC_ARG_VAR", "AC_LANG_PROGRAM", "AC_LANG_SOURCE", "AC_LANG_CALL", "AH_TEMPLATE",
         "AH_VERBATIM", "AH_TOP", "AH_BOTTOM", "m4_pattern_allow", "m4_pattern_forbid", "AC_PREREQ", "AC_REQUIRE",
         "AC_CONFIG_SRCDIR", "AC_CONFIG_MACRO_DIR", "AC_CONFIG_MACRO_DIRS", "AC_CONFIG_AUX_DIR", "AC_CONFIG_HEADERS",
         "AC_CONFIG_SUBDIRS", "AM_INIT_AUTOMAKE", "LT_INIT", "AC_BEFORE", "m4_fatal", "m4_warn", "m4_errprintn",
         "AC_DIAGNOSE", "AC_OBSOLETE", "AM_GNU_GETTEXT", "AM_GNU_GETTEXT_VERSION", "AC_FUNC_CHECK", "AC_PROVIDE",
         "m4_include", "m4_sinclude", "AC_CONFIG_HEADER", "AM_SILENT_RULES", "AC_CHECK_SIZEOF", "m4_dnl"];

    private static readonly HashSet<string> s_definers =
        ["AC_DEFUN", "AC_DEFUN_ONCE", "AU_DEFUN", "m4_define", "m4_defun", "m4_defun_once", "m4_define_default",
         "m4_pushdef", "define", "m4_append"];

    private readonly IReadOnlyDictionary<string, string> _definitions;
    private readonly ShellTextBuilder _output = new();
    private readonly List<(string Name, string First)> _calls = [];
    private int _expansions;
    private long _budget;

    private M4ShellText(IReadOnlyDictionary<string, string> definitions, long budget)
    {
        _definitions = definitions;
        _budget = budget;
    }

    /// <summary>The shell text of one file.</summary>
    /// <param name="text">The file, one character a byte.</param>
    /// <param name="definitions">What macros of the tree stand for.</param>
    public static BuildScript Of(string text, IReadOnlyDictionary<string, string> definitions)
    {
        M4ShellText reader = new(definitions, BudgetOf(text));
        reader.Emit(text, 0, text.Length, LineMap.Of(text), 0);
        return reader._output.Build();
    }

    /// <summary>The calls that are seen on the way to the shell text of one file, with their first arguments.</summary>
    /// <param name="text">The file, one character a byte.</param>
    public static IReadOnlyList<(string Name, string First)> Calls(string text)
    {
        M4ShellText reader = new(new Dictionary<string, string>(), BudgetOf(text));
        reader.Emit(text, 0, text.Length, LineMap.Of(text), 0);
        return reader._calls;
    }

    /// <summary>The macros that a file defines, with what they stand for.</summary>
    public static void Define(string text, Dictionary<string, string> definitions)
    {
        long budget = BudgetOf(text);
        foreach (string definer in s_definers)
        {
            for (int at = text.IndexOf(definer, StringComparison.Ordinal); at >= 0;
                at = text.IndexOf(definer, at + 1, StringComparison.Ordinal))
            {
                if (M4Reader.IsWordAt(text, at, definer)
                    && M4Reader.CallAt(text, at, text.Length, ref budget) is { Arguments: [var name, var body, ..] })
                {
                    definitions.TryAdd(text[name], text[body]);
                }
            }
        }
    }

    // Every level of nesting looks at its text once, and every expansion at its own.
    private static long BudgetOf(string text) => (64L * text.Length) + (16 << 20);

    private void Emit(string text, int begin, int end, LineMap lines, int depth)
    {
        int copied = begin;
        int quoted = 0;
        for (int i = begin; i < end; i++)
        {
            char c = text[i];
            if (c is '[' or ']')
            {
                // The outermost are quotes, those inside of them are text.
                quoted = Math.Max(0, quoted + (c == '[' ? 1 : -1));
                bool isText = quoted > (c == '[' ? 1 : 0);
                Copy(i + (isText ? 1 : 0));
                copied = i + 1;
            }
            else if ((c == '#' && (i == begin || char.IsWhiteSpace(text[i - 1]) || text[i - 1] is '['))
                || (c == 'd' && M4Reader.IsWordAt(text, i, "dnl") && !text.AsSpan(i).StartsWith("dnl(")))
            {
                Copy(i);
                i = text.IndexOf('\n', i, end - i) is >= 0 and int stop ? stop : end;
                copied = i;
            }
            else if (M4Reader.IsName(c) && (i == 0 || !M4Reader.IsName(text[i - 1])) && !char.IsAsciiDigit(c)
                && (i == 0 || text[i - 1] != '$'))
            {
                int name = i;
                while (i + 1 < end && M4Reader.IsName(text[i + 1]))
                {
                    i++;
                }

                string word = text[name..(i + 1)];
                M4Call? call = IsMacro(word) ? M4Reader.CallAt(text, name, end, ref _budget) : null;
                if (call is not null || (IsMacro(word) && _definitions.ContainsKey(word)))
                {
                    Copy(name);
                    Expand(text, call ?? new(word, [], i + 1), lines, lines.LineAt(name), depth);
                    i = (call?.End ?? i + 1) - 1;
                    copied = i + 1;
                }
            }
        }

        Copy(end);

        void Copy(int stop)
        {
            if (stop > copied)
            {
                _output.Append(text.AsSpan(copied, stop - copied), lines.LineAt(copied));
            }
        }
    }

    private bool IsMacro(string word) => word.Length > 2 && (_definitions.ContainsKey(word)
        || word.StartsWith("m4_", StringComparison.Ordinal) || word.StartsWith("gl_", StringComparison.Ordinal)
        || (word.Contains('_', StringComparison.Ordinal) && char.IsAsciiLetterUpper(word[word[0] == '_' ? 1 : 0])));

    private void Expand(string text, M4Call call, LineMap lines, int line, int depth)
    {
        _calls.Add((call.Name, call.Arguments.Count > 0 ? text[call.Arguments[0]] : ""));
        if (!_output.IsAtCommand && !_definitions.ContainsKey(call.Name))
        {
            _output.Append("m4_value", line);
            return;
        }

        if (s_silent.Contains(call.Name) || depth > MaxDepth)
        {
            _output.Append(":", line);
            return;
        }

        if (_definitions.TryGetValue(call.Name, out string? body) && ++_expansions <= MaxExpansions)
        {
            string expanded = Substitute(body, [.. call.Arguments.Select(range => text[range])]);
            Emit(expanded, 0, expanded.Length, new([0], [line]), depth + 1);
            return;
        }

        IReadOnlyList<Range> arguments = call.Arguments;
        switch (call.Name)
        {
            case "AC_SUBST" or "AS_VAR_SET" when arguments.Count > 1:
                _output.Append($"{text[arguments[0]]}=", line);
                Argument(1, "");
                break;
            case "AS_IF":
                for (int i = 0; i + 1 < arguments.Count; i += 2)
                {
                    Argument(i, i == 0 ? "if " : "elif ");
                    Argument(i + 1, "then :\n");
                }

                if (arguments.Count % 2 == 1)
                {
                    Argument(arguments.Count - 1, "else :\n");
                }

                _output.Append("fi\n", line);
                break;
            case "AS_CASE" when arguments.Count > 1:
                _output.Append($"case {text[arguments[0]]} in\n", line);
                for (int i = 1; i + 1 < arguments.Count; i += 2)
                {
                    Argument(i + 1, $"{text[arguments[i]]}) :\n");
                    _output.Append(";;\n", line);
                }

                _output.Append("esac\n", line);
                break;
            default:
                bool isDefinition = s_definers.Contains(call.Name);
                for (int i = isDefinition ? 1 : 0; i < arguments.Count; i++)
                {
                    if (isDefinition || IsCode(text[arguments[i]]))
                    {
                        Argument(i, "");
                    }
                }

                break;
        }

        void Argument(int index, string before)
        {
            (int start, int length) = arguments[index].GetOffsetAndLength(text.Length);
            if (before.Length > 0)
            {
                _output.Append(before, lines.LineAt(start));
            }

            Emit(text, start, start + length, lines, depth + 1);
            _output.EndLine();
        }
    }

    private static bool IsCode(string argument) => argument.AsSpan().IndexOfAny(s_codeSigns) >= 0
        || argument.StartsWith("eval", StringComparison.Ordinal) || argument.StartsWith(". ", StringComparison.Ordinal)
        || argument.StartsWith("sh ", StringComparison.Ordinal)
            || argument.StartsWith("test ", StringComparison.Ordinal);

    // $1 to $9 and $@ of a macro's body.
    private static string Substitute(string body, string[] arguments)
    {
        if (!body.Contains('$', StringComparison.Ordinal))
        {
            return body;
        }

        StringBuilder result = new();
        for (int i = 0; i < body.Length; i++)
        {
            if (body[i] == '$' && i + 1 < body.Length && body[i + 1] is >= '1' and <= '9')
            {
                int index = body[++i] - '1';
                result.Append(index < arguments.Length ? arguments[index] : "");
            }
            else
            {
                result.Append(body[i]);
            }
        }

        return result.ToString();
    }
}
