using System.Buffers;
using System.Text;

namespace Xzact.Audit.Shell;

/// <content>Words and their quoting (2.2, 2.3).</content>
internal sealed partial class ShellParser
{
    /// <summary>Where the parts of a word stand; it decides which characters are special.</summary>
    private enum WordContext
    {
        /// <summary>In braces outside double quotes, and everywhere behind an operator for patterns.</summary>
        Braces,

        DoubleQuotes,

        /// <summary>In braces in double quotes or in a here-document.</summary>
        QuotedBraces,

        HereDocument,

        Arithmetic,

        /// <summary>Extension: the arithmetic of <c>$[…]</c> and of subscripts.</summary>
        Brackets,
    }

    // A subscript is hardly longer; without an end, each word of a line would look through the rest of it.
    private const int MaxSubscript = 256;

    private static readonly SearchValues<char> s_unquotedStops = SearchValues.Create(" \t\n;&|()<>'\"\\$`");
    private static readonly SearchValues<char>[] s_stops =
    [
        SearchValues.Create("}'\"\\$`"),
        SearchValues.Create("\"\\$`"),
        SearchValues.Create("}\"\\$`"),
        SearchValues.Create("\\$`"),
        SearchValues.Create("()\\$`"),
        SearchValues.Create("[]\\$`"),
    ];

    // The parts of all words that are open, and the literal that is being gathered for the innermost.
    private readonly List<WordPart> _parts = [];
    private readonly StringBuilder _literal = new();
    private string? _run;
    private int _literalStart = -1;

    private Word ReadWord(bool isExpression)
    {
        int start = _at;
        int mark = _parts.Count;
        int parentheses = 0;
        int subscript = start;
        while (_at < _text.Length)
        {
            int run = _text.AsSpan(_at).IndexOfAny(s_unquotedStops);
            run = run < 0 ? _text.Length - _at : run;
            AddLiteral(_at, _at + run);
            _at += run;
            if (_at >= _text.Length)
            {
                break;
            }

            char c = _text[_at];
            switch (c)
            {
                case '\'' or '"' or '\\' or '$' or '`':
                    ReadSpecial(null);
                    continue;
                case ' ' or '\t' or '(' or ')' when _at < subscript:
                    break;
                case ' ' or '\t' when subscript == start && (subscript = SubscriptEnd(start)) > _at:
                    break;
                case '(' when IsExtended && IsArray(start, mark):
                    AddPart(ReadArray());
                    continue;
                case '(' when isExpression || parentheses > 0 || (IsExtended && IsPattern(start)):
                    parentheses++;
                    break;
                case ')' when parentheses > 0:
                    parentheses--;
                    break;
                case '<' or '>' when parentheses == 0 && !isExpression && StartsProcess(_at):
                    AddPart(ReadProcess());
                    continue;
                case ' ' or '\t' or '\n' or ')' when parentheses == 0:
                    return Finish(start, mark);
                default:
                    if (!isExpression && parentheses == 0)
                    {
                        return Finish(start, mark);
                    }

                    break;
            }

            AddLiteral(_at, ++_at);
        }

        return parentheses == 0 ? Finish(start, mark) : throw Error(start, "a pattern's '(' without ')'");
    }

    // Of "a[ $i ]=x" the bracket that closes, or 0: blanks stand in a subscript if it belongs to an assignment.
    private int SubscriptEnd(int start)
    {
        int open = IsExtended ? NameEnd(_text, start) : start;
        if (open == start || open >= _text.Length || _text[open] != '[')
        {
            return 0;
        }

        int last = Math.Min(_text.Length - 1, open + MaxSubscript);
        int brackets = 0;
        int parentheses = 0;
        for (int at = open + 1; at < last; at++)
        {
            switch (_text[at])
            {
                case '\'' or '"' or '`':
                    int end = _text.IndexOf(_text[at], at + 1, last - at);
                    if (end < 0)
                    {
                        return 0;
                    }

                    at = end;
                    break;
                case '\\':
                    at++;
                    break;
                case '(':
                    parentheses++;
                    break;
                case ')':
                    parentheses--;
                    break;
                case '[':
                    brackets++;
                    break;
                case ']' when brackets > 0:
                    brackets--;
                    break;
                case ']' when parentheses == 0:
                    return _text[at + 1] == '=' || _text.AsSpan(at + 1).StartsWith("+=") ? at : 0;
                case ']':
                case '\n' or ';' or '&' or '|' or '<' or '>' when parentheses == 0:
                    return 0;
                default:
                    break;
            }
        }

        return 0;
    }

