using Xzact.Audit.Case;
using Xzact.Audit.Case.Builds;
using Xzact.Audit.Rules.Builds;

namespace Xzact.Audit.Rules.D67;

/// <summary>An attempt to notice that the build is watched.</summary>
internal sealed class TracerNoticedRule : IBuildRule
{
    // They show or use the status of processes, and that is what they are for.
    private static readonly HashSet<string> s_ordinary =
        ["ps", "pgrep", "pkill", "top", "lsof", "lscpu", "nproc", "gdb", "valgrind", "dotnet", "java",
         "systemctl", "w"];

    public string Id => "D67";

    public IEnumerable<BuildMatch> Match(ObservedBuild build)
    {
        foreach (FileUse use in build.Uses.Where(use => use.Kind == UseKind.Read && IsStatus(use.Content.Path)))
        {
            if (use.Program is null || !s_ordinary.Contains(use.Program.Name))
            {
                yield return Found(
                    use.Process, use.Program, use.Phase, "reads what the kernel says of a process, its tracer among it",
                    build);
            }
        }

        foreach (OtherAct act in build.Acts.Where(act => act.Event.Kind == BuildEventKind.Trace
            && (act.Program is null || !s_ordinary.Contains(act.Program.Name))))
        {
            yield return Found(
                act.Process, act.Program, act.Phase, $"calls ptrace ({act.Event.Path}), which fails if one is traced",
                build);
        }
    }

    private static BuildMatch Found(
        BuildProcess process, Execution? program, BuildPhase phase, string does, ObservedBuild build)
    {
        string name = program?.Name ?? "A process";
        return new(
            program is { IsOfTree: true, Script: string script } ? build.Names.Below(script) : name,
            new(
                phase == BuildPhase.Test ? Severity.Low : Severity.Medium,
                $"{name} {does}.",
                $"{phase} {does}",
                [DataTrail.Show(process, program)]));
    }

    private static bool IsStatus(string path) => path.StartsWith("/proc/", StringComparison.Ordinal)
        && path.EndsWith("/status", StringComparison.Ordinal);
}
