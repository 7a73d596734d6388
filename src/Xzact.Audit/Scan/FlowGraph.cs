namespace Xzact.Audit.Scan;

/// <summary>How data moves through scripts.</summary>
internal sealed class FlowGraph
{
    private readonly Dictionary<(FlowKind, string), FlowNode> _named = [];
    private readonly List<FlowNode> _nodes = [];

    public IReadOnlyList<FlowNode> Nodes => _nodes;

    /// <summary>Words that name a program and could not be resolved: the reading may miss what they run.</summary>
    public int UnresolvedCommands { get; set; }

    /// <summary>Whether a limit ended the reading of a script.</summary>
    public bool IsIncomplete { get; set; }

    /// <summary>All words that name a program.</summary>
    public int Commands { get; set; }

    /// <summary>The node of a file or a variable, the same for every use of its name.</summary>
    public FlowNode Named(FlowKind kind, string name, FlowPlace place)
    {
        if (!_named.TryGetValue((kind, name), out FlowNode? node))
        {
            _named[(kind, name)] = node = Add(kind, name, place);
        }

        return node;
    }

    public FlowNode Add(FlowKind kind, string name, FlowPlace place)
    {
        FlowNode node = new(kind, name, place);
        _nodes.Add(node);
        return node;
    }

    /// <summary>For each sink that data of an unexpected source reaches, one shortest path.</summary>
    /// <param name="isUnexpected">Whether data of this source should never become code.</param>
    public IEnumerable<FlowPath> Paths(Func<FlowNode, bool> isUnexpected)
    {
        Dictionary<FlowNode, FlowNode?> from = [];
        Queue<FlowNode> open = new();
        foreach (FlowNode source in _nodes.Where(isUnexpected))
        {
            from[source] = null;
            open.Enqueue(source);
        }

        while (open.TryDequeue(out FlowNode? node))
        {
            foreach (FlowNode next in node.Next)
            {
                if (from.TryAdd(next, node))
                {
                    open.Enqueue(next);
                }
            }
        }

        foreach (FlowNode sink in _nodes.Where(node => node.IsSink && from.ContainsKey(node)))
        {
            List<FlowNode> steps = [];
            for (FlowNode? step = sink; step is not null; step = from[step])
            {
                steps.Add(step);
            }

            steps.Reverse();
            yield return new(steps);
        }
    }
}

/// <summary>A way from a source to a sink.</summary>
/// <param name="Steps">From the source to the sink.</param>
internal sealed record FlowPath(IReadOnlyList<FlowNode> Steps)
{
    public FlowNode Sink => Steps[^1];

    /// <summary>One line a step, with its place; joints, which a reader need not see, are left out.</summary>
    public override string ToString() => string.Join('\n', Steps.Where(step => step.Kind != FlowKind.Joint)
        .Select(step => $"{step.Place}: {Describe(step)}"));

    private static string Describe(FlowNode step) => step.Kind switch
    {
        FlowKind.File => $"the file {step.Name}",
        FlowKind.Search => $"files that '{step.Name}' finds in the tree",
        FlowKind.Network => $"what '{step.Name}' fetches",
        FlowKind.Variable => $"the variable {step.Name}",
        FlowKind.ShellSink => $"'{step.Name}' runs it as commands",
        FlowKind.CommandWordSink => $"{step.Name} names the program that runs",
        FlowKind.CompilerSink => $"'{step.Name}' compiles or links it",
        FlowKind.BuildFileSink => $"it changes {step.Name}, which the build runs",
        _ => $"'{step.Name}' reads it and writes on",
    };
}
