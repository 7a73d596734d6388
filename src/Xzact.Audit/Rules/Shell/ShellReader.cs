using System.Text;

namespace Xzact.Audit.Rules.Shell;

/// <summary>
/// Splits shell, m4 and make text into pipelines of words: quotes, comments, continuation lines, substitutions. It is
/// a tokenizer for rules, not a parser: what it cannot balance it reads as plain characters, and it never fails.
/// </summary>
/// <remarks>
/// A stray apostrophe in a message must not swallow the commands behind it, and may have been put there to do so.
/// The text is therefore read twice, as a whole and line by line, and the pipelines of both are returned.
/// </remarks>
internal sealed class ShellReader
{
    // Hostile nesting must not exhaust the stack; real scripts stay below ten.
    private const int MaxDepth = 24;

    // A longer assigned name is not worth the copy.
    private const int MaxNameLength = 128;

    private const int QuadrigraphLength = 4;

    // Commands that only print their arguments: a pipe inside the message is not a pipeline.
    private static readonly HashSet<string> s_printing =
        ["echo", "printf", "AC_MSG_NOTICE", "AC_MSG_WARN", "AC_MSG_ERROR", "AC_MSG_RESULT", "AC_MSG_CHECKING",
         "AC_MSG_FAILURE", "AS_HELP_STRING", "AC_HELP_STRING", "message", "MESSAGE", "AS_ECHO", "$ECHO", "$as_echo"];

    private readonly string _text;
    private readonly ShellDialect _dialect;
    private readonly List<ShellPipeline> _output;
    private readonly int _depth;
    private readonly M4Place _place;
    private int _at;
    private int _line;
    private bool _noMoreBraces;

    // Where the text comes from: at an offset of an m4 file, or out of a word of a command that stands in one.
    private readonly record struct M4Place(M4Structure? Structure, int Offset, MacroArgument? Inside);

    private ShellReader(
        string text, ShellDialect dialect, int line, int depth, M4Place place, List<ShellPipeline> output)
    {
        _place = place;
        _text = text;
        _dialect = dialect;
        _line = line;
        _depth = depth;
        _output = output;
    }

    /// <summary>All pipelines of <paramref name="text"/>, nested ones too, in order of their lines.</summary>
    public static IReadOnlyList<ShellPipeline> Read(string text, ShellDialect dialect)
    {
        List<ShellPipeline> found = [];
        M4Structure? structure = dialect == ShellDialect.M4 ? M4Structure.Of(text) : null;
        new ShellReader(text, dialect, 1, 0, new(structure, 0, null), found)
            .ReadList(null, ShellContext.Plain, null, null);
        HashSet<(int, string)> seen = [.. found.Select(p => (p.Line, p.Text))];
        foreach ((string logicalLine, int number, int offset) in LogicalLines(text))
        {
            List<ShellPipeline> again = [];
            new ShellReader(logicalLine, dialect, number, 0, new(structure, offset, null), again)
                .ReadList(null, ShellContext.Plain, null, null);
            found.AddRange(again.Where(p => seen.Add((p.Line, p.Text))));
        }

        return [.. found.OrderBy(p => p.Line)];
    }

    private static IEnumerable<(string Text, int Number, int Offset)> LogicalLines(string text)
    {
        int number = 1;
        for (int start = 0; start < text.Length;)
        {
            int end = start;
            int lines = 0;
            do
            {
                int next = text.IndexOf('\n', end);
                end = next < 0 ? text.Length : next + 1;
                lines++;
            }
            while (end < text.Length && end - start > 1 && text[end - 2] == '\\');

            string line = text[start..end];
            yield return (line.EndsWith('\n') ? line[..^1] : line, number, start);
            (start, number) = (end, number + lines);
        }
    }