    // name= before a parenthesis, and nothing but literal text until here.
    private bool IsArray(int start, int mark)
    {
        if (_parts.Count != mark || _at == start || _text[_at - 1] != '=')
        {
            return false;
        }

        int end = NameEnd(_text, start);
        if (end == start)
        {
            return false;
        }

        return end == _at - 1 || (end == _at - 2 && _text[end] == '+')
            || (_text[end] == '[' && _text[_at - 2] is ']' or '+');
    }

    // An exclamation mark alone is the reserved word, and the parenthesis a subshell.
    private bool IsPattern(int start) =>
        _at > start && _literalStart >= 0 && _text[_at - 1] is '?' or '*' or '+' or '@' or '!'
        && (_at - start > 1 || _text[start] != '!');

    private ArrayLiteral ReadArray()
    {
        Enter(_at);
        FlushLiteral();
        int start = _at++;
        ShellToken outer = _token;
        List<Word> elements = [];
        ShellToken token;
        while ((token = ReadToken()).Kind is TokenKind.Word or TokenKind.NewLine)
        {
            if (token.Word is { } element)
            {
                elements.Add(element);
            }
        }

        _token = outer;
        Leave();
        return token.Kind == TokenKind.RightParenthesis
            ? new(_source.At(start), [.. elements]) : throw Unexpected(token, "an element or ')'");
    }

    private ProcessSubstitution ReadProcess()
    {
        FlushLiteral();
        int start = _at;
        bool isWritten = _text[_at] == '>';
        _at += 2;
        return new(_source.At(start), ReadCommands(start), isWritten);
    }

    /// <summary>Parts up to <paramref name="close"/>, which is taken, or to the end if it is null.</summary>
    private Word ReadParts(WordContext context, char? close, int opened)
    {
        Enter(opened);
        FlushLiteral();
        int start = _at;
        int mark = _parts.Count;
        int open = 0;
        while (_at < _text.Length)
        {
            int run = _text.AsSpan(_at).IndexOfAny(s_stops[(int)context]);
            run = run < 0 ? _text.Length - _at : run;
            AddLiteral(_at, _at + run);
            _at += run;
            if (_at >= _text.Length)
            {
                break;
            }

            char c = _text[_at];
            if (c == close && open == 0)
            {
                _at++;
                Leave();
                return Finish(start, mark);
            }

            if (c is '(' or ')' or '[' or ']' or '}')
            {
                open += c is '(' or '[' ? 1 : -1;
                AddLiteral(_at, ++_at);
            }
            else
            {
                ReadSpecial(context);
            }
        }

        Leave();
        return close is null ? Finish(start, mark) : throw Error(opened, $"no '{close}' closes what starts here");
    }

    private void ReadSpecial(WordContext? context)
    {
        int start = _at;
        switch (_text[_at])
        {
            case '\'':
                int end = _text.IndexOf('\'', _at + 1);
                AddPart(new SingleQuoted(_source.At(start), end < 0
                    ? throw Error(start, "no \"'\" closes the text that starts here") : _text[(start + 1)..end]));
                _at = end + 1;
                break;
            case '"':
                _at++;
                AddPart(ReadDoubleQuoted(start, isTranslated: false));
                break;
            case '\\':
                ReadBackslash(context);
                break;
            case '`':
                ReadBackquotes(isInDoubleQuotes: context is WordContext.DoubleQuotes or WordContext.QuotedBraces);
                break;
            default:
                ReadDollar(context);
                break;
        }
    }

    private DoubleQuoted ReadDoubleQuoted(int start, bool isTranslated) =>
        new(_source.At(start), ReadParts(WordContext.DoubleQuotes, '"', start).Parts, isTranslated);

