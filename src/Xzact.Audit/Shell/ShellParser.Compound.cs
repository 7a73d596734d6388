namespace Xzact.Audit.Shell;

/// <content>Compound commands (2.9.4) and functions (2.9.5).</content>
internal sealed partial class ShellParser
{
    private Command ParseCompound(ShellToken first)
    {
        Enter(first.Start);
        int offset = _source.At(first.Start);
        Command command = first.Reserved switch
        {
            ReservedWord.LeftBrace => ParseGrouping(offset, false),
            ReservedWord.If => ParseIf(offset),
            ReservedWord.For or ReservedWord.Select => ParseFor(offset),
            ReservedWord.While or ReservedWord.Until => ParseWhile(offset),
            ReservedWord.Case => ParseCase(offset),
            ReservedWord.Function => ParseFunctionWord(first.Start),
            ReservedWord.LeftBrackets => ParseConditional(offset),
            ReservedWord.None => ParseParenthesis(first.Start),
            _ => throw Unexpected("a command"),
        };
        if (command is not FunctionDefinition)
        {
            command.Redirections = ParseRedirections();
        }

        Leave();
        return Ended(command);
    }

    private Command ParseParenthesis(int start)
    {
        if (IsExtended && _at < _text.Length && _text[_at] == '(')
        {
            int inside = _at + 1;
            if (TryReadArithmetic(inside) is { } expression)
            {
                _isPeeked = false;
                _taken = _at;
                return new ArithmeticCommand(_source.At(start), expression);
            }
        }

        return ParseGrouping(_source.At(start), true);
    }

    private Grouping ParseGrouping(int offset, bool isSubshell)
    {
        Take();
        CommandList body = ParseList();
        if (isSubshell)
        {
            Expect(TokenKind.RightParenthesis, "')'");
        }
        else
        {
            Expect(ReservedWord.RightBrace, "'}'");
        }

        return new(offset, body, isSubshell);
    }

    private IfCommand ParseIf(int offset)
    {
        List<IfClause> clauses = [];
        CommandList? otherwise = null;
        do
        {
            Take();
            CommandList condition = ParseList();
            Expect(ReservedWord.Then, "'then'");
            clauses.Add(new(condition, ParseList()));
        }
        while (Peek().Reserved == ReservedWord.Elif);

        if (Peek().Reserved == ReservedWord.Else)
        {
            Take();
            otherwise = ParseList();
        }

        Expect(ReservedWord.Fi, "'fi'");
        return new(offset, [.. clauses], otherwise);
    }

    private WhileLoop ParseWhile(int offset)
    {
        bool isUntil = Take().Reserved == ReservedWord.Until;
        CommandList condition = ParseList();
        return new(offset, condition, ParseLoopBody(), isUntil);
    }

    private CommandList ParseLoopBody()
    {
        if (IsExtended && Peek().Reserved == ReservedWord.LeftBrace)
        {
            return ParseGrouping(0, false).Body;
        }

        Expect(ReservedWord.Do, "'do'");
        CommandList body = ParseList();
        Expect(ReservedWord.Done, "'done'");
        return body;
    }

    private Command ParseFor(int offset)
    {
        bool isSelect = Take().Reserved == ReservedWord.Select;
        ShellToken variable = Take();
        if (IsExtended && !isSelect && variable.Kind == TokenKind.LeftParenthesis
            && _at < _text.Length && _text[_at] == '(')
        {
            Word header = TryReadArithmetic(_at + 1) ?? throw Error(variable.Start, "'((' without '))'");
            if (Peek().Kind == TokenKind.Semicolon)
            {
                Take();
            }

            SkipNewLines();
            return new ArithmeticLoop(offset, header, ParseLoopBody());
        }

        if (variable.Word?.Bare is not string name || NameEnd(name, 0) != name.Length || name.Length == 0)
        {
            throw Unexpected(variable, "a variable's name");
        }

        Word[]? words = null;
        if (Peek().Kind != TokenKind.Semicolon)
        {
            SkipNewLines();
            words = Peek().Reserved == ReservedWord.In ? ParseForWords() : null;
        }

        if (words is null && Peek().Kind == TokenKind.Semicolon)
        {
            Take();
        }

        SkipNewLines();
        return new ForLoop(offset, name, words, ParseLoopBody()) { IsSelect = isSelect };
    }

