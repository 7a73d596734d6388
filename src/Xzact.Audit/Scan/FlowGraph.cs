namespace Xzact.Audit.Scan;

/// <summary>How data moves through the scripts of a tree.</summary>
internal sealed class FlowGraph
{
    // A script that is written piece by piece must not fill the memory.
    private const int MaxWritten = 1 << 20;

    private readonly Dictionary<FlowKind, Dictionary<string, FlowNode>> _named = [];
    private readonly Dictionary<string, Dictionary<string, FlowNode>> _variables = new(StringComparer.Ordinal);
    private readonly List<FlowNode> _nodes = [];
    private readonly Dictionary<string, WrittenText> _written = new(StringComparer.Ordinal);

    // The nodes before each one, side by side, and where those of a node begin.
    private FlowNode[] _before = [];
    private int[] _firstBefore = [];
    private bool[] _leading = [];

    // For each node, from where the search of that number came to it.
    private FlowNode?[] _from = [];
    private int[] _search = [];
    private int _searches;

    /// <summary>How many nodes searches for paths have gone through.</summary>
    public long Visited { get; private set; }

    public IReadOnlyList<FlowNode> Nodes => _nodes;

    /// <summary>Words that name a program and could not be resolved: the reading may miss what they run.</summary>
    public int UnresolvedCommands { get; set; }

    /// <summary>Whether a limit ended the reading of a script.</summary>
    public bool IsIncomplete { get; set; }

    /// <summary>All words that name a program.</summary>
    public int Commands { get; set; }

    /// <summary>Programs that write files whose names are in their data, and the folder if the script says
    /// it.</summary>
    public List<(FlowNode Program, string? Folder)> Extractions { get; } = [];

    /// <summary>The text of a file of the tree, by its name and the path of the script that names it; null if there is
    /// none that is short enough.</summary>
    public Func<string, string, string?> TextOf { get; init; } = (_, _) => null;

    /// <summary>What tells a file from others of its name, by the name and the path of the script that names it.
    /// </summary>
    public Func<string, string, string> KeyOf { get; init; } = (name, _) => name;

    /// <summary>Texts that scripts write to files, as far as the scripts decide them.</summary>
    public IReadOnlyDictionary<string, WrittenText> Written => _written;

    /// <summary>The node of a file or a variable, the same for every use of its name.</summary>
    public FlowNode Named(FlowKind kind, string name, FlowPlace place)
    {
        string own = kind == FlowKind.File ? PathText.Canonical(name) : name;
        string key = kind == FlowKind.File ? KeyOf(own, place.File) : own;
        if (!_named.TryGetValue(kind, out Dictionary<string, FlowNode>? named))
        {
            _named[kind] = named = new(StringComparer.Ordinal);
        }

        if (!named.TryGetValue(key, out FlowNode? node))
        {
            named[key] = node = Add(new(kind, own, place));
        }

        return node;
    }

    /// <summary>Whether a script has named a file that nothing tells from others of its name.</summary>
    public bool IsNamed(string name) => _named.GetValueOrDefault(FlowKind.File)?.ContainsKey(name) == true;

    /// <summary>The node of a file that some script names; null if none does.</summary>
    /// <param name="name">The name.</param>
    /// <param name="script">The script in which it stands.</param>
    public FlowNode? FindFile(string name, string script) => _named.GetValueOrDefault(FlowKind.File)
        ?.GetValueOrDefault(KeyOf(PathText.Canonical(name), script));

    /// <summary>What loops that are done in memory may take.</summary>
    public LoopBudget Loops { get; } = new();

    /// <summary>The node of a variable, which is another one in each script.</summary>
    public FlowNode Variable(string name, FlowPlace place)
    {
        if (!_variables.TryGetValue(place.File, out Dictionary<string, FlowNode>? variables))
        {
            _variables[place.File] = variables = new(StringComparer.Ordinal);
        }

        if (!variables.TryGetValue(name, out FlowNode? node))
        {
            // The call of a function in whose scope it stands is of no interest to a reader.
            variables[name] = node = Add(new(FlowKind.Variable, name, place)
            {
                Shown = () => name[(name.IndexOf(':', StringComparison.Ordinal) + 1)..],
            });
        }

        return node;
    }

    /// <summary>Joins the variables of two scripts, of which one runs in the other or is filled in by it.</summary>
    public void Share(string from, string to)
    {
        foreach ((string name, FlowNode node) in _variables.GetValueOrDefault(from, []))
        {
            if (_variables.GetValueOrDefault(to)?.TryGetValue(name, out FlowNode? other) == true)
            {
                node.To(other);
            }
        }
    }

    public FlowNode Add(FlowKind kind, string name, FlowPlace place) => Add(new(kind, name, place));

    public FlowNode Add(FlowNode node)
    {
        node.Index = _nodes.Count;
        _nodes.Add(node);
        return node;
    }

    /// <summary>A script writes <paramref name="text"/> to a file.</summary>
    public void Write(string path, string text, FlowPlace place)
    {
        string key = PathText.Canonical(path);
        if (!_written.TryGetValue(key, out WrittenText? known))
        {
            _written[key] = known = new(place);
        }

        if (known.Length + text.Length <= MaxWritten)
        {
            known.Append(text);
        }
        else
        {
            IsIncomplete = true;
        }
    }