    private void ReadBackslash(WordContext? context)
    {
        int start = _at++;
        // At the end a backslash stands for itself.
        char c = _at < _text.Length ? _text[_at] : '\\';
        if (c == '\n')
        {
            _at++;
        }
        else if (context is null or WordContext.Braces)
        {
            _at = Math.Min(_at + 1, _text.Length);
            AddPart(new EscapedCharacter(_source.At(start), c));
        }
        else
        {
            bool isEscape = c is '\\' or '$' or '`' || (c == '"' && context != WordContext.HereDocument)
                || (c == '}' && context == WordContext.QuotedBraces);
            int end = Math.Min(_at + 1, _text.Length);
            AddLiteral(isEscape ? end - 1 : start, end);
            _at = end;
        }
    }

    private void AddLiteral(int start, int end)
    {
        if (start == end)
        {
            return;
        }

        if (_literalStart < 0)
        {
            _literalStart = start;
            _run = _text[start..end];
            return;
        }

        if (_run is not null)
        {
            _literal.Append(_run);
            _run = null;
        }

        _literal.Append(_text, start, end - start);
    }

    private void AddPart(WordPart part)
    {
        FlushLiteral();
        _parts.Add(part);
    }

    private void FlushLiteral()
    {
        if (_literalStart >= 0)
        {
            _parts.Add(new Literal(_source.At(_literalStart), _run ?? _literal.ToString()));
            DropLiteral();
        }
    }

    private void DropLiteral()
    {
        _literal.Clear();
        _run = null;
        _literalStart = -1;
    }

    private Word Finish(int start, int mark)
    {
        FlushLiteral();
        WordPart[] parts = [.. _parts[mark..]];
        _parts.RemoveRange(mark, _parts.Count - mark);
        return new(_source.At(start), parts);
    }

    /// <summary>The assignment that <paramref name="word"/> is where one may stand, or null (2.10.2, rule 7).</summary>
    private Assignment? AsAssignment(Word word)
    {
        if (word.Parts is not [Literal { Text: var text } first, ..])
        {
            return null;
        }

        int name = NameEnd(text, 0);
        if (name == 0)
        {
            return null;
        }

        if (IsExtended && name < text.Length && text[name] == '[')
        {
            return AsElement(word, first, name);
        }

        return Given(word, text[..name], subscript: null, first, name, 0);
    }

    // "a[$i]=x": the subscript goes to the first "]" that an equals sign, or "+=", follows.
    private Assignment? AsElement(Word word, Literal first, int name)
    {
        for (int at = 0; at < word.Parts.Length; at++)
        {
            if (word.Parts[at] is not Literal { Text: var text } last)
            {
                continue;
            }

            int from = at == 0 ? name + 1 : 0;
            int close = text.IndexOf("]=", from, StringComparison.Ordinal);
            int appended = text.IndexOf("]+=", from, StringComparison.Ordinal);
            close = close < 0 || (appended >= 0 && appended < close) ? appended : close;
            if (close < 0)
            {
                continue;
            }

            WordPart[] parts = at == 0
                ? Piece(first, name + 1, close)
                : [.. Piece(first, name + 1, first.Text.Length), .. word.Parts[1..at], .. Piece(last, 0, close)];
            Word subscript = new(first.Offset + name + 1, parts);
            return Given(word, first.Text[..name], subscript, last, close + 1, at);
        }

        return null;
    }

    // The assignment whose sign stands at `end` of the literal, a part of the word; null if there is none.
    private Assignment? Given(Word word, string name, Word? subscript, Literal literal, int end, int part)
    {
        bool appends = IsExtended && end < literal.Text.Length && literal.Text[end] == '+';
        end += appends ? 1 : 0;
        if (end >= literal.Text.Length || literal.Text[end] != '=')
        {
            return null;
        }

        end++;
        WordPart[] value = [.. Piece(literal, end, literal.Text.Length), .. word.Parts[(part + 1)..]];
        return new(word.Offset, name, appends, new(literal.Offset + end, value)) { Subscript = subscript };
    }

    private static WordPart[] Piece(Literal literal, int from, int to) =>
        from == to ? [] : [new Literal(literal.Offset + from, literal.Text[from..to])];
}
