using System.Text;

namespace Xzact.Audit.Scan;

/// <summary>Writes what a meson.build runs, reads and writes as shell text: <c>run_command</c>, <c>custom_target</c>,
/// <c>configure_file</c>, and the sources of targets.</summary>
internal sealed class MesonShellText
{
    private const int MaxValues = 10_000;
    private const int MaxDepth = 100;

    private readonly string _text;
    private readonly LineMap _lines;
    private readonly ShellTextBuilder _output = new();
    private readonly Dictionary<string, List<string>> _values = new(StringComparer.Ordinal);
    private int _at;
    private int _depth;

    private MesonShellText(string text)
    {
        _text = text;
        _lines = LineMap.Of(text);
    }

    /// <summary>The file as shell text.</summary>
    public static BuildScript Of(string text)
    {
        MesonShellText reader = new(text);
        while (reader._at < text.Length)
        {
            reader.Statement();
        }

        return reader._output.Build();
    }

    // NAME = value, or NAME(arguments); everything else is passed over.
    private void Statement()
    {
        Skip();
        int start = _at;
        string name = Word();
        if (name.Length == 0)
        {
            _at = Math.Max(_at, start + 1);
            return;
        }

        Skip(lines: false);
        if (name is "if" or "elif" or "foreach" or "else" or "endif" or "endforeach" or "not" or "and" or "or")
        {
            return;
        }

        if (Peek('=') && !Peek("=="))
        {
            _at++;
            _values[name] = Value(name);
        }
        else if (Peek("+="))
        {
            _at += 2;
            _values[name] = [.. _values.GetValueOrDefault(name, []), .. Value(name)];
        }
        else if (Peek('('))
        {
            Call(name, "", start);
        }
    }

    // Texts of an expression; a call in it is read as a call, and gives its output's name.
    private List<string> Value(string target)
    {
        List<string> texts = [];
        int depth = 0;
        while (_at < _text.Length && texts.Count < MaxValues)
        {
            char c = _text[_at];
            if (c == '\n' && depth == 0)
            {
                break;
            }

            if (c is ')' or ']' or '}' && depth-- == 0)
            {
                break;
            }

            if (c == ',' && depth == 0)
            {
                break;
            }

            if (c is '[' or '(' or '{')
            {
                depth++;
                _at++;
            }
            else if (c == '\'')
            {
                texts.Add(Text());
            }
            else if (c == '#')
            {
                SkipLine();
            }
            else if (M4Reader.IsName(c))
            {
                int start = _at;
                string name = Word();
                if (Peek('('))
                {
                    texts.AddRange(Call(name, target, start));
                }
                else
                {
                    texts.AddRange(_values.GetValueOrDefault(name, []));
                }
            }
            else
            {
                _at++;
            }
        }

        return texts;
    }

    private List<string> Call(string name, string target, int start)
    {
        if (++_depth > MaxDepth)
        {
            _at = _text.Length;
            return [];
        }

        _at++; // the parenthesis
        List<string> plain = [];
        Dictionary<string, List<string>> named = new(StringComparer.Ordinal);
        while (_at < _text.Length && !Peek(')'))
        {
            Skip();
            int before = _at;
            string key = Word();
            Skip();
            if (key.Length > 0 && Peek(':'))
            {
                _at++;
                Skip();
                named[key] = Value(target);
            }
            else
            {
                _at = before;
                plain.AddRange(Value(target));
            }

            Skip();
            if (Peek(',') || _at == before)
            {
                _at++;
            }
        }

        _at++;
        _depth--;
        string owner = name.LastIndexOf('.') is > 0 and int point ? name[..point] : "";
        return Made(name[(name.LastIndexOf('.') + 1)..], owner, plain, named, target, _lines.LineAt(start));
    }

    // What an earlier call gave is a variable of the text that is made here.
    private static string Quoted(string text) =>
        text.StartsWith("${", StringComparison.Ordinal) ? $"\"{text}\"" : ShellText.Quote(text);

