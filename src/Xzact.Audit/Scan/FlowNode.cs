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
    public FlowKind Kind { get; } = kind;

    public string Name { get; } = name;

    public FlowPlace Place { get; } = place;

    private readonly HashSet<FlowNode> _next = [];

    /// <summary>Where its data goes.</summary>
    public IReadOnlyCollection<FlowNode> Next => _next;

    public bool IsSink => Kind is FlowKind.ShellSink or FlowKind.CommandWordSink or FlowKind.CompilerSink
        or FlowKind.BuildFileSink;

    /// <summary>Data goes from here to <paramref name="other"/>.</summary>
    public void To(FlowNode? other)
    {
        if (other is not null && other != this)
        {
            _next.Add(other);
        }
    }
}

/// <summary>A line of a script.</summary>
/// <param name="File">Its path.</param>
/// <param name="Line">From 1.</param>
internal readonly record struct FlowPlace(string File, int Line)
{
    public override string ToString() => $"{File}:{Line}";
}
