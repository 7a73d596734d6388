namespace Xzact.Audit.Shell;

/// <content>Expansions (2.6).</content>
internal sealed partial class ShellParser
{
    // Longest first where one starts another.
    private static readonly string[] s_operators = [":-", ":=", ":?", ":+", "-", "=", "?", "+", "%%", "%", "##", "#"];
    private static readonly string[] s_moreOperators = ["//", "/#", "/%", "/", "^^", "^", ",,", ",", "@", ":"];

    // Places from which arithmetic was tried in vain: they hold commands.
    private HashSet<int>? _noArithmetic;

    private void ReadDollar(WordContext? context)
    {
        int start = _at;
        _at = SkipContinuations(_at + 1);
        char c = _at < _text.Length ? _text[_at] : '\0';
        bool isUnquoted = context is null or WordContext.Braces;
        switch (c)
        {
            case '{':
                _at++;
                FlushLiteral();
                AddPart(ReadBraces(start, isUnquoted ? WordContext.Braces : WordContext.QuotedBraces));
                break;
            case '(':
                FlushLiteral();
                ReadDollarParenthesis(start);
                break;
            case '\'' when isUnquoted:
                AddPart(ReadDollarQuoted(start));
                break;
            case '"' when isUnquoted && IsExtended:
                _at++;
                FlushLiteral();
                AddPart(ReadDoubleQuoted(start, isTranslated: true));
                break;
            case '[' when IsExtended:
                _at++;
                FlushLiteral();
                AddPart(new ArithmeticExpansion(
                    _source.At(start), ReadParts(WordContext.Brackets, ']', start), isBracketed: true));
                break;
            case '@' or '*' or '#' or '?' or '-' or '$' or '!' or (>= '0' and <= '9'):
                _at++;
                AddPart(new ParameterExpansion(_source.At(start)) { Name = c.ToString() });
                break;
            default:
                if (ReadName() is { Length: > 0 } name)
                {
                    AddPart(new ParameterExpansion(_source.At(start)) { Name = name });
                }
                else
                {
                    AddLiteral(start, start + 1);
                }

                break;
        }
    }

    // A name, also where a backslash joins two lines inside it.
    private string ReadName()
    {
        int end = NameEnd(_text, _at);
        string name = _text[_at..end];
        _at = end;
        while (name.Length > 0 && SkipContinuations(_at) is int next && next > _at)
        {
            _at = end = next;
            while (end < _text.Length && (char.IsAsciiLetterOrDigit(_text[end]) || _text[end] == '_'))
            {
                end++;
            }

            name += _text[_at..end];
            _at = end;
        }

        return name;
    }

    private void ReadDollarParenthesis(int start)
    {
        int inside = ++_at;
        if (SkipContinuations(inside) is int second && second < _text.Length && _text[second] == '('
            && TryReadArithmetic(second + 1) is { } expression)
        {
            AddPart(new ArithmeticExpansion(_source.At(start), expression, isBracketed: false));
            return;
        }

        _at = inside;
        AddPart(new CommandSubstitution(_source.At(start), ReadCommands(start), isBackquoted: false));
    }

    /// <summary>Commands up to a parenthesis, which is taken.</summary>
    private CommandList ReadCommands(int start)
    {
        Enter(start);
        // What the outer command has open is none of the inner's business.
        (ShellToken token, bool isPeeked, int tokenEnd, int taken) = (_token, _isPeeked, _tokenEnd, _taken);
        Redirection[] pending = [.. _hereDocuments];
        _hereDocuments.Clear();
        _isPeeked = false;

        CommandList commands = ParseList(mayBeEmpty: true);
        if (Peek().Kind != TokenKind.RightParenthesis)
        {
            throw Peek().Kind == TokenKind.EndOfText
                ? Error(start, "no ')' closes the substitution that starts here") : Unexpected("')'");
        }

        // A here-document behind which no line follows, as in "$(cat <<END)", stays empty.
        _hereDocuments.Clear();
        (_token, _isPeeked, _tokenEnd, _taken) = (token, isPeeked, tokenEnd, taken);
        _hereDocuments.AddRange(pending);
        Leave();
        return commands;
    }

    /// <summary>An expression up to two parentheses, which are taken; null if there is none.</summary>
    private Word? TryReadArithmetic(int from)
    {
        if (_noArithmetic?.Contains(from) == true)
        {
            return null;
        }

        (int at, int depth, int parts) = (_at, _budget.Depth, _parts.Count);
        Redirection[] pending = [.. _hereDocuments];
        _at = from;
        try
        {
            Word expression = ReadParts(WordContext.Arithmetic, ')', from);
            if (_at < _text.Length && _text[_at] == ')')
            {
                _at++;
                return expression;
            }
        }
        catch (ShellSyntaxException error) when (!error.IsLimit)
        {
            _budget.Depth = depth;
            _parts.RemoveRange(parts, _parts.Count - parts);
            DropLiteral();
            _hereDocuments.Clear();
            _hereDocuments.AddRange(pending);
        }

        if (!_budget.TryRepeat(_at - from))
        {
            throw new ShellSyntaxException(_source.At(from), "too much text that may be arithmetic or commands")
            {
                IsLimit = true,
            };
        }

        (_noArithmetic ??= []).Add(from);
        _at = at;
        return null;
    }

