using Xzact.Audit.Shell;

namespace Xzact.Audit.Scan;

/// <summary>Reads from the trees of scripts how data moves, without running anything.</summary>
/// <remarks>
/// Order and conditions are not followed: whatever a script may do counts as done. Constant texts that become commands
/// (<c>eval</c>, <c>sh -c</c>) are parsed and followed as well.
/// </remarks>
internal sealed class ScriptFlow
{
    // Texts that evaluate texts.
    private const int MaxDepth = 8;

    // How often the body of a function is read, each time with the arguments known until then.
    private const int MaxReadings = 4;

    // A hostile script must not have its texts followed for ever.
    private const int MaxCommands = 200_000;

    private readonly FlowGraph _graph;
    private readonly string _file;
    private readonly ShellGrammar _grammar;
    private readonly WordValues _values = new();
    private readonly Dictionary<string, Command> _functions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FunctionCalls> _calls = new(StringComparer.Ordinal);
    private int[] _lines = [];
    private int? _fixedLine;
    private int _depth;
    private int _commands;

    private ScriptFlow(FlowGraph graph, string file, ShellGrammar grammar)
    {
        _graph = graph;
        _file = file;
        _grammar = grammar;
    }

    /// <summary>Adds what the script <paramref name="text"/> does to <paramref name="graph"/>.</summary>
    /// <param name="graph">Shared by the scripts of a tree, which meet in files.</param>
    /// <param name="file">The script's path, for the steps of a path.</param>
    /// <param name="text">One character a byte.</param>
    /// <param name="grammar">How to read it.</param>
    /// <returns>The parsed script, whose coverage bounds what could be seen.</returns>
    public static ShellScript Add(FlowGraph graph, string file, string text, ShellGrammar grammar)
    {
        ShellScript script = ShellParser.Parse(text, grammar);
        ScriptFlow flow = new(graph, file, grammar) { _lines = LineStarts(text) };
        flow.Declare(script.Commands);
        flow.Walk(script.Commands, null, null);
        return script;
    }

    // Where the data of all calls of a function goes in and comes out.
    private sealed class FunctionCalls(FlowNode input, FlowNode output)
    {
        public FlowNode Input { get; } = input;

        public FlowNode Output { get; } = output;

        public int Readings { get; set; }

        public bool IsOpen { get; set; }
    }

    private static int[] LineStarts(string text)
    {
        List<int> starts = [0];
        for (int i = text.IndexOf('\n'); i >= 0; i = text.IndexOf('\n', i + 1))
        {
            starts.Add(i + 1);
        }

        return [.. starts];
    }

    private FlowPlace At(ShellNode node)
    {
        int found = Array.BinarySearch(_lines, node.Offset);
        return new(_file, _fixedLine ?? (found >= 0 ? found + 1 : ~found));
    }

    // Values and functions first: a loop may use what stands below it.
    private void Declare(CommandList commands)
    {
        ScriptNames names = new(_values, _functions);
        names.Add(commands);
    }

    private void Walk(CommandList list, FlowNode? input, FlowNode? output)
    {
        foreach (ListItem item in list.Items)
        {
            Walk(item.Command, input, output);
        }
    }

    private void Walk(Command command, FlowNode? input, FlowNode? output)
    {
        if (command is not SimpleCommand)
        {
            (input, output) = Redirected(command, input, output);
        }

        switch (command)
        {
            case SimpleCommand simple:
                Run(simple, input, output);
                break;
            case Pipeline pipeline:
                Pipe(pipeline, input, output);
                break;
            case AndOrList list:
                Array.ForEach(list.Commands, c => Walk(c, input, output));
                break;
            case Grouping group:
                Walk(group.Body, input, output);
                break;
            case IfCommand conditional:
                foreach (IfClause clause in conditional.Clauses)
                {
                    Walk(clause.Condition, input, output);
                    Walk(clause.Body, input, output);
                }

                Walk(conditional.Otherwise ?? new(0, []), input, output);
                break;
            case WhileLoop loop:
                Walk(loop.Condition, input, output);
                Walk(loop.Body, input, output);
                break;
            case ForLoop loop:
                FlowNode variable = _graph.Named(FlowKind.Variable, loop.Variable, At(loop));
                Array.ForEach(loop.Words ?? [], word => Uses(word, variable));
                Walk(loop.Body, input, output);
                break;
            case ArithmeticLoop loop:
                Walk(loop.Body, input, output);
                break;
            case CaseCommand choice:
                Array.ForEach(choice.Clauses, clause => Walk(clause.Body, input, output));
                break;
            default:
                break;
        }
    }

