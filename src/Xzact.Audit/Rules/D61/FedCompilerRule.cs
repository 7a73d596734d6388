using Xzact.Audit.Case;
using Xzact.Audit.Case.Builds;
using Xzact.Audit.Rules.Builds;

namespace Xzact.Audit.Rules.D61;

/// <summary>A compiler that is given its source on standard input, or from outside the tree.</summary>
internal sealed class FedCompilerRule : IBuildRule
{
    private static readonly string[] s_sources =
        [".c", ".cc", ".cpp", ".cxx", ".C", ".i", ".ii", ".s", ".S", ".m", ".f", ".f90", ".d", ".rs", ".go"];

    private static readonly string[] s_withValue =
        ["-o", "-x", "-I", "-D", "-U", "-L", "-MF", "-MT", "-MQ", "-include", "-isystem", "-idirafter", "-imacros",
         "-dumpbase", "-dumpdir", "-dumpbase-ext", "-auxbase", "-auxbase-strip", "-imultiarch", "-iprefix",
         "-isysroot", "-iquote", "-T", "-Xlinker", "-u", "-z", "-arch", "--param"];

    public string Id => "D61";

    public IEnumerable<BuildMatch> Match(ObservedBuild build)
    {
        foreach (BuildProcess process in build.Processes.Values)
        {
            for (int i = 0; i < process.Executions.Count; i++)
            {
                Execution program = process.Executions[i];
                if (process.Phases[i] is BuildPhase.Compile or BuildPhase.Link or BuildPhase.Recipe
                        or BuildPhase.Install or BuildPhase.Other
                    && program.Kind == ToolKind.Driver && Judge(process, program, build) is BuildMatch match)
                {
                    yield return match;
                }
            }
        }
    }

    private static BuildMatch? Judge(BuildProcess process, Execution program, ObservedBuild build)
    {
        string[] operands = [.. Operands(program.Arguments)];
        bool makesNothing = program.Arguments.Any(a => a is "-E" or "-M" or "-MM" or "-fsyntax-only" or "-dM")
            || After(program.Arguments, "-o") is "/dev/null";
        if (operands.Contains("-") && !makesNothing)
        {
            return Fed(process, program, build);
        }

        string? outside = operands.Where(o => Array.Exists(s_sources, s => o.EndsWith(s, StringComparison.Ordinal)))
            .Select(o => Executions.Resolve(program.Folder, o)).OfType<string>()
            .FirstOrDefault(path => !build.Names.IsInTree(path)
                && !path.StartsWith("/usr/", StringComparison.Ordinal));
        return outside is null || makesNothing ? null : new(
            outside,
            new(
                Severity.Medium, "A source from outside the tree is compiled.", program.CommandLine,
                [new("is compiled", outside), DataTrail.Show(process, program)]));
    }

    private static BuildMatch Fed(BuildProcess process, Execution program, ObservedBuild build)
    {
        BuildProcess[] feeders =
        [
            .. process.Sources.OfType<DataPipe>().SelectMany(pipe => pipe.Sources).OfType<BuildProcess>()
                .Where(p => p != process).Distinct(),
        ];
        FileContent[] read =
        [
            .. feeders.SelectMany(Upstream).SelectMany(p => p.Sources).OfType<FileContent>().Distinct().Take(10),
        ];
        bool ofTests = Array.Exists(read, c => ObservedBuild.IsTestData(c.Origin));
        bool edits = feeders.SelectMany(Upstream)
            .Any(p => p.Program is { Kind: ToolKind.Interpreter or ToolKind.Decoder });
        string output = After(program.Arguments, "-o") is string o
            && Executions.Resolve(program.Folder, o) is string path ? build.Names.Below(path) : program.Name;
        return new(
            output,
            new(
                ofTests ? Severity.Critical : edits ? Severity.High : Severity.Medium,
                "A compiler is given its source on standard input"
                    + (edits ? ", where a program has changed it on its way." : "; no file of the tree holds it."),
                $"{string.Join(' ', read.Select(c => build.Names.Below(c.Path)))}",
                [
                    .. read.Take(5).Select(c => new Evidence("is read by what feeds it", build.Names.Below(c.Path))),
                    .. feeders.Take(5).Select(p => DataTrail.Show(p)),
                    DataTrail.Show(process, program),
                ]));
    }

    private static IEnumerable<BuildProcess> Upstream(BuildProcess process)
    {
        const int MaxProcesses = 50;
        HashSet<BuildProcess> seen = [process];
        Queue<BuildProcess> queue = new(seen);
        while (queue.TryDequeue(out BuildProcess? next) && seen.Count < MaxProcesses)
        {
            yield return next;
            foreach (BuildProcess earlier in next.Sources.OfType<DataPipe>().SelectMany(p => p.Sources)
                .OfType<BuildProcess>().Where(seen.Add))
            {
                queue.Enqueue(earlier);
            }
        }
    }

    private static IEnumerable<string> Operands(IReadOnlyList<string> arguments)
    {
        for (int i = 1; i < arguments.Count; i++)
        {
            if (s_withValue.Contains(arguments[i]))
            {
                i++;
            }
            else if (arguments[i] is "-" or not ['-', ..])
            {
                yield return arguments[i];
            }
        }
    }

    private static string? After(IReadOnlyList<string> arguments, string option)
    {
        for (int i = 1; i + 1 < arguments.Count; i++)
        {
            if (arguments[i] == option)
            {
                return arguments[i + 1];
            }
        }

        return null;
    }
}
