using Xzact.Audit.Case.Builds;

namespace Xzact.Audit.Rules.Builds;

/// <summary>A program that a process was, from one exec to the next.</summary>
/// <param name="Path">The program, absolute where that is known.</param>
/// <param name="Arguments">Its arguments, its own name first.</param>
/// <param name="Folder">Where it was started; null if that is not known.</param>
/// <param name="Kind">What it is for.</param>
internal sealed record Execution(string Path, IReadOnlyList<string> Arguments, string? Folder, ToolKind Kind)
{
    /// <summary>The script that it runs, absolute; null if it is no script, or none in a file.</summary>
    public string? Script { get; init; }

    /// <summary>Whether it lies in the tree.</summary>
    public bool IsOfTree { get; init; }

    /// <summary>Whether it is the script of a package, <c>debian/rules</c>: what it starts, the packager asks
    /// for.</summary>
    public bool IsPackaging { get; init; }

    /// <summary>What standard input is; null if that was not seen.</summary>
    public string? Input { get; init; }

    /// <summary>When it was started, counted in events.</summary>
    public int Time { get; init; }

    /// <summary>The name of the program.</summary>
    public string Name => Path[(Path.LastIndexOf('/') + 1)..];

    /// <summary>The command line, for a reader.</summary>
    public string CommandLine => string.Join(' ', Arguments);
}

/// <summary>A process of a build.</summary>
/// <param name="number">Its number in the record.</param>
internal sealed class BuildProcess(int number) : DataNode
{
    // The parents of a damaged record may go in a circle.
    private const int MaxDepth = 10_000;

    public int Number { get; } = number;

    /// <summary>Who started it; null for the first, and where it was not seen.</summary>
    public BuildProcess? Parent { get; set; }

    /// <summary>How many programs the parent had been when it started this one.</summary>
    public int ParentPrograms { get; set; }

    /// <summary>The programs that it was, one after the other; none if it stayed what its parent was.</summary>
    public List<Execution> Executions { get; } = [];

    /// <summary>What the build was doing while it was each of them.</summary>
    public List<BuildPhase> Phases { get; } = [];

    /// <summary>What the parent was doing when it started this one.</summary>
    public BuildPhase StartPhase { get; set; }

    /// <summary>Whether it may be a test of a make that was asked for tests among other goals.</summary>
    public bool MayTest { get; set; }

    /// <summary>How it ended; null if that was not seen.</summary>
    public int? Code { get; set; }

    /// <summary>The program that the parent was then, or that it had from its own parent.</summary>
    public Execution? StartedBy
    {
        get
        {
            BuildProcess process = this;
            for (int depth = 0; depth < MaxDepth && process.Parent is BuildProcess parent; depth++)
            {
                if (process.ParentPrograms > 0)
                {
                    return parent.Executions[Math.Min(process.ParentPrograms, parent.Executions.Count) - 1];
                }

                process = parent;
            }

            return null;
        }
    }

    /// <summary>The last program; that of the parent if it never was another.</summary>
    public Execution? Program => Executions.Count > 0 ? Executions[^1] : StartedBy;

    /// <summary>The last phase.</summary>
    public BuildPhase Phase => Phases.Count > 0 ? Phases[^1] : StartPhase;

    /// <summary>The processes from this one up to the first.</summary>
    public IEnumerable<BuildProcess> Line
    {
        get
        {
            int depth = 0;
            for (BuildProcess? process = this; process is not null && depth < MaxDepth; process = process.Parent)
            {
                depth++;
                yield return process;
            }
        }
    }

    public override string ToString() => Program is null ? $"process {Number}" : Program.Name;
}