    private void Pipe(Pipeline pipeline, FlowNode? input, FlowNode? output)
    {
        for (int i = 0; i < pipeline.Commands.Length; i++)
        {
            bool isLast = i == pipeline.Commands.Length - 1;
            FlowNode? next = isLast ? output : _graph.Add(FlowKind.Joint, "|", At(pipeline.Commands[i]));
            Walk(pipeline.Commands[i], input, next);
            input = next;
        }
    }

    private (FlowNode? Input, FlowNode? Output) Redirected(Command command, FlowNode? input, FlowNode? output)
    {
        foreach (Redirection redirection in command.Redirections)
        {
            FlowPlace place = At(redirection);
            bool isOutput = redirection.Location is null or "1";
            switch (redirection.Operator)
            {
                case "<" or "<>" when redirection.Location is null or "0":
                    input = _graph.Add(FlowKind.Joint, "<", place);
                    Reads(redirection.Target, input);
                    break;
                case "<<" or "<<<":
                    input = _graph.Add(FlowKind.Joint, "<<", place);
                    Uses(redirection.Target, input);
                    break;
                case ">" or ">>" or ">|" or "&>" or "&>>" when isOutput:
                    output = _graph.Add(FlowKind.Joint, ">", place);
                    foreach (string path in _values.Resolve(redirection.Target))
                    {
                        Writes(output, path, place);
                    }

                    break;
                default:
                    break;
            }
        }

        return (input, output);
    }

    private void Run(SimpleCommand command, FlowNode? input, FlowNode? output)
    {
        foreach (Assignment assignment in command.Assignments)
        {
            Uses(assignment.Value, _graph.Named(FlowKind.Variable, assignment.Name, At(assignment)));
        }

        if (++_commands > MaxCommands)
        {
            _graph.IsIncomplete = true;
            return;
        }

        (input, output) = Redirected(command, input, output);
        Run(command.Words, input, output);
    }

    private void Run(ReadOnlySpan<Word> words, FlowNode? input, FlowNode? output)
    {
        if (words.IsEmpty)
        {
            return;
        }

        _graph.Commands++;
        Word first = words[0];
        if (WrapsNext(first, words))
        {
            Run(words[1..], input, output);
            return;
        }

        foreach (string name in _values.Resolve(first))
        {
            string program = CommandTable.NameOf(name.Split(' ')[0]);
            if (name.Contains(WordValues.Unknown, StringComparison.Ordinal) || program.Length == 0)
            {
                _graph.UnresolvedCommands++;
                Uses(first, _graph.Add(FlowKind.CommandWordSink, "a word", At(first)));
                program = Conventional(first) ?? program;
            }

            if (_functions.TryGetValue(name, out Command? function))
            {
                Call(name, function, words[1..], input, output);
            }
            else
            {
                Run(program, words, input, output);
            }
        }
    }

    // Variables that hold what their name says, wherever they are set.
    private static string? Conventional(Word word) => word.Parts is [ParameterExpansion { Name: var name }]
        ? name switch
        {
            "SHELL" or "CONFIG_SHELL" or "BASH" => "sh",
            "CC" or "CXX" or "LD" or "AR" or "CPP" => "cc",
            _ => null,
        }
        : null;

    private bool WrapsNext(Word first, ReadOnlySpan<Word> words) => words.Length > 1
        && first.Bare is string name && CommandTable.IsWrapper(name) && words[1].Bare?.StartsWith('-') != true;

