using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text;

namespace Xzact.Audit.Shell;

/// <summary>
/// Parses the shell command language by recursive descent: POSIX.1-2024, sections 2.2 to 2.10, and what
/// <see cref="ShellGrammar.Extended"/> adds. Aliases are not known.
/// </summary>
/// <remarks>
/// Any input ends: depth is limited, and text is read again only within a budget that grows with its length. After an
/// error the parser goes on at the next line of the command that failed, so that what stands inside it is still seen.
/// </remarks>
internal sealed partial class ShellParser
{
    /// <summary>After so many errors the rest of a script is skipped.</summary>
    public const int MaxErrors = 1000;

    private readonly SourceText _source;
    private readonly string _text;
    private readonly ShellGrammar _grammar;
    private readonly ParseBudget _budget;

    // The next character that no token holds yet, and where the last token that was taken ended.
    private int _at;
    private int _taken;

    private ShellParser(SourceText source, ShellGrammar grammar, ParseBudget budget)
    {
        _source = source;
        _text = source.Text;
        _grammar = grammar;
        _budget = budget;
    }

    private bool IsExtended => _grammar == ShellGrammar.Extended;

    /// <summary>Parses <paramref name="script"/>; never fails.</summary>
    public static ShellScript Parse(ReadOnlySpan<byte> script, ShellGrammar grammar) =>
        Parse(Encoding.Latin1.GetString(script), grammar);

    /// <summary>Parses <paramref name="script"/>, one character a byte; never fails.</summary>
    public static ShellScript Parse(string script, ShellGrammar grammar) =>
        new ShellParser(new(script, 0), grammar, new(script.Length)).ParseScript();

    private ShellScript ParseScript()
    {
        List<ListItem> items = [];
        List<ShellSyntaxError> errors = [];
        int skipped = 0;
        while (true)
        {
            int start = _at;
            try
            {
                SkipNewLines();
                start = Peek().Start;
                if (Peek().Kind == TokenKind.EndOfText)
                {
                    break;
                }

                items.Add(ParseItem());
            }
            catch (ShellSyntaxException error)
            {
                errors.Add(new(error.Offset, error.Message));
                int resume = Resume(start, error.Offset, errors.Count);
                skipped += resume - start;
                Restart(resume);
            }
        }

        return new(new(0, [.. items]), errors, _text.Length, skipped);
    }

    // At the next line of the command that failed, or, where that was done too often, of the place where it failed.
    private int Resume(int start, int failed, int errors)
    {
        if (errors >= MaxErrors)
        {
            return _text.Length;
        }

        int next = NextLine(start);
        return failed <= next || _budget.TryRepeat(failed - next) ? next : NextLine(failed);
    }

    private int NextLine(int from)
    {
        int end = from < _text.Length ? _text.IndexOf('\n', from) : -1;
        return end < 0 ? _text.Length : end + 1;
    }

    private void Restart(int at)
    {
        _at = at;
        _isPeeked = false;
        _hereDocuments.Clear();
        _parts.Clear();
        DropLiteral();
        _budget.Depth = 0;
    }

    /// <summary>One command of a line and its separator.</summary>
    private ListItem ParseItem()
    {
        Command command = ParseAndOr();
        switch (Peek().Kind)
        {
            case TokenKind.Semicolon:
                Take();
                return new(command, false);
            case TokenKind.Ampersand:
                Take();
                return new(command, true);
            case TokenKind.NewLine or TokenKind.EndOfText:
                return new(command, false);
            default:
                throw Unexpected("a separator");
        }
    }

    /// <summary>Commands up to what ends the list, which is left for the caller to check.</summary>
    private CommandList ParseList(bool mayBeEmpty = false)
    {
        SkipNewLines();
        int start = Peek().Start;
        List<ListItem> items = [];
        while (!IsEndOfList())
        {
            Command command = ParseAndOr();
            TokenKind separator = Peek().Kind;
            items.Add(new(command, separator == TokenKind.Ampersand));
            if (separator is TokenKind.Semicolon or TokenKind.Ampersand)
            {
                Take();
            }
            else if (separator != TokenKind.NewLine)
            {
                break;
            }

            SkipNewLines();
        }

        return items.Count > 0 || mayBeEmpty ? new(_source.At(start), [.. items]) : throw Unexpected("a command");
    }

    private bool IsEndOfList() => Peek() switch
    {
        { Kind: TokenKind.EndOfText or TokenKind.RightParenthesis or TokenKind.CaseEnd } => true,
        { Kind: TokenKind.Word, Reserved: var word } => ReservedWords.EndsList(word),
        _ => false,
    };

    private Command ParseAndOr()
    {
        Command first = ParsePipeline();
        if (Peek().Kind is not (TokenKind.AndIf or TokenKind.OrIf))
        {
            return first;
        }

        List<Command> commands = [first];
        List<bool> isOr = [];
        while (Peek().Kind is TokenKind.AndIf or TokenKind.OrIf)
        {
            isOr.Add(Take().Kind == TokenKind.OrIf);
            SkipNewLines();
            commands.Add(ParsePipeline());
        }

        return Ended(new AndOrList(first.Offset, [.. commands], [.. isOr]));
    }

