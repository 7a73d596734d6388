using Xzact.Audit.Case;
using Xzact.Audit.Case.Builds;
using Xzact.Audit.Rules.Builds;

namespace Xzact.Audit.Rules.D65;

/// <summary>A file that is installed although it was last written while tests ran.</summary>
internal sealed class TestWritesInstalledRule : IBuildRule
{
    public string Id => "D65";

    public IEnumerable<BuildMatch> Match(ObservedBuild build)
    {
        foreach (FileUse use in build.Uses.Where(use => use is { Kind: UseKind.Read, Phase: BuildPhase.Install }
            && use.Content.Original is null).DistinctBy(use => use.Content))
        {
            FileContent first = use.Content.First;
            int at = first.Writers.FindLastIndex(w => w.Phase == BuildPhase.Test);
            if (at < 0)
            {
                continue;
            }

            (BuildProcess writer, Execution? program, _, _) = first.Writers[at];
            bool isRebuilt = program is not null && program.Kind.MakesObjects();
            bool existed = first.Before is not null || first.Writers.Exists(w => w.Phase != BuildPhase.Test);
            string path = build.Names.Below(use.Content.Path);
            yield return new(
                path,
                new(
                    isRebuilt ? Severity.Low : existed ? Severity.High : Severity.Medium,
                    "A file that the tests wrote is installed"
                        + (existed && !isRebuilt ? "; the build had made it before." : "."),
                    $"{program?.Name}",
                    [
                        DataTrail.Show(writer, program), new("was written in the phase \"test\"", path),
                        DataTrail.Show(use.Process, use.Program),
                    ]));
        }
    }
}
