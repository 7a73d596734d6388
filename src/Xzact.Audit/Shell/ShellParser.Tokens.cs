namespace Xzact.Audit.Shell;

/// <content>Tokens (2.3), one ahead.</content>
internal sealed partial class ShellParser
{
    private ShellToken _token;
    private int _tokenEnd;
    private bool _isPeeked;

    private ref readonly ShellToken Peek()
    {
        if (!_isPeeked)
        {
            _token = ReadToken();
            _tokenEnd = _at;
            _isPeeked = true;
        }

        return ref _token;
    }

    private ShellToken Take()
    {
        ShellToken token = Peek();
        _isPeeked = false;
        _taken = _tokenEnd;
        return token;
    }

    private void SkipNewLines()
    {
        while (Peek().Kind == TokenKind.NewLine)
        {
            _isPeeked = false;
        }
    }

    private ShellToken ReadToken()
    {
        _at = SkipBlanksFrom(_at);
        int start = _at;
        if (_at >= _text.Length)
        {
            ReadHereDocuments();
            return new(TokenKind.EndOfText, start, "");
        }

        switch (_text[_at])
        {
            case '\n':
                _at++;
                ReadHereDocuments();
                return new(TokenKind.NewLine, start, "");
            case '(':
                _at++;
                return new(TokenKind.LeftParenthesis, start, "(");
            case ')':
                _at++;
                return new(TokenKind.RightParenthesis, start, ")");
            case ';':
                _at++;
                return ReadSemicolon(start);
            case '&':
                _at++;
                return ReadAmpersand(start);
            case '|':
                _at++;
                return Accept('|') ? new(TokenKind.OrIf, start, "||")
                    : IsExtended && Accept('&') ? new(TokenKind.PipeWithErrors, start, "|&")
                    : new(TokenKind.Pipe, start, "|");
            case '<' or '>' when !StartsProcess(_at):
                return ReadAngle(start, _text[_at++]);
            case (>= '0' and <= '9') or '{' when LocationEnd(start) is int end and > 0:
                _at = end;
                return new(TokenKind.Location, start, _text[start..end]);
            default:
                Word word = ReadWord(isExpression: false);
                return new(TokenKind.Word, start, "", word) { Reserved = ReservedWords.Of(word.Bare, _grammar) };
        }
    }

    private ShellToken ReadSemicolon(int start)
    {
        if (Accept(';'))
        {
            return new(TokenKind.CaseEnd, start, IsExtended && Accept('&') ? ";;&" : ";;");
        }

        return Accept('&') ? new(TokenKind.CaseEnd, start, ";&") : new(TokenKind.Semicolon, start, ";");
    }

    private ShellToken ReadAmpersand(int start)
    {
        if (Accept('&'))
        {
            return new(TokenKind.AndIf, start, "&&");
        }

        if (IsExtended && Accept('>'))
        {
            return new(TokenKind.Redirection, start, Accept('>') ? "&>>" : "&>");
        }

        return new(TokenKind.Ampersand, start, "&");
    }

    private ShellToken ReadAngle(int start, char angle)
    {
        if (angle == '>')
        {
            string found = Accept('>') ? ">>" : Accept('&') ? ">&" : Accept('|') ? ">|" : ">";
            return new(TokenKind.Redirection, start, found);
        }

        if (!Accept('<'))
        {
            return new(TokenKind.Redirection, start, Accept('&') ? "<&" : Accept('>') ? "<>" : "<");
        }

        return IsExtended && Accept('<') ? new(TokenKind.Redirection, start, "<<<")
            : new(TokenKind.HereDocument, start, Accept('-') ? "<<-" : "<<");
    }

    private bool Accept(char next)
    {
        int at = SkipContinuations(_at);
        if (at >= _text.Length || _text[at] != next)
        {
            return false;
        }

        _at = at + 1;
        return true;
    }

    // Behind digits, or in the extended grammar a name in braces, if a redirection follows directly; otherwise 0.
    private int LocationEnd(int start)
    {
        int end = start;
        if (_text[start] == '{')
        {
            int name = NameEnd(_text, start + 1);
            if (!IsExtended || name == start + 1 || name >= _text.Length || _text[name] != '}')
            {
                return 0;
            }

            end = name + 1;
        }
        else
        {
            while (end < _text.Length && char.IsAsciiDigit(_text[end]))
            {
                end++;
            }
        }

        return end < _text.Length && _text[end] is '<' or '>' && !StartsProcess(end) ? end : 0;
    }

    private bool StartsProcess(int at) => IsExtended && at + 1 < _text.Length && _text[at + 1] == '(';

    /// <summary>Behind blanks, comments and lines that a backslash joins.</summary>
    private int SkipBlanksFrom(int at)
    {
        while (at < _text.Length)
        {
            switch (_text[at])
            {
                case ' ' or '\t':
                    at++;
                    break;
                case '\\' when at + 1 < _text.Length && _text[at + 1] == '\n':
                    at += 2;
                    break;
                case '#':
                    int end = _text.IndexOf('\n', at);
                    return end < 0 ? _text.Length : end;
                default:
                    return at;
            }
        }

        return at;
    }

    private int SkipContinuations(int at)
    {
        while (at + 1 < _text.Length && _text[at] == '\\' && _text[at + 1] == '\n')
        {
            at += 2;
        }

        return at;
    }

    /// <summary>Behind the name that starts at <paramref name="from"/>, or there if none does.</summary>
    private static int NameEnd(string text, int from)
    {
        int end = from;
        if (end < text.Length && !char.IsAsciiDigit(text[end]))
        {
            while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] == '_'))
            {
                end++;
            }
        }

        return end;
    }
}