    private Command ParsePipeline()
    {
        int start = Peek().Start;
        bool isTimed = false;
        int negations = 0;
        for (; Peek().Reserved is ReservedWord.Not or ReservedWord.Time; Take())
        {
            isTimed |= Peek().Reserved == ReservedWord.Time;
            negations += Peek().Reserved == ReservedWord.Not ? 1 : 0;
        }

        Command first = ParseCommand();
        if (negations == 0 && !isTimed && Peek().Kind is not (TokenKind.Pipe or TokenKind.PipeWithErrors))
        {
            return first;
        }

        List<Command> commands = [first];
        while (Peek().Kind is TokenKind.Pipe or TokenKind.PipeWithErrors)
        {
            ShellToken pipe = Take();
            if (pipe.Kind == TokenKind.PipeWithErrors)
            {
                // What bash says it stands for.
                int offset = _source.At(pipe.Start);
                Word output = new(offset, [new Literal(offset, "1")]);
                commands[^1].Redirections =
                    [.. commands[^1].Redirections, new(offset, "2", ">&") { Target = output }];
            }

            SkipNewLines();
            commands.Add(ParseCommand());
        }

        return Ended(new Pipeline(_source.At(start), [.. commands]) { Negations = negations, IsTimed = isTimed });
    }

    private Command ParseCommand()
    {
        ShellToken token = Peek();
        return token.Kind switch
        {
            TokenKind.LeftParenthesis => ParseCompound(token),
            TokenKind.Word when StartsCompound(token.Reserved) => ParseCompound(token),
            TokenKind.Word or TokenKind.Location or TokenKind.Redirection or TokenKind.HereDocument => ParseSimple(),
            _ => throw Unexpected("a command"),
        };
    }

    // To bash "in" is a name where no list of words may follow.
    private bool StartsCompound(ReservedWord word) =>
        word != ReservedWord.None && !(IsExtended && word == ReservedWord.In);

    private Command ParseSimple()
    {
        int start = Peek().Start;
        List<Assignment>? assignments = null;
        List<Word>? words = null;
        List<Redirection>? redirections = null;
        while (true)
        {
            ShellToken token = Peek();
            switch (token.Kind)
            {
                case TokenKind.Word:
                    Take();
                    if (words is null && AsAssignment(token.Word!) is { } assignment)
                    {
                        (assignments ??= []).Add(assignment);
                    }
                    else
                    {
                        (words ??= new(4)).Add(token.Word!);
                    }

                    break;
                case TokenKind.Location or TokenKind.Redirection or TokenKind.HereDocument:
                    (redirections ??= []).Add(ParseRedirection());
                    break;
                case TokenKind.LeftParenthesis
                    when words is [{ Bare: string name }] && assignments is null && redirections is null:
                    return ParseFunction(start, name);
                default:
                    return Ended(new SimpleCommand(
                        _source.At(start), assignments?.ToArray() ?? [], words?.ToArray() ?? [])
                    {
                        Redirections = redirections?.ToArray() ?? [],
                    });
            }
        }
    }

    private Redirection ParseRedirection()
    {
        int start = Peek().Start;
        string? location = Peek().Kind == TokenKind.Location ? Take().Text : null;
        ShellToken operation = Take();
        if (operation.Kind == TokenKind.HereDocument)
        {
            return ParseHereOperator(start, location, operation.Text);
        }

        ShellToken target = Take();
        if (target.Kind != TokenKind.Word)
        {
            throw Unexpected(target, $"a file for '{operation.Text}'");
        }

        return new(_source.At(start), location, operation.Text) { Target = target.Word! };
    }

    private Redirection[] ParseRedirections()
    {
        List<Redirection>? found = null;
        while (Peek().Kind is TokenKind.Location or TokenKind.Redirection or TokenKind.HereDocument)
        {
            (found ??= []).Add(ParseRedirection());
        }

        return found?.ToArray() ?? [];
    }

    private T Ended<T>(T command)
        where T : Command
    {
        command.End = _source.At(_taken);
        return command;
    }

    private void Enter(int start)
    {
        // How much of the stack a level takes depends on how far the runtime has compiled this.
        if (++_budget.Depth > ParseBudget.MaxDepth || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw new ShellSyntaxException(_source.At(start), $"nested more than {_budget.Depth - 1} deep")
            {
                IsLimit = true,
            };
        }
    }

    private void Leave() => _budget.Depth--;

    private ShellSyntaxException Error(int at, string message) => new(_source.At(at), message);

    private ShellSyntaxException Unexpected(string expected) => Unexpected(Peek(), expected);

    [SuppressMessage("Style", "IDE0072", Justification = "the other kinds are told by their text")]
    private ShellSyntaxException Unexpected(ShellToken token, string expected) => Error(
        token.Start,
        $"expected {expected}, found " + token.Kind switch
        {
            TokenKind.EndOfText => "the end",
            TokenKind.NewLine => "the end of the line",
            TokenKind.Word => $"'{Show(token.Word!.Bare ?? "a word")}'",
            _ => $"'{token.Text}'",
        });

    // Messages quote a few characters at most, and none that a terminal might obey.
    private static string Show(string text)
    {
        const int Shown = 20;
        string start = text.Length > Shown ? text[..Shown] + "…" : text;
        return new([.. start.Select(c => c is >= ' ' and <= '~' or '…' ? c : '?')]);
    }
}
