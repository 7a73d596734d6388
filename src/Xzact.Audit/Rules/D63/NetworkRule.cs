using Xzact.Audit.Case;
using Xzact.Audit.Case.Builds;
using Xzact.Audit.Rules.Builds;

namespace Xzact.Audit.Rules.D63;

/// <summary>A build that addresses another machine, or another program of this one.</summary>
internal sealed class NetworkRule : IBuildRule
{
    // The name service cache is asked by the C library about any user.
    private static readonly string[] s_ordinary = ["unix /var/run/nscd/", "unix /run/nscd/", "unix /dev/log",
        "unix /run/systemd/userdb/", "unix /var/run/systemd/"];

    public string Id => "D63";

    public IEnumerable<BuildMatch> Match(ObservedBuild build) => build.Acts
        .Where(act => act.Event.Kind == BuildEventKind.Network && !IsOrdinary(act, build))
        .GroupBy(act => (act.Event.Path, act.Program?.Name))
        .Select(group =>
        {
            OtherAct act = group.First();
            bool isLocal = IsLocal(act.Event.Path);
            bool isTest = act.Phase is BuildPhase.Test or BuildPhase.Distribution;
            string how = act.Event.Error is string error ? $", which failed ({error})" : "";
            return new BuildMatch(
                act.Program?.Script is string script && act.Program.IsOfTree ? build.Names.Below(script)
                    : act.Program?.Name ?? "a process",
                new(
                    isTest ? Severity.Low : isLocal ? Severity.Low
                        : act.Event.Path.StartsWith("unix", StringComparison.Ordinal) ? Severity.Medium
                        : Severity.High,
                    $"{act.Program?.Name ?? "A process"} addresses {act.Event.Path}{how}.",
                    act.Event.Path,
                    [DataTrail.Show(act.Process, act.Program)]));
        });

    private static bool IsOrdinary(OtherAct act, ObservedBuild build)
    {
        string address = act.Event.Path;
        const string Unix = "unix ";
        string plain = address.StartsWith("bind ", StringComparison.Ordinal) ? address["bind ".Length..] : address;
        return Array.Exists(s_ordinary, start => plain.StartsWith(start, StringComparison.Ordinal))
            || (plain.StartsWith(Unix, StringComparison.Ordinal)
                && (plain[Unix.Length..] is not (['/', ..] or ['@', ..])
                    || build.Names.IsInTree(plain[Unix.Length..])
                    || plain.StartsWith("unix /tmp/", StringComparison.Ordinal)));
    }

    private static bool IsLocal(string address) => address.Contains("inet 127.", StringComparison.Ordinal)
        || address.Contains("inet6 [::1]", StringComparison.Ordinal)
        || address.Contains("inet 0.0.0.0:", StringComparison.Ordinal)
        || address.Contains("inet6 [::]:", StringComparison.Ordinal);
}
