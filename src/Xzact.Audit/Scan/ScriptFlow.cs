using Xzact.Audit.Shell;

namespace Xzact.Audit.Scan;

/// <summary>Reads from the trees of scripts how data moves, without running anything.</summary>
/// <remarks>
/// Order is not followed: whatever a script may do counts as done. Conditions do not forbid anything, but those that
/// ask about the machine, the compiler or who watches are kept (<see cref="Gate"/>). Constant texts that become
/// commands (<c>eval</c>, <c>sh -c</c>) are parsed and followed as well.
/// </remarks>
internal sealed partial class ScriptFlow
{
    // Texts that evaluate texts.
    private const int MaxDepth = 8;

    // A hostile script must not have its texts followed for ever.
    private const int MaxCommands = 200_000;

    private readonly FlowGraph _graph;
    private readonly string _file;
    private readonly ShellGrammar _grammar;
    private readonly WordValues _values = new();
    private readonly Dictionary<string, Command> _functions = new(StringComparer.Ordinal);
    private string _text;
    private LineMap _lines;
    private Gate? _gate;
    private int _depth;
    private int _commands;

    private ScriptFlow(FlowGraph graph, string file, ShellGrammar grammar, string text, LineMap lines)
    {
        _graph = graph;
        _file = file;
        _grammar = grammar;
        _text = text;
        _lines = lines;
    }

    /// <summary>Adds what the script <paramref name="text"/> does to <paramref name="graph"/>.</summary>
    /// <param name="graph">Shared by the scripts of a tree, which meet in files.</param>
    /// <param name="file">The script's path, for the steps of a path.</param>
    /// <param name="text">One character a byte.</param>
    /// <param name="grammar">How to read it.</param>
    /// <param name="lines">The lines of the file, if the text is only a part of it.</param>
    /// <returns>The parsed script, whose coverage bounds what could be seen.</returns>
    public static ShellScript Add(
        FlowGraph graph, string file, string text, ShellGrammar grammar, LineMap? lines = null)
    {
        ShellScript script = ShellParser.Parse(text, grammar);
        ScriptFlow flow = new(graph, file, grammar, text, lines ?? LineMap.Of(text));
        flow.Declare(script.Commands);
        flow.Walk(script.Commands, null, null);
        flow.WalkUncalled();
        return script;
    }

    private FlowPlace At(ShellNode node) => new(_file, _lines.LineAt(node.Offset));

    // Values and functions first: a loop may use what stands below it.
    private void Declare(CommandList commands)
    {
        ScriptNames names = new(_values, _functions);
        names.Add(commands);
    }

    // A script that is sourced may call them.
    private void WalkUncalled()
    {
        foreach ((string name, Command body) in _functions.Where(f => !_contexts.ContainsKey(f.Key)).ToArray())
        {
            if (!_contexts.ContainsKey(name))
            {
                Call(name, body, [], null, null);
            }
        }
    }

    // What leaves the script unless a condition holds is a condition of all that follows.
    private void Walk(CommandList list, FlowNode? input, FlowNode? output)
    {
        Gate? outer = _gate;
        foreach (ListItem item in list.Items)
        {
            Walk(item.Command, input, output);
            (Command? condition, int end) = item.Command switch
            {
                AndOrList { Commands: [.., var last] } choice when CommandTree.Leaves(last) =>
                    (choice.Commands[0], last.Offset),
                IfCommand
                {
                    Clauses: [{ Condition.Items: [var first, ..], Body.Items: [.., var last] }],
                    Otherwise: null
                }
                    when CommandTree.Leaves(last.Command) => (first.Command, last.Command.Offset),
                _ => (null, 0),
            };
            _gate = condition is null ? _gate : Within(condition.Offset, end);
        }

        _gate = outer;
    }

