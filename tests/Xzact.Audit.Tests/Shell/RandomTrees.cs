using Xzact.Audit.Shell;

namespace Xzact.Audit.Tests.Shell;

/// <summary>Draws trees that a script can have, down to corners that no script of the field shows.</summary>
internal sealed class RandomTrees(int seed, ShellGrammar grammar)
{
    private const string Safe = "abcxyzABC_019-./,:%+@^~*?[]!=é";
    private const string Quotable = " \t\n;&|<>()#'abc$`\"\\}{*é";

    private readonly Random _random = new(seed);
    private int _budget = 120;
    private int _braces;

    /// <summary>Leaves out what POSIX.1-2024 has brought and dash does not know yet.</summary>
    public bool IsOld { get; init; }

    private bool IsExtended => grammar == ShellGrammar.Extended;

    public CommandList Script() => List(1 + _random.Next(4), 0);

    private bool Chance(int percent) => _random.Next(100) < percent;

    private CommandList List(int count, int depth) =>
        new(0, [.. Enumerable.Range(0, count).Select(_ => new ListItem(AnyList(depth), Chance(10)))]);

    private CommandList Body(int depth) => List(1 + _random.Next(2), depth + 1);

    private Command AnyList(int depth)
    {
        if (!Chance(15))
        {
            return AnyPipeline(depth);
        }

        Command[] commands = [.. Enumerable.Range(0, 2 + _random.Next(2)).Select(_ => AnyPipeline(depth))];
        return new AndOrList(0, commands, [.. commands.Skip(1).Select(_ => Chance(50))]);
    }

    private Command AnyPipeline(int depth)
    {
        bool isNegated = Chance(5);
        int count = Chance(20) ? 2 + _random.Next(2) : 1;
        return count == 1 && !isNegated
            ? AnyCommand(depth)
            : new Pipeline(0, [.. Enumerable.Range(0, count).Select(_ => AnyCommand(depth))])
            {
                Negations = isNegated ? 1 : 0,
            };
    }

    private Command AnyCommand(int depth)
    {
        if (--_budget < 0 || depth > 6 || Chance(60))
        {
            return Simple(depth);
        }

        Command command = _random.Next(IsExtended ? 11 : 8) switch
        {
            0 => new Grouping(0, Body(depth), true),
            1 => new Grouping(0, Body(depth), false),
            2 => new IfCommand(0, [.. Enumerable.Range(0, 1 + _random.Next(2)).Select(
                _ => new IfClause(Body(depth), Body(depth)))], Chance(50) ? Body(depth) : null),
            3 => new WhileLoop(0, Body(depth), Body(depth), Chance(50)),
            4 => new ForLoop(0, Name(), Chance(70) ? Words(depth, 0) : null, Body(depth)),
            5 => new CaseCommand(0, Word(depth), [.. Enumerable.Range(0, _random.Next(3)).Select(_ => Clause(depth))]),
            6 => new FunctionDefinition(0, Name(), new Grouping(0, Body(depth), Chance(20))),
            7 => new Grouping(0, List(1, depth + 1), true),
            8 => new ConditionalCommand(0, [Word(depth), new(0, [new Literal(0, "&&")]), Word(depth)]),
            9 => new ArithmeticCommand(0, new(0, Expression(depth))),
            _ => new ArithmeticLoop(0, new(0, Expression(depth)), Body(depth)),
        };
        if (command is not FunctionDefinition)
        {
            command.Redirections = Redirections(depth, 10);
        }

        return command;
    }

    private CaseClause Clause(int depth) =>
        new(0, Words(depth, 1), List(_random.Next(3), depth + 1), !IsOld && Chance(10) ? ";&" : ";;");

    private SimpleCommand Simple(int depth)
    {
        Assignment[] assignments =
            [.. Enumerable.Range(0, Chance(20) ? 1 + _random.Next(2) : 0).Select(_ => Assign(depth))];
        Word[] words = Words(depth, assignments.Length == 0 ? 1 : 0);
        if (words.Length > 0)
        {
            // What would be another thing at the start of a command; a reserved word may stand behind an assignment.
            words[0] = new(0, [new Literal(0, assignments.Length > 0 && Chance(20) ? "if" : "run"),
                .. words[0].Parts.SkipWhile(p => p is Literal)]);
            words[0] = words[0].Parts is [Literal { Text: "if" }, _, ..] or [_, ArrayLiteral, ..]
                ? new(0, [new Literal(0, "run")]) : words[0];
        }

        return new(0, assignments, words) { Redirections = Redirections(depth, 15) };
    }

    private Assignment Assign(int depth) => IsExtended && Chance(30)
        ? new(0, Name(), Chance(30), new(0, [new ArrayLiteral(0, Words(depth, 0))]))
        : new(0, Name(), IsExtended && Chance(10), Chance(10) ? new(0, []) : Word(depth))
        {
            Subscript = IsExtended && Chance(20) ? Subscript(depth) : null,
        };

    // Without what closes it early.
    private Word Subscript(int depth) => new(0, [.. Word(depth).Parts.Select(part => part is Literal { Text: var text }
        ? new Literal(0, text.Replace("]", "", StringComparison.Ordinal)) : part)]);