    private void ReadList(char? close, ShellContext context, ShellCommand? parent, string? storedIn)
    {
        ShellPipeline? pipeline = null;
        ShellCommand? command = null;
        string? openedBy = null;
        int start = _at;

        ShellCommand Command()
        {
            if (pipeline is null)
            {
                start = _at;
                pipeline = new() { Line = _line, Context = context, Parent = parent, StoredIn = storedIn };
            }

            command ??= new()
            {
                Line = _line,
                FirstArgumentOf = openedBy,
                Owner = pipeline,
                Inside = _place.Structure is null ? _place.Inside : _place.Structure.At(_place.Offset + _at),
                StartsArgument = _place.Structure?.IsStartOfArgument(_place.Offset + _at) == true,
                FollowsSeparator = _place.Structure?.FollowsSeparator(_place.Offset + _at) == true,
            };
            openedBy = null;
            return command;
        }

        void EndCommand()
        {
            if (command is { IsEmpty: false })
            {
                pipeline!.Commands.Add(command);
            }

            command = null;
        }

        void EndPipeline()
        {
            EndCommand();
            if (pipeline is { Commands.Count: > 0 })
            {
                pipeline.EndLine = _line;
                pipeline.Text = _text[start.._at].Trim();
                _output.Add(pipeline);
            }

            pipeline = null;
        }

        while (_at < _text.Length)
        {
            char c = _text[_at];
            if (c == close)
            {
                break;
            }

            switch (c)
            {
                case '\n':
                    EndPipeline();
                    _line++;
                    _at++;
                    break;
                case '\\' when Next() == '\n':
                    _line++;
                    _at += 2;
                    break;
                case ' ' or '\t' or '\r' or '\f' or '\v':
                    _at++;
                    break;
                case '#':
                    SkipLine();
                    break;
                case '[' or ']' when _dialect == ShellDialect.M4:
                    _at++;
                    break;
                case ',' when PartsArguments():
                case ';' or '&':
                    openedBy = null;
                    EndPipeline();
                    _at++;
                    break;
                case '|' when Next() == '|':
                    EndPipeline();
                    _at += 2;
                    break;
                case '|':
                    // A pipe at the start of a line continues what a parenthesis or brace closed before it.
                    Command();
                    EndCommand();
                    _at++;
                    SkipBlankLines();
                    break;
                case '(':
                    if (command is { Words.Count: > 0 } && _at > 0 && IsNameCharacter(_text[_at - 1]))
                    {
                        command.IsCall = true;
                        string called = command.Words[^1];
                        EndPipeline();
                        openedBy = called;
                        _at++;
                    }
                    else
                    {
                        ReadGroup(Command());
                    }

                    break;
                case ')':
                    openedBy = null;
                    if (IsCasePattern(pipeline, command))
                    {
                        (pipeline, command) = (null, null);
                    }

                    EndPipeline();
                    _at++;
                    break;
                case '<' or '>':
                    ReadRedirection(Command());
                    break;
                default:
                    if (_dialect == ShellDialect.M4 && IsDnl())
                    {
                        SkipLine();
                        break;
                    }

                    if (_dialect == ShellDialect.Make && command is null && c is '@' or '-' or '+'
                        && Next() is not (' ' or '='))
                    {
                        _at++;
                        break;
                    }

                    ShellCommand current = Command();
                    current.Words.Add(ReadWord(current));
                    if (current.Words is ["{"])
                    {
                        current.Words.Clear();
                    }

                    break;
            }
        }

        EndPipeline();
    }

    // "a | b)" inside case; a command with operands in front of a stray parenthesis is kept.
    private bool IsCasePattern(ShellPipeline? pipeline, ShellCommand? last) =>
        _dialect != ShellDialect.M4 && pipeline is not null
        && pipeline.Commands.Append(last).All(c => c is null or { Words.Count: <= 1, Redirections.Count: 0 });

    private void ReadGroup(ShellCommand command)
    {
        _at++;
        if (_depth < MaxDepth)
        {
            int end = MatchingParenthesis(_at);
            Nested(_text[_at..end], ShellContext.Plain, command, null);
            Advance(end);
        }

        if (_at < _text.Length && _text[_at] == ')')
        {
            _at++;
            command.Words.Add("(…)");
        }
    }

    private void ReadRedirection(ShellCommand command)
    {
        int start = _at;
        if (Next() == '(')
        {
            _at += 2;
            int end = MatchingParenthesis(_at);
            Nested(_text[_at..end], ShellContext.Substitution, command, null);
            Advance(Math.Min(end + 1, _text.Length));
            command.Words.Add($"{_text[start]}(…)");
            return;
        }

        while (_at < _text.Length && _text[_at] is '<' or '>' or '&' or '|' or '-')
        {
            _at++;
        }

        string operation = _text[start.._at];
        if (command.Words is [.., var last] && start > 0 && char.IsAsciiDigit(_text[start - 1])
            && last.All(char.IsAsciiDigit))
        {
            operation = last + operation;
            command.Words.RemoveAt(command.Words.Count - 1);
        }

        while (_at < _text.Length && _text[_at] is ' ' or '\t')
        {
            _at++;
        }

        string target = _at < _text.Length && !IsMeta(_text[_at]) ? ReadWord(command) : "";
        command.Redirections.Add(new(operation, target));
    }