    private void Call(
        string function, Command body, ReadOnlySpan<Word> arguments, FlowNode? input, FlowNode? output)
    {
        bool areNew = false;
        for (int i = 0; i < arguments.Length; i++)
        {
            string name = (i + 1).ToString();
            areNew |= _values.Assign(name, _values.Resolve(arguments[i]));
            Uses(arguments[i], _graph.Named(FlowKind.Variable, name, At(arguments[i])));
        }

        if (!_calls.TryGetValue(function, out FunctionCalls? calls))
        {
            FlowPlace place = At(body);
            _calls[function] = calls = new(
                _graph.Add(FlowKind.Joint, function, place), _graph.Add(FlowKind.Joint, function, place));
            areNew = true;
        }

        // Every call goes in and comes out at the same nodes; only new arguments can show the body in a new light.
        input?.To(calls.Input);
        calls.Output.To(output);
        if (areNew && !calls.IsOpen && calls.Readings < MaxReadings)
        {
            calls.Readings++;
            calls.IsOpen = true;
            Walk(body, calls.Input, calls.Output);
            calls.IsOpen = false;
        }
    }

    private void Run(string program, ReadOnlySpan<Word> words, FlowNode? input, FlowNode? output)
    {
        ReadOnlySpan<Word> arguments = words[1..];
        if (program is "eval" || (CommandTable.IsShell(program) && arguments is [{ Bare: "-c" }, ..]))
        {
            Evaluate(program, program is "eval" ? arguments : arguments[1..], input, output);
            return;
        }

        List<string> texts = [];
        foreach (Word argument in arguments)
        {
            texts.AddRange(_values.Resolve(argument));
        }

        FlowNode node = _graph.Add(KindOf(program, texts), Shown(program, words), At(words[0]));
        input?.To(node);
        if (!CommandTable.IsSilent(program))
        {
            node.To(output);
        }

        Operands(program, arguments, node);
        if (program == "read")
        {
            foreach (string name in texts.Where(t => !t.StartsWith('-')))
            {
                node.To(_graph.Named(FlowKind.Variable, name, node.Place));
            }
        }
    }

    private static FlowKind KindOf(string program, List<string> arguments) =>
        CommandTable.IsShell(program) || program is "." or "source" ? FlowKind.ShellSink
        : CommandTable.IsCompiler(program) ? FlowKind.CompilerSink
        : CommandTable.IsFetcher(program) ? FlowKind.Network
        : CommandTable.IsSearch(program, arguments) ? FlowKind.Search
        : FlowKind.Command;

    private void Operands(string program, ReadOnlySpan<Word> arguments, FlowNode node)
    {
        for (int i = 0; i < arguments.Length; i++)
        {
            bool isWritten = (CommandTable.IsCopier(program) && i == arguments.Length - 1 && i > 0)
                || (i > 0 && arguments[i - 1].Bare is "-o") || program == "tee";
            foreach (string text in _values.Resolve(arguments[i]))
            {
                if (isWritten || text.StartsWith("of=", StringComparison.Ordinal))
                {
                    Writes(node, text.StartsWith("of=", StringComparison.Ordinal) ? text[3..] : text, node.Place);
                }
            }

            if (CommandTable.TakesText(program))
            {
                Uses(arguments[i], node);
            }
            else if (!isWritten)
            {
                Reads(arguments[i], node);
            }
        }

        if (program == "sed" && arguments.Length > 0 && EditsInPlace(arguments))
        {
            foreach (string path in _values.Resolve(arguments[^1]))
            {
                Writes(node, path, node.Place);
            }
        }

        if (CommandTable.TakesText(program) && program is not ("echo" or "printf"))
        {
            Assigns(arguments);
        }
    }

