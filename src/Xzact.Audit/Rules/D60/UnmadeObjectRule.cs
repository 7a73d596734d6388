using Xzact.Audit.Case;
using Xzact.Audit.Case.Builds;
using Xzact.Audit.Rules.Builds;

namespace Xzact.Audit.Rules.D60;

/// <summary>An object or archive that is linked although no compiler or linker was seen to make it.</summary>
internal sealed class UnmadeObjectRule : IBuildRule
{
    private static readonly string[] s_endings = [".o", ".obj", ".a", ".so", ".lo"];

    public string Id => "D60";

    public IEnumerable<BuildMatch> Match(ObservedBuild build)
    {
        foreach (FileUse use in build.Uses.Where(use => use.Kind == UseKind.Read
            && use.Program is { Kind: ToolKind.Linker or ToolKind.Archiver or ToolKind.Driver or ToolKind.Compiler }
            && use.Phase is not BuildPhase.Test && Array.Exists(s_endings, e =>
                use.Content.Path.EndsWith(e, StringComparison.Ordinal))).DistinctBy(use => use.Content))
        {
            FileContent first = use.Content.First;
            if (first.Writers.Count > 0 && first.Writers.TrueForAll(IsMaker))
            {
                continue;
            }

            // An archiver opens the archive that it is about to make.
            if (first.Writers.Count == 0 && first.Original is null && use.Program is { Kind: ToolKind.Archiver })
            {
                continue;
            }

            yield return Found(use, first, build);
        }
    }

    private static bool IsMaker((BuildProcess Process, Execution? Program, BuildPhase Phase, int Time) writer) =>
        writer.Program is not null && (writer.Program.Kind.MakesObjects()
            || writer.Program.Script?.EndsWith("/libtool", StringComparison.Ordinal) is true);

    private static BuildMatch Found(FileUse use, FileContent first, ObservedBuild build)
    {
        string path = build.Names.Below(use.Content.Path);
        (BuildProcess Process, Execution? Program, BuildPhase Phase, int Time)? writer =
            first.Writers.Find(w => !IsMaker(w)) is { Process: not null } found ? found : null;
        bool ofTests = ObservedBuild.IsTestData(first.Original)
            || first.Sources.OfType<BuildProcess>().SelectMany(p => p.Sources).OfType<FileContent>()
                .Any(c => ObservedBuild.IsTestData(c.Origin));
        string origin = first.Original is not null ? "it was in the tree before the build"
            : writer is null ? "nothing was seen to write it"
            : $"{writer.Value.Program?.Name ?? "a process"} wrote it";
        List<Evidence> evidence = [new(origin, build.Names.Below(first.Path))];
        if (writer is not null)
        {
            evidence.Add(DataTrail.Show(writer.Value.Process, writer.Value.Program));
        }

        evidence.Add(new("is read by the linker or archiver", path));
        evidence.Add(DataTrail.Show(use.Process, use.Program));
        return new(
            path,
            new(
                ofTests ? Severity.Critical : Severity.High,
                $"An object is linked that no compiler or assembler was seen to make: {origin}.",
                origin,
                evidence));
    }
}