    private string ReadWord(ShellCommand command)
    {
        StringBuilder word = new();
        while (_at < _text.Length && !IsMeta(_text[_at]) && !(word.Length > 0 && PartsArguments()))
        {
            char c = _text[_at];
            switch (c)
            {
                case '\\':
                    AppendEscaped(word);
                    break;
                case '\'' when ClosingQuote('\'') is int end:
                    AppendQuoted(word, command, end, expands: false);
                    break;
                case '"' when ClosingQuote('"') is int end:
                    AppendQuoted(word, command, end, expands: true);
                    break;
                case '`' when ClosingQuote('`') is int end:
                    string inner = _text[(_at + 1)..end].Replace("\\`", "`", StringComparison.Ordinal);
                    Nested(inner, ShellContext.Substitution, command, StoredBy(word));
                    Advance(end + 1);
                    word.Append(ShellCommand.Substitution);
                    break;
                case '$':
                    AppendDollar(word, command);
                    break;
                case '@' when _dialect == ShellDialect.M4 && Quadrigraph() is string replacement:
                    word.Append(replacement);
                    _at += QuadrigraphLength;
                    break;
                default:
                    word.Append(c);
                    _at++;
                    break;
            }
        }

        return word.ToString();
    }

    private void AppendEscaped(StringBuilder word)
    {
        if (Next() == '\n')
        {
            _line++;
        }
        else if (_at + 1 < _text.Length)
        {
            word.Append(_text[_at + 1]);
        }

        _at = Math.Min(_at + 2, _text.Length);
    }

    private void AppendQuoted(StringBuilder word, ShellCommand command, int end, bool expands)
    {
        string content = _text[(_at + 1)..end];
        // Exactly one of the two, or nesting would double the work at every level.
        if (content.AsSpan().IndexOfAny(" \t\n|") >= 0 && !s_printing.Contains(command.Name ?? ""))
        {
            // eval takes one level of backslashes off before it runs the text.
            string unescaped = expands && command.Name == "eval"
                ? Unescape(content)
                : content.Replace("\\\"", "\"", StringComparison.Ordinal);
            Nested(unescaped, ShellContext.QuotedText, command, StoredBy(word));
        }
        else if (expands)
        {
            ReadSubstitutions(content, command, StoredBy(word));
        }

        word.Append(content);
        Advance(end + 1);
    }

    // Command substitutions inside double quotes run although the string itself is only text.
    private void ReadSubstitutions(string content, ShellCommand command, string? storedIn)
    {
        for (int i = 0; i < content.Length; i++)
        {
            int line = _line + content.AsSpan(0, i).Count('\n');
            if (content[i] == '\\')
            {
                i++;
            }
            else if (content[i] == '`' && content.IndexOf('`', i + 1) is > 0 and int end)
            {
                Nested(content[(i + 1)..end], ShellContext.Substitution, command, storedIn, line);
                i = end;
            }
            else if (content.AsSpan(i).StartsWith("$("))
            {
                int close = MatchingParenthesis(content, i + 2);
                if (!IsArithmetic(content, i + 2, close))
                {
                    Nested(content[(i + 2)..close], ShellContext.Substitution, command, storedIn, line);
                }

                i = close;
            }
        }
    }

    private void AppendDollar(StringBuilder word, ShellCommand command)
    {
        if (_dialect == ShellDialect.Make && Next() == '$')
        {
            _at++;
        }

        char next = Next();
        if (next == '{' && ClosingBrace() is int brace)
        {
            word.Append(_text, _at, brace + 1 - _at);
            Advance(brace + 1);
        }
        else if (next == '(')
        {
            int open = _at + 2;
            int end = MatchingParenthesis(open);
            if (_dialect != ShellDialect.Make && IsArithmetic(_text, open, end))
            {
                word.Append(_text, _at, Math.Min(end + 1, _text.Length) - _at);
                Advance(Math.Min(end + 1, _text.Length));
                return;
            }

            string inner = _text[open..end];
            bool make = _dialect == ShellDialect.Make && (_at == 0 || _text[_at - 1] != '$');
            if (make && !inner.StartsWith("shell ", StringComparison.Ordinal))
            {
                word.Append("$(").Append(inner).Append(')');
            }
            else
            {
                string body = make ? inner["shell ".Length..] : inner;
                Nested(body, ShellContext.Substitution, command, StoredBy(word) ?? (make ? "make" : null));
                word.Append(ShellCommand.Substitution);
            }

            Advance(Math.Min(end + 1, _text.Length));
        }
        else
        {
            word.Append('$');
            _at++;
        }
    }