    // The gate that the text between two offsets is, inside the present one.
    private Gate? Within(int begin, int end)
    {
        if (begin < 0 || end <= begin || end > _text.Length)
        {
            return _gate;
        }

        ReadOnlySpan<char> text = _text.AsSpan(begin..Math.Min(end, begin + 400));
        return Gate.KindOf(text) is { } kind
            ? new(_gate, kind, FlowText.Show(text.ToString()), new(_file, _lines.LineAt(begin)))
            : _gate;
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
            case WhileLoop or ForLoop when output is not null
                && ShellLoop.Of(command, _values, _graph.Loops) is { } filter:
                FlowNode node = _graph.Add(new(FlowKind.Command, command is ForLoop ? "for" : "while", At(command))
                {
                    Gates = _gate,
                    Loop = filter,
                    Shown = () => FlowText.ShowLoop(command),
                });
                input?.To(node);
                node.To(output);
                Array.ForEach(filter.Words ?? [], word => Uses(word, node));
                break;
            case Pipeline pipeline:
                Pipe(pipeline, input, output);
                break;
            case AndOrList list:
                Choose(list, input, output);
                break;
            case IfCommand conditional:
                Choose(conditional, input, output);
                break;
            case CaseCommand choice:
                Gate? outer = _gate;
                foreach (CaseClause clause in choice.Clauses)
                {
                    _gate = clause.Patterns is [{ Bare: "*" }] || clause.Body.Items.Length == 0 ? outer
                        : Within(choice.Offset, clause.Patterns[0].Offset) is { } gate && gate != outer ? gate
                        : Within(clause.Offset, clause.Body.Items[0].Command.Offset);
                    Walk(clause.Body, input, output);
                }

                _gate = outer;
                break;
            case ForLoop loop:
                FlowNode variable = Variable(loop.Variable, At(loop));
                Array.ForEach(loop.Words ?? [], word => Uses(word, variable));
                Walk(loop.Body, input, output);
                break;
            default:
                foreach (CommandList list in CommandTree.Lists(command))
                {
                    Walk(list, input, output);
                }

                break;
        }
    }

    private void Choose(IfCommand conditional, FlowNode? input, FlowNode? output)
    {
        Gate? outer = _gate;
        foreach (IfClause clause in conditional.Clauses)
        {
            Walk(clause.Condition, input, output);
            if (clause is { Condition.Items: [var first, ..], Body.Items: [var body, ..] })
            {
                _gate = Within(first.Command.Offset, body.Command.Offset);
            }

            Walk(clause.Body, input, output);
            _gate = outer;
        }

        Walk(conditional.Otherwise ?? new(0, []), input, output);
    }

    private void Choose(AndOrList list, FlowNode? input, FlowNode? output)
    {
        Gate? outer = _gate;
        for (int i = 0; i < list.Commands.Length; i++)
        {
            if (i > 0 && !list.IsOr[i - 1])
            {
                _gate = Within(list.Commands[i - 1].Offset, list.Commands[i].Offset);
            }

            Walk(list.Commands[i], input, output);
        }

        _gate = outer;
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
                        Records(command, path, place);
                    }

                    break;
                default:
                    break;
            }
        }

        return (input, output);
    }

    // A script that is written here and run later: the text that the command writes, where this script decides it.
    private void Records(Command command, string path, FlowPlace place)
    {
        if (path.Trim(WordValues.Unknown).Length == 0 || path.StartsWith("/dev/", StringComparison.Ordinal))
        {
            return;
        }

        foreach (string text in PrintedBy(command).Take(1))
        {
            _graph.Write(path, text.EndsWith('\n') ? text : text + "\n", place);
        }
    }

    private IEnumerable<string> PrintedBy(Command command)
    {
        if (command.Redirections.FirstOrDefault(r => r.Operator is "<<") is { } document
            && command is SimpleCommand { Words: [{ Bare: "cat" or "sed" or "tee" }, ..] })
        {
            return _values.Resolve(document.Target);
        }

        return command switch
        {
            SimpleCommand { Words: [{ Bare: "echo" or "printf" } first, .. { Length: > 0 } words] } =>
                _values.Printed(first.Bare, words),
            SimpleCommand { Words: [{ Bare: "sed" }, .. { Length: > 1 } words] } simple => Edited(simple, words),
            Grouping group => [string.Concat(group.Body.Items.Select(item =>
                PrintedBy(item.Command).FirstOrDefault() is { } line ? line.TrimEnd('\n') + "\n" : ""))],
            _ => [],
        };
    }

    // A template of the tree that sed fills in.
    private IEnumerable<string> Edited(SimpleCommand command, Word[] words)
    {
        List<string> texts = _values.First(words);
        string? path = command.Redirections.FirstOrDefault(r => r.Operator is "<") is { } input
            ? _values.Resolve(input.Target)[0] : texts[^1];
        return path is not null && _graph.TextOf(PathText.Canonical(path), _file) is { } template
            && SedText.Apply(texts, template) is { } filled ? [filled] : [];
    }
}