    private ParameterExpansion ReadBraces(int start, WordContext context)
    {
        Enter(start);
        string prefix = ReadPrefix();
        string name = ReadParameter();
        Word? subscript = null;
        if (IsExtended && name.Length > 0 && _at < _text.Length && _text[_at] == '[')
        {
            int open = _at++;
            subscript = ReadParts(WordContext.Brackets, ']', open);
        }

        string operation = "";
        Word? argument = null;
        _at = SkipContinuations(_at);
        if (_at < _text.Length && _text[_at] == '}')
        {
            _at++;
        }
        else
        {
            operation = ReadOperator(name);
            bool isPattern = operation.Length > 0 && operation[0] is '%' or '#' or '/' or '^' or ',';
            argument = ReadParts(isPattern ? WordContext.Braces : context, '}', start);
        }

        Leave();
        return new(_source.At(start))
        {
            Name = name,
            IsBraced = true,
            Prefix = prefix,
            Subscript = subscript,
            Operator = operation,
            Argument = argument,
        };
    }

    // "${#name}" is a length; in "${#}", "${#-x}" and "${##x}" the first # is the parameter.
    private string ReadPrefix()
    {
        char first = _at < _text.Length ? _text[_at] : '\0';
        if (first is not ('#' or '!') || (first == '!' && !IsExtended))
        {
            return "";
        }

        int begin = _at++;
        bool isPrefix = ReadParameter().Length > 0 && _at < _text.Length
            && (first == '!' || _text[_at] == '}' || (IsExtended && _text[_at] == '['));
        _at = isPrefix ? begin + 1 : begin;
        return isPrefix ? first.ToString() : "";
    }

    private string ReadParameter()
    {
        _at = SkipContinuations(_at);
        char c = _at < _text.Length ? _text[_at] : '\0';
        if (c is '@' or '*' or '#' or '?' or '-' or '$' or '!')
        {
            _at++;
            return c.ToString();
        }

        if (!char.IsAsciiDigit(c))
        {
            return ReadName();
        }

        int start = _at;
        while (_at < _text.Length && char.IsAsciiDigit(_text[_at]))
        {
            _at++;
        }

        return _text[start.._at];
    }

    private string ReadOperator(string name)
    {
        if (name.Length == 0)
        {
            return "";
        }

        ReadOnlySpan<char> rest = _text.AsSpan(_at, Math.Min(2, _text.Length - _at));
        foreach (string[] table in IsExtended ? [s_operators, s_moreOperators] : (string[][])[s_operators])
        {
            foreach (string operation in table)
            {
                if (rest.StartsWith(operation, StringComparison.Ordinal))
                {
                    _at += operation.Length;
                    return operation;
                }
            }
        }

        return "";
    }

    private DollarQuoted ReadDollarQuoted(int start)
    {
        FlushLiteral();
        int from = ++_at;
        for (; _at < _text.Length; _at++)
        {
            if (_text[_at] == '\'')
            {
                return new(_source.At(start), _text[from.._at++]);
            }

            _at += _text[_at] == '\\' ? 1 : 0;
        }

        throw Error(start, "no \"'\" closes the text that starts here");
    }

    private void ReadBackquotes(bool isInDoubleQuotes)
    {
        FlushLiteral();
        int start = _at++;
        int end = _at;
        while (end < _text.Length && _text[end] != '`')
        {
            end += _text[end] == '\\' ? 2 : 1;
        }

        if (end >= _text.Length)
        {
            throw Error(start, "no '`' closes the substitution that starts here");
        }

        ShellParser inner = new(Unescape(_at, end, isInDoubleQuotes), _grammar, _budget);
        Enter(start);
        CommandList commands = inner.ParseList(mayBeEmpty: true);
        if (inner.Peek().Kind != TokenKind.EndOfText)
        {
            throw inner.Unexpected("the end of the substitution");
        }

        Leave();
        _at = end + 1;
        AddPart(new CommandSubstitution(_source.At(start), commands, isBackquoted: true));
    }

    // 2.6.3: in backquotes a backslash before $, ` and \ is taken off; in double quotes before " too.
    private SourceText Unescape(int start, int end, bool isInDoubleQuotes)
    {
        if (_text.IndexOf('\\', start, end - start) < 0)
        {
            return _source.Slice(start, end);
        }

        SourceText.Builder text = new(_source, end);
        int run = start;
        for (int i = start; i < end - 1; i++)
        {
            if (_text[i] == '\\')
            {
                if (_text[i + 1] is '$' or '`' or '\\' || (isInDoubleQuotes && _text[i + 1] == '"'))
                {
                    text.Take(run, i);
                    run = i + 1;
                }

                i++;
            }
        }

        text.Take(run, end);
        return text.Build();
    }
}