    private Word[] ParseForWords()
    {
        Take();
        List<Word> words = [];
        while (Peek().Kind == TokenKind.Word)
        {
            words.Add(Take().Word!);
        }

        if (Peek().Kind is not (TokenKind.Semicolon or TokenKind.NewLine))
        {
            throw Unexpected("';' or the end of the line");
        }

        Take();
        return [.. words];
    }

    private CaseCommand ParseCase(int offset)
    {
        Take();
        ShellToken subject = Take();
        if (subject.Kind != TokenKind.Word)
        {
            throw Unexpected(subject, "a word after 'case'");
        }

        SkipNewLines();
        Expect(ReservedWord.In, "'in'");
        SkipNewLines();
        List<CaseClause> clauses = [];
        bool isOpen = true;
        while (isOpen && Peek().Reserved != ReservedWord.Esac)
        {
            clauses.Add(ParseClause(out isOpen));
            SkipNewLines();
        }

        Expect(ReservedWord.Esac, "'esac'");
        return new(offset, subject.Word!, [.. clauses]);
    }

    private CaseClause ParseClause(out bool isClosed)
    {
        int start = Peek().Start;
        if (Peek().Kind == TokenKind.LeftParenthesis)
        {
            Take();
        }

        List<Word> patterns = [];
        do
        {
            if (patterns.Count > 0)
            {
                Take();
            }

            ShellToken pattern = Take();
            patterns.Add(pattern.Word ?? throw Unexpected(pattern, "a pattern"));
        }
        while (Peek().Kind == TokenKind.Pipe);

        Expect(TokenKind.RightParenthesis, "')' after a pattern");
        CommandList body = ParseList(mayBeEmpty: true);
        isClosed = Peek().Kind == TokenKind.CaseEnd;
        string end = isClosed ? Take().Text : ";;";
        return new(_source.At(start), [.. patterns], body, end);
    }

    private FunctionDefinition ParseFunction(int start, string name)
    {
        Take();
        Expect(TokenKind.RightParenthesis, "')' of a function's definition");
        if (!IsExtended && NameEnd(name, 0) != name.Length)
        {
            throw Error(start, $"'{Show(name)}' is no name of a function");
        }

        SkipNewLines();
        Enter(start);
        FunctionDefinition function = Ended(new FunctionDefinition(_source.At(start), name, ParseCommand()));
        Leave();
        return function;
    }

    private FunctionDefinition ParseFunctionWord(int start)
    {
        Take();
        ShellToken name = Take();
        if (name.Word?.Bare is not string text)
        {
            throw Unexpected(name, "a function's name");
        }

        if (Peek().Kind == TokenKind.LeftParenthesis && IsEmptyParentheses())
        {
            Take();
            Take();
        }

        SkipNewLines();
        return new(_source.At(start), text, ParseCommand());
    }

    // "function f (a)" has a subshell as its body.
    private bool IsEmptyParentheses()
    {
        int next = SkipBlanksFrom(_at);
        return next < _text.Length && _text[next] == ')';
    }

    private ConditionalCommand ParseConditional(int offset)
    {
        Take();
        List<Word> items = [];
        while (true)
        {
            ShellToken token = Take();
            switch (token.Kind)
            {
                case TokenKind.NewLine:
                    continue;
                case TokenKind.Word when token.Word!.Bare == "]]":
                    return new(offset, [.. items]);
                case TokenKind.Word:
                    items.Add(token.Word);
                    if (token.Word.Bare == "=~")
                    {
                        items.Add(ReadExpression());
                    }

                    break;
                case TokenKind.AndIf or TokenKind.OrIf or TokenKind.LeftParenthesis or TokenKind.RightParenthesis:
                case TokenKind.Redirection when token.Text is "<" or ">":
                    int at = _source.At(token.Start);
                    items.Add(new(at, [new Literal(at, token.Text)]));
                    break;
                default:
                    throw Unexpected(token, "']]'");
            }
        }
    }

    // A regular expression, in which operators of the shell are plain characters.
    private Word ReadExpression()
    {
        _at = SkipBlanksFrom(_at);
        Word word = ReadWord(isExpression: true);
        _taken = _at;
        return word;
    }

    private void Expect(ReservedWord word, string shown)
    {
        if (Peek().Reserved != word)
        {
            throw Unexpected(shown);
        }

        Take();
    }

    private void Expect(TokenKind kind, string shown)
    {
        if (Peek().Kind != kind)
        {
            throw Unexpected(shown);
        }

        Take();
    }
}
