using Xzact.Audit.Case;

namespace Xzact.Audit.Scan;

/// <summary>What data passes on its way.</summary>
internal enum FlowKind
{
    /// <summary>A file, named by the script.</summary>
    File,

    /// <summary>Files of the tree that a search finds: their names are not in the script.</summary>
    Search,

    /// <summary>What comes over the network.</summary>
    Network,

    /// <summary>A shell variable.</summary>
    Variable,

    /// <summary>What joins commands: a pipe, a substitution, a compound command.</summary>
    Joint,

    /// <summary>A program that hands data on, changed or not.</summary>
    Command,

    /// <summary>A shell, <c>eval</c> or <c>.</c>: data becomes commands.</summary>
    ShellSink,

    /// <summary>A word that names a program and is data itself.</summary>
    CommandWordSink,

    /// <summary>A compiler, an assembler or a linker.</summary>
    CompilerSink,

    /// <summary>A program that the build runs later: <c>configure</c>, a makefile, <c>libtool</c>.</summary>
    BuildFileSink,
}

/// <summary>A place that data passes.</summary>
/// <param name="kind">What it is.</param>
/// <param name="name">The file, variable or program.</param>
/// <param name="place">Where the script names it.</param>
internal sealed class FlowNode(FlowKind kind, string name, FlowPlace place)
{
    // Most nodes have one successor.
    private const int MaxListed = 8;

    private FlowNode[] _next = [];
    private int _count;
    private HashSet<FlowNode>? _known;
    private StoryAct? _act;

    public FlowKind Kind { get; } = kind;

    /// <summary>The file, variable or program, without arguments.</summary>
    public string Name { get; } = name;

    public FlowPlace Place { get; } = place;

    /// <summary>What the program is given, as far as the script decides it; one text an operand.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>The command as it stands in the script; made when it is shown.</summary>
    public Func<string>? Shown { get; init; }

    /// <summary>A loop that is a filter as a whole; null for all else.</summary>
    public ShellLoop? Loop { get; init; }

    /// <summary>What the program does with the data.</summary>
    public StoryAct Act => _act ??= StepActs.Of(this);

    /// <summary>What must hold for the command to run; null if nothing was seen.</summary>
    public Gate? Gates { get; init; }

    /// <summary>Where its data goes.</summary>
    public ArraySegment<FlowNode> Next => new(_next, 0, _count);

    /// <summary>Its place among the nodes of its graph; -1 before it is in one.</summary>
    public int Index { get; set; } = -1;

    public bool IsSink => Kind is FlowKind.ShellSink or FlowKind.CommandWordSink or FlowKind.CompilerSink
        or FlowKind.BuildFileSink;

    /// <summary>Data goes from here to <paramref name="other"/>.</summary>
    public void To(FlowNode? other)
    {
        if (other is null || other == this)
        {
            return;
        }

        if (_count == MaxListed)
        {
            _known ??= [.. Next];
        }

        if (_known?.Add(other) ?? Array.IndexOf(_next, other, 0, _count) < 0)
        {
            if (_count == _next.Length)
            {
                Array.Resize(ref _next, Math.Max(1, _count * 2));
            }

            _next[_count++] = other;
        }
    }

    /// <summary>In a few words for a reader.</summary>
    public override string ToString()
    {
        string shown = Shown?.Invoke() ?? Name;
        return Kind switch
        {
            FlowKind.File => $"the file {FlowText.Show(shown)}",
            FlowKind.Search when Listing.IsOne(this) => $"the names that '{shown}' prints",
            FlowKind.Search => $"files that '{shown}' finds in the tree",
            FlowKind.Network => $"what '{shown}' fetches",
            FlowKind.Variable => $"the variable {shown}",
            FlowKind.ShellSink => $"'{shown}' runs it as commands",
            FlowKind.CommandWordSink => $"{shown} names the program that runs",
            FlowKind.CompilerSink => $"'{shown}' compiles or links it",
            FlowKind.BuildFileSink => $"it changes {shown}, which the build runs",
            FlowKind.Joint => "",
            _ => $"'{shown}' reads it and writes on",
        };
    }
}

/// <summary>A line of a script.</summary>
/// <param name="File">Its path.</param>
/// <param name="Line">From 1.</param>
internal readonly record struct FlowPlace(string File, int Line)
{
    public override string ToString() => $"{File}:{Line}";
}
