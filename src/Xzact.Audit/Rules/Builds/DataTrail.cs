using Xzact.Audit.Case;
using Xzact.Audit.Case.Builds;

namespace Xzact.Audit.Rules.Builds;

/// <summary>Where data acts.</summary>
internal enum Sink
{
    /// <summary>A shell or interpreter obeys it, or it is a program.</summary>
    Executed,

    /// <summary>A compiler or assembler reads it.</summary>
    Compiled,

    /// <summary>A linker or archiver reads it.</summary>
    Linked,

    /// <summary>It is written into a build file.</summary>
    BuildFile,

    /// <summary>It is installed.</summary>
    Installed,
}

/// <summary>Follows data through processes, files and pipes to the first place where it acts.</summary>
/// <param name="Sink">Where it acts.</param>
/// <param name="Steps">The way, from the first to the last.</param>
internal sealed record DataTrail(Sink Sink, IReadOnlyList<DataNode> Steps)
{
    private const int MaxEvidence = 12;

    private static readonly HashSet<string> s_buildFiles = new(StringComparer.Ordinal)
    {
        "Makefile", "makefile", "GNUmakefile", "configure", "config.status", "libtool", "build.ninja", "rules.ninja",
        "config.lt", "Makefile.in", "aclocal.m4", "ltmain.sh", "depcomp",
    };

    /// <summary>The shortest way to a sink; null if none was seen.</summary>
    /// <param name="starts">Where the data is.</param>
    public static DataTrail? From(params IEnumerable<DataNode> starts)
    {
        Dictionary<DataNode, DataNode?> reached = new(ReferenceEqualityComparer.Instance);
        Queue<DataNode> queue = new();
        foreach (DataNode start in starts)
        {
            if (reached.TryAdd(start, null))
            {
                queue.Enqueue(start);
            }
        }

        while (queue.TryDequeue(out DataNode? from))
        {
            foreach (DataNode to in from.Next)
            {
                if (IsOutside(to) || !reached.TryAdd(to, from))
                {
                    continue;
                }

                if (SinkOf(from, to) is Sink sink)
                {
                    return new(sink, Way(to, reached));
                }

                queue.Enqueue(to);
            }
        }

        return null;
    }

    /// <summary>Whether a file tells a build what to do, after its name.</summary>
    public static bool IsBuildFile(string path)
    {
        string name = path[(path.LastIndexOf('/') + 1)..];
        return s_buildFiles.Contains(name) || name.EndsWith(".mk", StringComparison.Ordinal)
            || name.EndsWith(".m4", StringComparison.Ordinal);
    }

    /// <summary>In words: what becomes of the data.</summary>
    public string Ending => Sink switch
    {
        Sink.Executed => "is obeyed by " + Steps[^1],
        Sink.Compiled => "is compiled",
        Sink.Linked => "is linked",
        Sink.BuildFile => "is written into a build file",
        _ => "is installed",
    };

    /// <summary>The way as evidence.</summary>
    public IReadOnlyList<Evidence> Evidence(Executions names) =>
        [.. Steps.Take(MaxEvidence).Select(step => Show(step, names))];

    /// <summary>One node as evidence.</summary>
    public static Evidence Show(DataNode node, Executions names) => node switch
    {
        FileContent file => new(
            file.CopyOf is FileContent copied ? $"a copy of {names.Below(copied.First.Path)}" : "the file",
            names.Below(file.Path)),
        BuildProcess process => Show(process),
        _ => new($"through {node}"),
    };

    /// <summary>A process as evidence.</summary>
    public static Evidence Show(BuildProcess process, Execution? program = null) => new(
        $"process {process.Number}, {process.Phase.ToString().ToLowerInvariant()}"
            + (StarterOf(process) is Execution starter ? $", started by {starter.Name}" : ""),
        Excerpt: (program ?? process.Program)?.CommandLine);

    // The nearest script, make or other program above that is no bare shell.
    private static Execution? StarterOf(BuildProcess process) => process.Line.Skip(1)
        .Select(p => p.Program).FirstOrDefault(p => p is not null and not { Kind: ToolKind.Shell, Script: null });

    private static bool IsOutside(DataNode node) =>
        node is BuildProcess { Phase: BuildPhase.Test or BuildPhase.Distribution };

    private static Sink? SinkOf(DataNode from, DataNode to) => (from, to) switch
    {
        (FileContent file, BuildProcess process) => Reads(file, process),
        (DataPipe, BuildProcess process) => IsFed(process),
        (_, FileContent file) when IsBuildFile(file.Path) && file.Before is not null => Builds.Sink.BuildFile,
        (_, FileContent file) when file.Writers.Exists(w => w.Phase == BuildPhase.Install) => Builds.Sink.Installed,
        _ => null,
    };

    private static Sink? Reads(FileContent file, BuildProcess process)
    {
        foreach (Execution program in process.Executions)
        {
            if (program.Path == file.Path || program.Script == file.Path
                || (program.Input == file.Path && ReadsItsProgram(program)))
            {
                return Builds.Sink.Executed;
            }

            switch (program.Kind)
            {
                case ToolKind.Compiler or ToolKind.Assembler or ToolKind.Driver:
                    return Builds.Sink.Compiled;
                case ToolKind.Linker or ToolKind.Archiver:
                    return Builds.Sink.Linked;
                case ToolKind.Maker when IsBuildFile(file.Path):
                    return Builds.Sink.BuildFile;
                default:
                    break;
            }
        }

        // What a shell opens itself, with no program for it, it sources or takes words from.
        return process.Executions.Count == 0 && process.Program is { Kind: ToolKind.Shell }
            ? Builds.Sink.Executed
            : null;
    }

    private static Sink? IsFed(BuildProcess process)
    {
        foreach (Execution program in process.Executions)
        {
            if (ReadsItsProgram(program))
            {
                return Builds.Sink.Executed;
            }

            if (program.Kind is ToolKind.Compiler or ToolKind.Assembler or ToolKind.Driver)
            {
                return Builds.Sink.Compiled;
            }

            if (program.Kind is ToolKind.Linker or ToolKind.Archiver)
            {
                return Builds.Sink.Linked;
            }
        }

        return null;
    }

    /// <summary>Whether a program obeys what is on standard input: a shell that is given neither a script nor
    /// commands.</summary>
    public static bool ReadsItsProgram(Execution program) => program switch
    {
        { Kind: ToolKind.Shell, Script: null } => !program.Arguments.Skip(1).Any(a =>
            a is ['-', not '-', ..] && a.Contains('c', StringComparison.Ordinal)),
        { Kind: ToolKind.Interpreter, Script: null, Name: var name } =>
            (name.StartsWith("perl", StringComparison.Ordinal) || name.StartsWith("python", StringComparison.Ordinal))
                && program.Arguments.Skip(1).All(a => a == "-"),
        _ => false,
    };

    private static List<DataNode> Way(DataNode last, Dictionary<DataNode, DataNode?> reached)
    {
        List<DataNode> way = [];
        for (DataNode? node = last; node is not null; node = reached[node])
        {
            way.Add(node);
        }

        way.Reverse();
        return way;
    }
}
