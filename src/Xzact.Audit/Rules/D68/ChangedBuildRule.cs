using Xzact.Audit.Case;
using Xzact.Audit.Case.Builds;
using Xzact.Audit.Rules.Builds;

namespace Xzact.Audit.Rules.D68;

/// <summary>What a build does that the build compared with did not do.</summary>
internal sealed class ChangedBuildRule : IBuildRule
{
    public string Id => "D68";

    public string? NeedsWhat(ObservedBuild build) =>
        build.Before is null ? "no record to compare with was given (--compare)" : null;

    public IEnumerable<BuildMatch> Match(ObservedBuild build)
    {
        if (build.Before is not ObservedBuild before)
        {
            yield break;
        }

        foreach ((string what, Severity severity, Func<ObservedBuild, IEnumerable<string>> of) in Questions(before))
        {
            HashSet<string> known = [.. of(before)];
            string[] added =
                [.. of(build).Distinct().Where(item => !known.Contains(item)).Order(StringComparer.Ordinal)];
            if (added.Length > 0)
            {
                yield return new(
                    added[0].Split(' ')[0],
                    new(
                        severity, $"{what}: {added.Length:N0}.", $"{what} {string.Join('\n', added)}",
                        [.. added.Select(item => new Evidence(item))]));
            }
        }
    }

    private static IEnumerable<(string What, Severity Severity, Func<ObservedBuild, IEnumerable<string>> Of)> Questions(
        ObservedBuild before)
    {
        HashSet<string> tree = [.. before.Record.Tree.Select(file => file.Path)];
        yield return ("Scripts and programs of the tree that only this build runs", Severity.Medium, b => Programs(b)
            .Where(x => x.IsOfTree).Select(x => b.Names.Below(x.Script!)));
        yield return ("Programs of the system that only this build runs in a phase", Severity.Low, b => b
            .Processes.Values.SelectMany(p => p.Executions.Zip(p.Phases)).Where(x => !x.First.IsOfTree)
            .Select(x => $"{x.First.Name} in {x.Second.ToString().ToLowerInvariant()}"));
        yield return ("Files that both trees have and only this build reads in a phase", Severity.Medium, b => b.Uses
            .Where(use => use.Kind == UseKind.Read && use.Content.Origin is TreeFile file && tree.Contains(file.Path)
                && use.Phase is not (BuildPhase.Test or BuildPhase.Distribution))
            .Select(use => $"{use.Content.Origin!.Path} in {use.Phase.ToString().ToLowerInvariant()}"));
        yield return ("Objects that only this build links", Severity.Low, b => b.Uses
            .Where(use => use.Kind == UseKind.Read && use.Phase == BuildPhase.Link
                && use.Content.Path.EndsWith(".o", StringComparison.Ordinal) && b.Names.IsInTree(use.Content.Path))
            .Select(use => b.Names.Below(use.Content.Path)));
        yield return ("Addresses that only this build names", Severity.Medium, b => b.Acts
            .Where(act => act.Event.Kind == BuildEventKind.Network).Select(act => act.Event.Path));
    }

    private static IEnumerable<Execution> Programs(ObservedBuild build) =>
        build.Processes.Values.SelectMany(p => p.Executions);
}
