using Xzact.Audit.Case;
using Xzact.Audit.Case.Builds;
using Xzact.Audit.Rules.Builds;

namespace Xzact.Audit.Rules.D55;

/// <summary>Data of tests that is read when no test runs; copies, moves and links of it are the same data.</summary>
internal sealed class TestDataReadRule : IBuildRule
{
    public string Id => "D55";

    public IEnumerable<BuildMatch> Match(ObservedBuild build) => build.Uses
        .Where(use => use.Kind is UseKind.Read or UseKind.Execute
            && use.Phase is not (BuildPhase.Test or BuildPhase.Distribution)
            && ObservedBuild.IsTestData(use.Content.Origin))
        .GroupBy(use => (use.Phase, use.Program?.Name))
        .Select(group => (group.Key.Phase, Uses: group.ToArray()))
        .Select(group => (group.Phase, Files: FilesOf(group.Uses), Match: Judge(group.Uses, build)))
        .Where(found => found.Match is not null)
        .Select(found => (found.Phase, found.Files, Match: found.Match!))
        .GroupBy(found => (found.Phase, Files: string.Join('\0', found.Files)))
        .Select(OfOneStory);

    // A shell opens what the program that it starts then reads: one story, told by the program.
    private static BuildMatch OfOneStory(
        IEnumerable<(BuildPhase Phase, string[] Files, BuildMatch Match)> found) =>
        found.OrderBy(f => f.Match.Match.Severity).Last().Match;

    private static string[] FilesOf(IEnumerable<FileUse> uses) =>
        [.. uses.Select(use => use.Content.Origin!.Path).Distinct().Order(StringComparer.Ordinal)];

    // A checksum is no way for data, and who packs a tree reads all of it: as long as nothing comes of it, it is none.
    private static BuildMatch? Judge(FileUse[] uses, ObservedBuild build)
    {
        FileUse first = uses[0];
        string[] files = FilesOf(uses);
        DataTrail? trail = uses.Any(use => use.Kind == UseKind.Execute) ? null
            : DataTrail.From(uses.Select(use => (DataNode)use.Process)
                .Concat(uses.SelectMany(use => use.Content.Next.OfType<FileContent>())));
        if (trail is null
            && Array.TrueForAll(uses, use => use.Program is { Kind: ToolKind.Summer or ToolKind.Packager }))
        {
            return null;
        }

        bool isExecuted = uses.Any(use => use.Kind == UseKind.Execute
            || (use.Program?.Script is string script && script == use.Content.Path));
        bool isCopied = Array.TrueForAll(uses, use => use.Program is { Kind: ToolKind.Copier });

        // One make that is asked for "all check" does not say for which of them it runs a recipe.
        bool mayTest = !isExecuted && trail is null && Array.TrueForAll(uses, use => use.Process.MayTest);
        string ending = mayTest
            ? " of a make that was asked for tests and for more; run the tests as a command of their own, which tells "
                + "them apart"
            : ", where no test runs" + (isExecuted ? ", and is run"
                : trail is null ? "" : $", and what comes of it {trail.Ending}");
        string many = files.Length == 1 ? "Data of tests is" : $"{files.Length:N0} files of test data are";
        string phase = first.Phase.ToString().ToLowerInvariant();
        List<Evidence> evidence =
            [DataTrail.Show(first.Process, first.Program), .. trail?.Evidence(build.Names) ?? []];
        foreach (FileUse use in uses.DistinctBy(u => u.Content.Origin!.Path)
            .OrderBy(u => u.Content.Origin!.Path, StringComparer.Ordinal))
        {
            evidence.Add(new(
                use.Content.CopyOf is null ? "is read" : $"is read as {build.Names.Below(use.Content.Path)}",
                use.Content.Origin!.Path));
        }

        return new(
            files[0],
            new(
                isExecuted || trail is not null ? Severity.Critical : isCopied || mayTest ? Severity.Medium
                    : Severity.High,
                $"{many} read by {first.Program?.Name ?? "a process"} in the phase \"{phase}\"{ending}.",
                $"{phase} {first.Program?.Name} {string.Join(' ', files)}",
                evidence));
    }
}
