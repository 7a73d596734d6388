using System.Text;

namespace Xzact.Audit.Known.Parts;

/// <summary>A line that the expansion of a part may hold; holes are <see cref="LineTemplate.Hole"/>.</summary>
internal readonly record struct PartLine(string Part, string Text);

/// <summary>
/// Takes m4 text apart into the lines that its expansion may hold: quotes removed, arguments of calls as lines of
/// their own, parameters and calls inside a line as holes. It never fails: where quotes do not balance, the next
/// definition at the begin of a line starts afresh.
/// </summary>
internal sealed class MacroLines
{
    private readonly string _text;
    private readonly string _file;
    private readonly List<PartLine> _lines = [];
    private readonly Stack<Call> _calls = new();
    private StringBuilder _line = new();
    private int _quotes;

    private MacroLines(string text, string file) => (_text, _file) = (text, file);

    /// <summary>Reads a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="file">The name of the part that lines outside of definitions belong to.</param>
    public static IReadOnlyList<PartLine> Read(string text, string file)
    {
        MacroLines reader = new(text, file);
        reader.Scan();
        return reader._lines;
    }

    private string Part => _calls.FirstOrDefault(call => call.Defines is not null)?.Defines ?? _file;

    private void Scan()
    {
        for (int i = 0; i < _text.Length;)
        {
            char c = _text[i];
            if (char.IsAsciiLetter(c) || c == '_')
            {
                i = Word(i);
                continue;
            }

            if (c == '@' && Quadrigraph(i) is (string text, int length))
            {
                _line.Append(text);
                i += length;
                continue;
            }

            if (c == '$' && i + 1 < _text.Length && (char.IsAsciiDigit(_text[i + 1]) || _text[i + 1] is '@' or '*'))
            {
                _line.Append(LineTemplate.Hole);
                i += 2;
                continue;
            }

            if (c == '#' && _quotes == 0 && _calls.Count == 0)
            {
                int end = EndOfLine(i);
                _line.Append(_text, i, end - i);
                i = end;
                continue;
            }

            Character(c);
            i++;
        }

        Emit();
    }

    private void Character(char c)
    {
        bool isCalls = _calls.TryPeek(out Call? call) && call.Quotes == _quotes;
        switch (c)
        {
            case '\n':
                Emit();
                break;
            case '[':
                _quotes++;
                break;
            case ']':
                _quotes = Math.Max(0, _quotes - 1);
                break;
            case '(' when isCalls:
                call!.Parens++;
                _line.Append(c);
                break;
            case ')' when isCalls && call!.Parens == 0:
                EndArgument();
                _line = _calls.Pop().Outer;
                break;
            case ')' when isCalls:
                call!.Parens--;
                _line.Append(c);
                break;
            case ',' when isCalls && call!.Parens == 0:
                EndArgument();
                call.Argument++;
                break;
            default:
                _line.Append(c);
                break;
        }
    }

    private int Word(int start)
    {
        int end = start;
        while (end < _text.Length && (char.IsAsciiLetterOrDigit(_text[end]) || _text[end] == '_'))
        {
            end++;
        }

        ReadOnlySpan<char> word = _text.AsSpan(start, end - start);
        char before = start == 0 ? '\n' : _text[start - 1];
        if (word is "dnl")
        {
            return EndOfLine(start);
        }

        bool isCalled = end < _text.Length && _text[end] == '(';
        if (isCalled && before is not ('$' or '{') && MacroNames.IsCalled(word))
        {
            if (before == '\n' && MacroNames.IsDefiner(word.ToString()) && _calls.Count > 0)
            {
                Emit();
                _calls.Clear();
                (_quotes, _line) = (0, new());
            }

            _line.Append(LineTemplate.Hole);
            _calls.Push(new(word.ToString(), _quotes, _line));
            _line = new();
            return end + 1;
        }

        bool isText = before is '$' or '{' or '@' or '-' or '/' || (end < _text.Length && _text[end] is '=' or '-');
        if (!isText && MacroNames.IsBare(word))
        {
            _line.Append(LineTemplate.Hole);
        }
        else
        {
            _line.Append(word);
        }

        return end;
    }

    private void EndArgument()
    {
        Call call = _calls.Peek();
        if (call.Argument == 1 && MacroNames.IsDefiner(call.Macro))
        {
            string name = CanonicalText.Line(_line.ToString());
            if (name.Length > 0 && !name.Contains(LineTemplate.Hole, StringComparison.Ordinal))
            {
                call.Defines = name;
            }

            _line = new();
            return;
        }

        Emit();
    }

    private void Emit()
    {
        string text = CanonicalText.Line(_line.ToString());
        _line.Clear();
        if (text.Length > 0)
        {
            _lines.Add(new(Part, text));
        }
    }

    private (string Text, int Length)? Quadrigraph(int at) => _text.AsSpan(at) switch
    {
        ['@', '<' or ':', ':' or '>', '@', ..] => ("", 4),
        ['@', 'S', '|', '@', ..] => ("$", 4),
        ['@', '%', ':', '@', ..] => ("#", 4),
        ['@', '{', ':', '@', ..] => ("(", 4),
        ['@', ':', '}', '@', ..] => (")", 4),
        ['@', '&', 't', '@', ..] => ("", 4),
        _ => null,
    };

    private int EndOfLine(int at)
    {
        int end = _text.IndexOf('\n', at);
        return end < 0 ? _text.Length : end;
    }

    private sealed class Call(string macro, int quotes, StringBuilder outer)
    {
        public string Macro { get; } = macro;

        public int Quotes { get; } = quotes;

        public StringBuilder Outer { get; } = outer;

        public int Argument { get; set; } = 1;

        public int Parens { get; set; }

        public string? Defines { get; set; }
    }
}
