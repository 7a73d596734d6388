using System.Text;

namespace Xzact.Audit.BuildText;

/// <summary>
/// Splits a CMake file into command invocations (cmake-language(7), "Source Files"): bracket and line comments, quoted,
/// unquoted and bracket arguments. It evaluates nothing and never fails; what is no invocation becomes one without
/// arguments, so that it is not lost.
/// </summary>
internal sealed class CMakeReader
{
    private readonly string _text;
    private readonly List<CMakeCommand> _commands = [];
    private int _at;
    private int _line = 1;

    private CMakeReader(string text) => _text = text;

    /// <summary>The invocations in <paramref name="text"/>, in order.</summary>
    public static IReadOnlyList<CMakeCommand> Read(string text)
    {
        CMakeReader reader = new(text);
        while (reader._at < text.Length)
        {
            reader.ReadItem();
        }

        return reader._commands;
    }

    private static bool IsWord(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.' or '@' or '$';

    private void ReadItem()
    {
        if (SkipSpaceOrComment())
        {
            return;
        }

        (int start, int line) = (_at, _line);
        while (_at < _text.Length && IsWord(_text[_at]))
        {
            _at++;
        }

        if (_at == start)
        {
            _at++; // a sign that belongs to nothing
            return;
        }

        string name = _text[start.._at].ToLowerInvariant();
        (int end, int endLine) = (_at, _line);
        while (SkipSpaceOrComment())
        {
            // the parenthesis may stand on another line
        }

        List<string> arguments = [];
        if (_at < _text.Length && _text[_at] == '(')
        {
            ReadArguments(arguments);
            (end, endLine) = (_at, _line);
        }

        int newLine = _text.IndexOf('\n', start);
        string shown = _text[start..(newLine < 0 || newLine > end ? end : newLine)].Trim();
        _commands.Add(new(name, arguments, line, endLine, shown));
    }

    private void ReadArguments(List<string> arguments)
    {
        int depth = 0;
        StringBuilder word = new();
        while (_at < _text.Length)
        {
            char c = _text[_at];
            if (c is '(' or ')' || char.IsWhiteSpace(c) || c == '#')
            {
                End();
            }

            if (c == '(')
            {
                depth++;
                _at++;
            }
            else if (c == ')')
            {
                _at++;
                if (--depth == 0)
                {
                    return;
                }
            }
            else if (c == '"')
            {
                word.Append(Quoted());
            }
            else if (c == '[' && word.Length == 0 && Bracket() is string content)
            {
                word.Append(content);
            }
            else if (!SkipSpaceOrComment())
            {
                word.Append(c);
                Advance();
                if (c == '\\' && _at < _text.Length)
                {
                    word.Append(_text[_at]);
                    Advance();
                }
            }
        }

        End();

        void End()
        {
            if (word.Length > 0)
            {
                arguments.Add(word.ToString());
                word.Clear();
            }
        }
    }

    private string Quoted()
    {
        int start = ++_at;
        while (_at < _text.Length && _text[_at] != '"')
        {
            if (_text[_at] == '\\' && _at + 1 < _text.Length)
            {
                Advance();
            }

            Advance();
        }

        string content = _text[start.._at];
        _at = Math.Min(_at + 1, _text.Length);
        return content;
    }

    /// <summary>The content of a bracket argument or comment that begins here, and moves behind it; null if none
    /// does.</summary>
    private string? Bracket()
    {
        int open = _at + 1;
        while (open < _text.Length && _text[open] == '=')
        {
            open++;
        }

        if (open >= _text.Length || _text[open] != '[')
        {
            return null;
        }

        string close = "]" + _text[(_at + 1)..open] + "]";
        int end = _text.IndexOf(close, open + 1, StringComparison.Ordinal);
        string content = _text[(open + 1)..(end < 0 ? _text.Length : end)];
        MoveTo(end < 0 ? _text.Length : end + close.Length);
        return content;
    }

    private bool SkipSpaceOrComment()
    {
        if (_at >= _text.Length || (!char.IsWhiteSpace(_text[_at]) && _text[_at] != '#'))
        {
            return false;
        }

        if (_text[_at] != '#')
        {
            Advance();
            return true;
        }

        _at++;
        if (_at < _text.Length && _text[_at] == '[' && Bracket() is not null)
        {
            return true;
        }

        int newLine = _text.IndexOf('\n', _at);
        _at = newLine < 0 ? _text.Length : newLine;
        return true;
    }

    private void Advance() => MoveTo(_at + 1);

    private void MoveTo(int end)
    {
        _line += _text.AsSpan(_at, end - _at).Count('\n');
        _at = end;
    }
}
