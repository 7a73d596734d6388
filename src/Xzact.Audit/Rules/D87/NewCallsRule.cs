using Xzact.Audit.Case;
using Xzact.Audit.Case.Behaviours;

namespace Xzact.Audit.Rules.D87;

/// <summary>System calls, files, programs and addresses that the baseline does not use.</summary>
internal sealed class NewCallsRule : IBehaviourRule
{
    private const int MaxListed = 20;

    // Calls by which a program watches or changes another, hides code in memory, or changes what it may do.
    private static readonly string[] s_strong =
        ["ptrace", "process_vm_readv", "process_vm_writev", "memfd_create", "userfaultfd", "bpf", "perf_event_open",
         "init_module", "finit_module", "setuid", "setgid", "setresuid", "setresgid"];

    public string Id => "D87";

    public bool AppliesTo(BehaviourSummary summary) => summary is { Calls: not null, Paths: not null };

    public string Covers(BehaviourSummary summary) =>
        $"{summary.Calls!.Count:N0} kinds of calls and {summary.Paths!.Count:N0} uses of paths, in two runs of a side";

    public IEnumerable<BehaviourMatch> Match(BehaviourSummary summary)
    {
        CallCount[] calls = [.. summary.Calls!.Where(c => c is { Baseline: 0, Candidate: > 0 })];
        foreach (CallCount call in calls.Where(c => s_strong.Contains(c.Name)))
        {
            yield return new(
                Severity.Medium, $"call {call.Name}",
                $"The candidate calls {call.Name}, which the baseline does not. Review recommended.",
                [new($"{call.Name}: {call.Candidate:N0} calls in the candidate, none in the baseline")]);
        }

        string[] quiet = [.. calls.Select(c => c.Name).Where(name => !s_strong.Contains(name))];
        if (quiet.Length > 0)
        {
            yield return new(
                Severity.Low, "system calls",
                $"The candidate makes {Counted.Of(quiet.Length, "kind")} of calls that the baseline does not: "
                + string.Join(", ", quiet.Take(MaxListed)) + ".",
                []);
        }

        foreach (IGrouping<PathUseKind, PathUse> kind in summary.Paths!
            .Where(p => p is { InBaseline: false, InCandidate: true }).GroupBy(p => p.Kind))
        {
            if (InWords(kind.Key) is var (severity, does))
            {
                PathUse[] paths = [.. kind];
                yield return new(
                    severity, does,
                    $"The candidate {does}, where the baseline does not: {paths[0].Path}"
                    + (paths.Length > 1 ? $" and {paths.Length - 1:N0} more." : "."),
                    [.. paths.Take(MaxListed).Select(p => new Evidence($"{does}: {p.Path}"))]);
            }
        }
    }

    // What a program only looks for changes with every release.
    private static (Severity Severity, string Does)? InWords(PathUseKind kind) => kind switch
    {
        PathUseKind.Network => (Severity.Medium, "uses an address"),
        PathUseKind.Run => (Severity.Medium, "runs a program"),
        PathUseKind.Code => (Severity.Medium, "makes memory executable"),
        PathUseKind.Written => (Severity.Low, "writes a file"),
        PathUseKind.Read => (Severity.Low, "reads a file"),
        _ => null,
    };
}