    private List<string> Made(
        string function, string owner, List<string> plain, Dictionary<string, List<string>> named, string target,
        int line)
    {
        List<string> own = _values.GetValueOrDefault(owner, []);
        List<string> input = named.GetValueOrDefault("input", []);
        List<string> output = named.GetValueOrDefault("output", []);
        switch (function)
        {
            case "files" or "find_program" or "join_paths" or "get_variable" or "strip" or "stdout" or "to_string"
                or "full_path" or "format" or "split" or "replace" or "substring" or "join" or "get" or "underscorify"
                or "to_upper" or "to_lower":
                return function == "join_paths" ? [string.Join('/', plain)] : [.. own, .. plain];
            case "read" when plain.Count > 0:
                string content = target.Length > 0 ? target : "meson_text";
                Line($"{content}=$(cat {ShellText.Quote(plain[0])})", line);
                return [$"${{{content}}}"];
            case "set" or "set_quoted" when owner.Length > 0:
                _values[owner] = [.. own, .. plain];
                return [];
            case "run_command":
                string variable = target.Length > 0 ? target : "meson_output";
                Line($"{variable}=$({Command(plain, input, output)})", line);
                return [$"${{{variable}}}"];
            case "custom_target" or "configure_file" or "vcs_tag" or "generator":
                List<string> command = named.GetValueOrDefault("command", []);
                if (function == "configure_file" && output.Count > 0
                    && named.GetValueOrDefault("configuration") is { Count: > 0 } settings)
                {
                    Line($"printf '%s' {string.Join(' ', settings.Select(Quoted))} > {ShellText.Quote(output[0])}",
                        line);
                }

                string text = command.Count > 0 ? Command(command, input, output)
                    : input.Count > 0 && output.Count > 0 ? $"cat {string.Join(' ', input.Select(ShellText.Quote))}"
                        : "";
                if (text.Length > 0)
                {
                    bool feeds = named.ContainsKey("feed") && input.Count > 0;
                    bool takes = (named.ContainsKey("capture") || command.Count == 0) && output.Count > 0;
                    Line($"{{ {text} ; }}" + (feeds ? $" < {ShellText.Quote(input[0])}" : "")
                        + (takes ? $" > {ShellText.Quote(output[0])}" : ""), line);
                }

                return output;
            case "executable" or "library" or "shared_library" or "static_library" or "both_libraries"
                or "shared_module"
                or "build_target" or "declare_dependency":
                Line("cc " + string.Join(' ', plain.Skip(1)
                    .Concat(named.GetValueOrDefault("sources", [])).Concat(named.GetValueOrDefault("objects", []))
                    .Concat(named.GetValueOrDefault("link_args", [])).Select(Quote)), line);
                return [];
            case "add_postconf_script" or "add_install_script":
                Line(Command(plain, input, output), line);
                return [];
            default:
                return [];
        }
    }

    private static string Command(List<string> words, List<string> input, List<string> output)
    {
        IEnumerable<string> expanded = words.SelectMany(word => word switch
        {
            "@INPUT@" => input,
            "@OUTPUT@" => output,
            _ => [Put(word, input, output)],
        });
        return string.Join(' ', expanded.Select(Quote));
    }

    private static string Put(string word, List<string> input, List<string> output)
    {
        string text = word.Replace("@INPUT@", string.Join(' ', input), StringComparison.Ordinal)
            .Replace("@OUTPUT@", string.Join(' ', output), StringComparison.Ordinal);
        for (int i = 0; i < Math.Max(input.Count, output.Count) && i < 10; i++)
        {
            text = text.Replace($"@INPUT{i}@", input.ElementAtOrDefault(i) ?? "", StringComparison.Ordinal)
                .Replace($"@OUTPUT{i}@", output.ElementAtOrDefault(i) ?? "", StringComparison.Ordinal);
        }

        return text.Replace("@SOURCE_ROOT@/", "", StringComparison.Ordinal)
            .Replace("@CURRENT_SOURCE_DIR@/", "", StringComparison.Ordinal)
            .Replace("@BUILD_ROOT@/", "", StringComparison.Ordinal);
    }

    // What a command gave stays a variable.
    private static string Quote(string text) =>
        text.StartsWith("${", StringComparison.Ordinal) && text.IndexOf('}') == text.Length - 1 ? $"\"{text}\""
        : ShellText.Quote(text);

    private void Line(string text, int line)
    {
        _output.Append(text, line);
        _output.EndLine();
    }

    // '…' with backslashes, or '''…''' without.
    private string Text()
    {
        if (Peek("'''"))
        {
            int close = _text.IndexOf("'''", _at + 3, StringComparison.Ordinal);
            close = close < 0 ? _text.Length : close;
            string raw = _text[Math.Min(_at + 3, close)..close];
            _at = Math.Min(_text.Length, close + 3);
            return raw;
        }

        StringBuilder text = new();
        for (_at++; _at < _text.Length && _text[_at] is not ('\'' or '\n'); _at++)
        {
            if (_text[_at] != '\\' || _at + 1 == _text.Length)
            {
                text.Append(_text[_at]);
                continue;
            }

            char c = _text[++_at];
            text.Append(c switch { 'n' => "\n", 't' => "\t", '\'' or '\\' => c.ToString(), _ => "\\" + c });
        }

        _at++;
        return text.ToString();
    }

    private string Word()
    {
        int start = _at;
        while (_at < _text.Length && (M4Reader.IsName(_text[_at]) || (_text[_at] == '.' && _at > start)))
        {
            _at++;
        }

        return _text[start.._at];
    }

    private bool Peek(char c) => _at < _text.Length && _text[_at] == c;

    private bool Peek(string text) => _text.AsSpan(Math.Min(_at, _text.Length)).StartsWith(text);

    private void Skip(bool lines = true)
    {
        while (_at < _text.Length && (_text[_at] == '#' || (char.IsWhiteSpace(_text[_at])
            && (lines || _text[_at] != '\n'))))
        {
            if (_text[_at] == '#')
            {
                SkipLine();
            }
            else
            {
                _at++;
            }
        }
    }

    private void SkipLine() => _at = _text.IndexOf('\n', _at) is >= 0 and int end ? end : _text.Length;
}
