using System.Globalization;
using Xzact.Audit.Case.Builds;

namespace Xzact.Audit.Rules.Builds;

/// <summary>The command for which a build failed: the last of the processes below each other that ended with an error,
/// from the first process down.</summary>
internal static class FailedCommand
{
    private const int MaxCommandLine = 200;

    /// <summary>It in words; null if no process below the first failed.</summary>
    public static string? Of(ObservedBuild build)
    {
        Dictionary<int, int> ends = [];
        for (int time = 0; time < build.Record.Events.Count; time++)
        {
            if (build.Record.Events[time] is { Kind: BuildEventKind.Exit } end)
            {
                ends[end.Process] = time;
            }
        }

        ILookup<BuildProcess, BuildProcess> children = build.Processes.Values
            .Where(p => p.Parent is not null && p.Code is > 0 && ends.ContainsKey(p.Number)).ToLookup(p => p.Parent!);
        BuildProcess? failed = null;
        HashSet<BuildProcess> met = [];
        for (BuildProcess? process = build.Processes.GetValueOrDefault(1); process is not null && met.Add(process);)
        {
            failed = process;
            process = children[process].MaxBy(p => ends[p.Number]);
        }

        // A shell's own process, with no program since it was started, is told by the one that has.
        failed = failed?.Line.FirstOrDefault(p => p.Executions.Count > 0);
        return failed?.Program is Execution program ? Tell(failed, program) : null;
    }

    private static string Tell(BuildProcess process, Execution program)
    {
        string line = program.CommandLine.ReplaceLineEndings(" ");
        string starter = process.StartedBy is Execution by ? $", started by {by.Name}" : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"process {process.Number}{starter}, ended with {process.Code}: "
                + $"{(line.Length > MaxCommandLine ? line[..MaxCommandLine] + "…" : line)}");
    }
}
