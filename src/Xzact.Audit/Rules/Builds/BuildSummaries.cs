using Xzact.Audit.Case;
using Xzact.Audit.Case.Builds;

namespace Xzact.Audit.Rules.Builds;

/// <summary>Counts what a build did.</summary>
internal static class BuildSummaries
{
    private const int MaxDepth = 24;
    private const int MaxBranches = 40;

    /// <summary>The build in numbers.</summary>
    public static BuildSummary Of(ObservedBuild build)
    {
        BuildProcess[] all = [.. build.Processes.Values];
        return new(
            build.Record.Header, build.Record.End, all.Length, all.Sum(p => p.Executions.Count),
            [.. Enum.GetValues<BuildPhase>().Select(phase => Phase(build, all, phase))
                .Where(row => row.Programs > 0 || row.Reads.Count > 0)],
            Tree(build, all));
    }

    private static PhaseSummary Phase(ObservedBuild build, BuildProcess[] all, BuildPhase phase)
    {
        FileUse[] uses = [.. build.Uses.Where(use => use.Phase == phase && use.Error is null)];
        return new(
            phase,
            all.Sum(p => p.Phases.Count(own => own == phase)),
            [
                .. uses.Where(use => use.Kind != UseKind.Write && use.Content.Origin is not null)
                    .Select(use => use.Content.Origin!).Distinct()
                    .GroupBy(file => ObservedBuild.IsTestData(file) ? FileRole.TestData : file.Role)
                    .OrderBy(group => group.Key).Select(group => new ClassCount(group.Key, group.Count())),
            ],
            uses.Where(use => use.Kind == UseKind.Write).Select(use => use.Content.Path).Distinct().Count());
    }

    private static BuildBranch Tree(ObservedBuild build, BuildProcess[] all)
    {
        Dictionary<BuildProcess, int> sizes = [];
        foreach (BuildProcess process in all)
        {
            foreach (BuildProcess above in process.Line)
            {
                sizes[above] = sizes.GetValueOrDefault(above) + 1;
            }
        }

        ILookup<BuildProcess?, BuildProcess> children = all.ToLookup(p => p.Parent);
        BuildProcess[] roots = [.. children[null]];
        string name = string.Join(' ', build.Record.Header.Command);
        return new(name, BuildPhase.Other, 1, all.Length, Branches(roots, children, sizes, 0));
    }

    private static BuildBranch[] Branches(
        IEnumerable<BuildProcess> processes, ILookup<BuildProcess?, BuildProcess> children,
        Dictionary<BuildProcess, int> sizes, int depth)
    {
        if (depth == MaxDepth)
        {
            return [];
        }

        return
        [
            .. processes.SelectMany(p => Started(p, children)).GroupBy(p => (NameOf(p), p.Phase))
                .Select(group => (group.Key, Members: group.ToArray(), All: group.Sum(p => sizes[p])))
                .OrderByDescending(group => group.All).ThenBy(group => group.Key.Item1, StringComparer.Ordinal)
                .Take(MaxBranches)
                .Select(group => new BuildBranch(
                    group.Key.Item1, group.Key.Phase, group.Members.Length, group.All,
                    Branches(group.Members.SelectMany(p => children[p]), children, sizes, depth + 1))),
        ];
    }

    // What only forked stands for what it started.
    private static IEnumerable<BuildProcess> Started(
        BuildProcess process, ILookup<BuildProcess?, BuildProcess> children)
    {
        Stack<BuildProcess> open = new([process]);
        while (open.TryPop(out BuildProcess? next))
        {
            if (next.Executions.Count > 0)
            {
                yield return next;
                continue;
            }

            foreach (BuildProcess child in children[next])
            {
                open.Push(child);
            }
        }
    }

    private static string NameOf(BuildProcess process)
    {
        Execution program = process.Executions[^1];
        return program.Script is string script ? script[(script.LastIndexOf('/') + 1)..] : program.Name;
    }
}