    private Redirection[] Redirections(int depth, int percent) =>
        [.. Enumerable.Range(0, Chance(percent) ? 1 + _random.Next(2) : 0).Select(_ => Redirect(depth))];

    private Redirection Redirect(int depth)
    {
        string? location = Chance(30) ? _random.Next(IsOld ? 10 : 20).ToString() : null;
        if (Chance(40))
        {
            bool isQuoted = Chance(50);
            string end = isQuoted && Chance(20) ? "a b'" : "EOF";
            return new(0, location, "<<")
            {
                Delimiter = new HereDelimiter(end, isQuoted, StripsTabs: false),
                Target = new(0, isQuoted ? QuotedBody() : OpenBody(depth)),
            };
        }

        string[] operators = IsExtended
            ? ["<", ">", ">>", "<&", ">&", "<>", ">|", "<<<", "&>"] : ["<", ">", ">>", "<>", ">|"];
        string operation = operators[_random.Next(operators.Length)];
        return new(0, operation == "&>" ? null : location, operation) { Target = Word(depth) };
    }

    private WordPart[] QuotedBody() =>
        Chance(20) ? [] : [new Literal(0, Text(Quotable, 12).Replace("EOF", "", StringComparison.Ordinal) + "x\n")];

    private WordPart[] OpenBody(int depth)
    {
        WordPart[] parts = Quoted(depth, false);
        return parts is [.., Literal last]
            ? [.. parts[..^1], new Literal(0, last.Text + "z\n")] : [.. parts, new Literal(0, "z\n")];
    }

    private Word[] Words(int depth, int least) =>
        [.. Enumerable.Range(0, least + _random.Next(3)).Select(_ => Word(depth))];

    private Word Word(int depth)
    {
        List<WordPart> parts = [];
        for (int i = _random.Next(3); i >= 0; i--)
        {
            WordPart part = UnquotedPart(depth);
            if (part is not Literal || parts is not [.., Literal])
            {
                parts.Add(part);
            }
        }

        return new(0, [.. parts]);
    }

    private WordPart UnquotedPart(int depth) => _random.Next(depth > 6 ? 5 : 9) switch
    {
        0 or 1 => new Literal(0, "w" + Text(Safe, 5)
            .Replace("=", "", StringComparison.Ordinal).Replace("[", "", StringComparison.Ordinal)),
        2 => new SingleQuoted(0, Text(Quotable, 6).Replace("'", "", StringComparison.Ordinal)),
        3 => new EscapedCharacter(0, Quotable.Replace("\n", "", StringComparison.Ordinal)[_random.Next(10)]),
        4 when !IsOld => new DollarQuoted(0, Text("ab \n\"$", 4) + (Chance(50) ? "\\'" : "\\n")),
        5 => new DoubleQuoted(0, Quoted(depth, false), IsExtended && Chance(5)),
        6 => Substitution(depth),
        7 => Parameter(depth, false),
        4 => new SingleQuoted(0, "\n"),
        _ => IsExtended && _braces == 0 && Chance(20) ? new ProcessSubstitution(0, Body(depth), Chance(50))
            : new ArithmeticExpansion(0, new(0, Expression(depth)), IsExtended && Chance(20)),
    };

    private WordPart[] Quoted(int depth, bool isInBraces)
    {
        List<WordPart> parts = [];
        for (int i = _random.Next(4); i > 0; i--)
        {
            WordPart part = _random.Next(depth > 6 ? 1 : 5) switch
            {
                0 or 1 => new Literal(0, Text(Quotable, 6) + "q"),
                2 => Substitution(depth),
                3 => isInBraces && Chance(30) ? new DoubleQuoted(0, Quoted(depth + 1, false), false)
                    : Parameter(depth, true),
                _ => new ArithmeticExpansion(0, new(0, Expression(depth)), false),
            };
            if (part is not Literal || parts is not [.., Literal])
            {
                parts.Add(part);
            }
        }

        return [.. parts];
    }

    private CommandSubstitution Substitution(int depth) =>
        new(0, List(_random.Next(3), depth + 2), depth < 2 && Chance(30));

    private ParameterExpansion Parameter(int depth, bool isQuoted)
    {
        string[] operators = [":-", "-", ":=", "=", ":?", "?", ":+", "+", "%", "%%", "#", "##"];
        string operation = Chance(50) ? "" : operators[_random.Next(operators.Length)];
        bool isPattern = operation.Length > 0 && operation[0] is '%' or '#';
        _braces++;
        ParameterExpansion expansion = new(0)
        {
            Name = Chance(20) ? "12" : Name(),
            IsBraced = true,
            Prefix = operation.Length == 0 && Chance(20) ? "#" : "",
            Operator = operation,
            Argument = operation.Length == 0 ? null
                : isQuoted && !isPattern ? new(0, Quoted(depth + 1, true)) : Word(depth + 1),
        };
        _braces--;
        return expansion;
    }

    private WordPart[] Expression(int depth) =>
        [new Literal(0, "1 + (2"), Parameter(depth + 1, true), new Literal(0, ") * \"3")];

    private string Name() => "n" + Text("abc_09", 3);

    private string Text(string alphabet, int most) => string.Concat(
        Enumerable.Range(0, _random.Next(most + 1)).Select(_ => alphabet[_random.Next(alphabet.Length)]));
}