    /// <summary>For each sink that data of an unexpected source reaches, one shortest path.</summary>
    /// <param name="isUnexpected">Whether data of this source should never become code.</param>
    public IEnumerable<FlowPath> Paths(Func<FlowNode, bool> isUnexpected) => Paths(_nodes.Where(isUnexpected));

    /// <summary>Whether data of a node can reach a sink.</summary>
    public bool Leads(FlowNode node) => Leading()[node.Index];

    /// <summary>Where the data of a node comes from, in the order in which the scripts were read.</summary>
    public ArraySegment<FlowNode> Before(FlowNode node)
    {
        _ = Leading();
        int first = _firstBefore[node.Index];
        return new(_before, first, _firstBefore[node.Index + 1] - first);
    }

    // Nodes from which data can reach a sink; most cannot, and need not be looked at again for every source.
    private bool[] Leading()
    {
        if (_leading.Length == _nodes.Count)
        {
            return _leading;
        }

        Invert();
        _leading = new bool[_nodes.Count];
        Stack<FlowNode> open = new();
        foreach (FlowNode sink in _nodes.Where(node => node.IsSink))
        {
            _leading[sink.Index] = true;
            open.Push(sink);
        }

        while (open.TryPop(out FlowNode? node))
        {
            foreach (FlowNode source in _before.AsSpan(_firstBefore[node.Index].._firstBefore[node.Index + 1]))
            {
                if (!_leading[source.Index])
                {
                    _leading[source.Index] = true;
                    open.Push(source);
                }
            }
        }

        return _leading;
    }

    private void Invert()
    {
        int[] first = new int[_nodes.Count + 1];
        foreach (FlowNode node in _nodes)
        {
            foreach (FlowNode next in node.Next)
            {
                first[next.Index + 1]++;
            }
        }

        for (int i = 1; i < first.Length; i++)
        {
            first[i] += first[i - 1];
        }

        int[] free = [.. first];
        _before = new FlowNode[first[^1]];
        foreach (FlowNode node in _nodes)
        {
            foreach (FlowNode next in node.Next)
            {
                _before[free[next.Index]++] = node;
            }
        }

        _firstBefore = first;
    }

    /// <summary>For each of the nearest sinks that data of the sources reaches, one shortest path.</summary>
    /// <param name="sources">Where the data comes from.</param>
    /// <param name="most">The search ends after so many sinks.</param>
    public IEnumerable<FlowPath> Paths(IEnumerable<FlowNode> sources, int most = int.MaxValue)
    {
        bool[] leading = Leading();
        if (_from.Length != _nodes.Count)
        {
            _from = new FlowNode?[_nodes.Count];
            _search = new int[_nodes.Count];
        }

        // A number for each search saves clearing what the one before it has left.
        _searches++;
        Queue<FlowNode> open = new();
        List<FlowNode> sinks = [];
        foreach (FlowNode source in sources.Where(source => leading[source.Index]))
        {
            Reach(source, null, open);
        }

        while (sinks.Count < most && open.TryDequeue(out FlowNode? node))
        {
            Visited++;
            foreach (FlowNode next in node.Next)
            {
                if (leading[next.Index] && Reach(next, node, open) && next.IsSink)
                {
                    sinks.Add(next);
                }
            }
        }

        return [.. sinks.Take(most).Select(PathTo)];
    }

    private bool Reach(FlowNode node, FlowNode? from, Queue<FlowNode> open)
    {
        if (_search[node.Index] == _searches)
        {
            return false;
        }

        _search[node.Index] = _searches;
        _from[node.Index] = from;
        open.Enqueue(node);
        return true;
    }

    private FlowPath PathTo(FlowNode sink)
    {
        List<FlowNode> steps = [];
        for (FlowNode? step = sink; step is not null; step = _from[step.Index])
        {
            steps.Add(step);
        }

        steps.Reverse();
        return new(steps);
    }
}

/// <summary>What scripts write to one file, in the order in which they are read.</summary>
/// <param name="place">Where it is written first.</param>
internal sealed class WrittenText(FlowPlace place)
{
    private readonly System.Text.StringBuilder _text = new();

    public FlowPlace Place { get; } = place;

    public int Length => _text.Length;

    public void Append(string text) => _text.Append(text);

    public override string ToString() => _text.ToString();
}

/// <summary>A way from a source to a sink.</summary>
/// <param name="Steps">From the source to the sink.</param>
internal sealed record FlowPath(IReadOnlyList<FlowNode> Steps)
{
    public FlowNode Source => Steps[0];

    public FlowNode Sink => Steps[^1];

    /// <summary>The steps without joints, which a reader need not see.</summary>
    public IEnumerable<FlowNode> Shown => Steps.Where(step => step.Kind != FlowKind.Joint);

    /// <summary>One line a step, with its place.</summary>
    public override string ToString() => string.Join('\n', Shown.Select(step => $"{step.Place}: {step}"));
}
