using Xzact.Audit.Case;
using Xzact.Audit.Case.Builds;
using Xzact.Audit.Rules.Builds;

namespace Xzact.Audit.Rules.D62;

/// <summary>A script of the tree that is run and that the tag does not have, or has differently.</summary>
internal sealed class UntrackedScriptRule : IBuildRule
{
    public string Id => "D62";

    public string? NeedsWhat(ObservedBuild build) =>
        build.TagBlobs is null ? "no --source and --tag were given" : null;

    public IEnumerable<BuildMatch> Match(ObservedBuild build)
    {
        if (build.TagBlobs is not { } tag)
        {
            yield break;
        }

        Dictionary<string, TreeFile> tree = build.Record.Tree
            .GroupBy(file => file.Path).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
        HashSet<string> judged = new(StringComparer.Ordinal);
        foreach (BuildProcess process in build.Processes.Values)
        {
            foreach (Execution program in process.Executions)
            {
                if (program is { IsOfTree: true, Script: string script } && build.Names.Below(script) is string path
                    && tree.TryGetValue(path, out TreeFile? file) && file.Blob is string blob && judged.Add(path)
                    && tag.GetValueOrDefault(path) != blob)
                {
                    bool isChanged = tag.ContainsKey(path);
                    yield return new(
                        path,
                        new(
                            isChanged ? Severity.High : Severity.Medium,
                            isChanged ? "A script is run that differs from the tag's."
                                : "A script is run that the tag does not have.",
                            blob,
                            [new(isChanged ? "not the tag's" : "not in the tag", path),
                             DataTrail.Show(process, program)]));
                }
            }
        }
    }
}