    private void Nested(
        string text, ShellContext context, ShellCommand parent, string? storedIn, int? line = null)
    {
        if (_depth < MaxDepth && text.Length > 0)
        {
            new ShellReader(text, _dialect, line ?? _line, _depth + 1, new(null, 0, parent.Inside), _output)
                .ReadList(null, context, parent, storedIn);
        }
    }

    private static string Unescape(string content)
    {
        StringBuilder text = new(content.Length);
        for (int i = 0; i < content.Length; i++)
        {
            bool escape = content[i] == '\\' && i + 1 < content.Length
                && content[i + 1] is '\\' or '"' or '`' or '$';
            text.Append(content[escape ? ++i : i]);
        }

        return text.ToString();
    }

    private static string? StoredBy(StringBuilder word) =>
        ShellCommand.AssignedName(word.ToString(0, Math.Min(word.Length, MaxNameLength)));

    private int? ClosingQuote(char quote)
    {
        for (int i = _at + 1; i < _text.Length; i++)
        {
            if (_text[i] == '\\' && quote != '\'')
            {
                i++;
            }
            else if (_text[i] == quote)
            {
                return i;
            }
        }

        return null;
    }

    private int? ClosingBrace()
    {
        int end = _noMoreBraces ? -1 : _text.IndexOf('}', _at);
        _noMoreBraces = end < 0;
        return end < 0 ? null : end;
    }

    private int MatchingParenthesis(int from) => MatchingParenthesis(_text, from);

    private static int MatchingParenthesis(string text, int from)
    {
        int open = 1;
        for (int i = from; i < text.Length; i++)
        {
            open += text[i] switch { '(' => 1, ')' => -1, _ => 0 };
            if (open == 0)
            {
                return i;
            }
        }

        return text.Length;
    }

    // $((1 + 1)) computes; $((cat x) | sh) runs: its inner parenthesis closes before the outer one.
    private static bool IsArithmetic(string text, int open, int end) =>
        open < end && text[open] == '(' && end < text.Length && MatchingParenthesis(text, open + 1) == end - 1;

    private void Advance(int to)
    {
        _line += _text.AsSpan(_at, to - _at).Count('\n');
        _at = to;
    }

    private void SkipLine()
    {
        int end = _text.IndexOf('\n', _at);
        _at = end < 0 ? _text.Length : end;
    }

    private void SkipBlankLines()
    {
        int i = _at;
        while (i < _text.Length && char.IsWhiteSpace(_text[i]))
        {
            i++;
        }

        Advance(i);
    }

    // Autoconf writes characters that m4 would take for its own as four or five others.
    private string? Quadrigraph() => _text.AsSpan(_at, Math.Min(QuadrigraphLength, _text.Length - _at)) switch
    {
        "@<:@" => "[",
        "@:>@" => "]",
        "@S|@" => "$",
        "@%:@" => "#",
        "@{:@" => "(",
        "@:}@" => ")",
        "@&t@" => "",
        _ => null,
    };

    // With arguments it is a call, and m4 expands these.
    private bool IsDnl() => _text.AsSpan(_at).StartsWith("dnl")
        && (_at + 3 >= _text.Length || !(IsNameCharacter(_text[_at + 3]) || _text[_at + 3] == '('));

    private bool IsMeta(char c) =>
        c is ' ' or '\t' or '\r' or '\n' or '\f' or '\v' or ';' or '&' or '|' or '(' or ')' or '<' or '>'
        || (_dialect == ShellDialect.M4 && c is '[' or ']');

    // In m4 a comma parts the arguments of a macro where a quote stands beside it; elsewhere it is text.
    private bool PartsArguments() =>
        _dialect == ShellDialect.M4 && _at < _text.Length && _text[_at] == ','
        && ((_at > 0 && _text[_at - 1] == ']') || NextVisible() == '[');

    private char NextVisible()
    {
        int i = _at + 1;
        while (i < _text.Length && char.IsWhiteSpace(_text[i]))
        {
            i++;
        }

        return i < _text.Length ? _text[i] : '\0';
    }

    private char Next() => _at + 1 < _text.Length ? _text[_at + 1] : '\0';

    private static bool IsNameCharacter(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';
}