    private static bool EditsInPlace(ReadOnlySpan<Word> arguments)
    {
        foreach (Word argument in arguments)
        {
            if (argument.Parts is [Literal { Text: var text }, ..] && text.StartsWith("-i", StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    // export a=b
    private void Assigns(ReadOnlySpan<Word> arguments)
    {
        foreach (Word argument in arguments)
        {
            if (argument.Parts is [Literal { Text: var text }, ..] && text.IndexOf('=') is > 0 and int equals)
            {
                Uses(argument, _graph.Named(FlowKind.Variable, text[..equals], At(argument)));
            }
        }
    }

    // Data that becomes commands; what the script itself decides is read as a script.
    private void Evaluate(string program, ReadOnlySpan<Word> words, FlowNode? input, FlowNode? output)
    {
        if (words.IsEmpty)
        {
            return;
        }

        FlowNode sink = _graph.Add(FlowKind.ShellSink, program, At(words[0]));
        List<string> texts = [""];
        foreach (Word word in words)
        {
            Uses(word, sink);
            IReadOnlyList<string> values = _values.Resolve(word);
            texts = texts.Count * values.Count > 32 ? [WordValues.Unknown.ToString()]
                : [.. from text in texts from value in values select text.Length == 0 ? value : $"{text} {value}"];
        }

        foreach (string text in texts)
        {
            _graph.UnresolvedCommands += text.Contains(WordValues.Unknown, StringComparison.Ordinal) ? 1 : 0;
            if (_depth < MaxDepth && text.AsSpan().Trim(WordValues.Unknown).Length > 0)
            {
                Nested(text, At(words[0]).Line, input, output);
            }
        }
    }

    private void Nested(string text, int line, FlowNode? input, FlowNode? output)
    {
        int? outer = _fixedLine;
        _fixedLine = line;
        _depth++;
        CommandList commands = ShellParser.Parse(text, _grammar).Commands;
        Declare(commands);
        Walk(commands, input, output);
        _depth--;
        _fixedLine = outer;
    }

    private void Writes(FlowNode from, string path, FlowPlace place)
    {
        if (CommandTable.IsBuildFile(path))
        {
            from.To(_graph.Add(FlowKind.BuildFileSink, path, place));
        }
        else if (path is not ("/dev/null" or "-") && path.Trim(WordValues.Unknown).Length > 0)
        {
            from.To(_graph.Named(FlowKind.File, path, place));
        }
    }

    /// <summary>The word names files, or is an option; what it is made of reaches the node as well.</summary>
    private void Reads(Word word, FlowNode node)
    {
        Uses(word, node);
        foreach (string text in _values.Resolve(word))
        {
            string path = text.StartsWith("if=", StringComparison.Ordinal) ? text[3..] : text;
            if (!path.StartsWith('-') && path.Trim(WordValues.Unknown).Length > 0 && path != "/dev/null")
            {
                _graph.Named(FlowKind.File, path, At(word)).To(node);
            }
        }
    }

    /// <summary>Data of the variables and substitutions in the word reaches the node.</summary>
    private void Uses(Word word, FlowNode node) => Uses(word.Parts, node);

    private void Uses(WordPart[] parts, FlowNode node)
    {
        foreach (WordPart part in parts)
        {
            switch (part)
            {
                case DoubleQuoted quoted:
                    Uses(quoted.Parts, node);
                    break;
                case ParameterExpansion parameter:
                    _graph.Named(FlowKind.Variable, parameter.Name, At(part)).To(node);
                    Uses(parameter.Argument?.Parts ?? [], node);
                    break;
                case CommandSubstitution substitution:
                    Walk(substitution.Commands, null, Joined(part, node));
                    break;
                case ProcessSubstitution { IsWritten: false } substitution:
                    Walk(substitution.Commands, null, Joined(part, node));
                    break;
                case ArrayLiteral array:
                    Array.ForEach(array.Elements, element => Uses(element, node));
                    break;
                default:
                    break;
            }
        }
    }

    private FlowNode Joined(WordPart part, FlowNode node)
    {
        FlowNode joint = _graph.Add(FlowKind.Joint, "$()", At(part));
        joint.To(node);
        return joint;
    }

    // As it stands in the script, cut to what one line of a report can show.
    private string Shown(string program, ReadOnlySpan<Word> words)
    {
        const int Shown = 60;
        Word[] copies = words.ToArray();
        string text = ShellPrinter.Print(
            new(0, [new(new SimpleCommand(0, [], [new(0, [new Literal(0, program)]), .. copies[1..]]), false)]));
        string line = text.ReplaceLineEndings(" ").Trim();
        return line.Length > Shown ? line[..Shown] + "…" : line;
    }
}
