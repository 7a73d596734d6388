using Xzact.Audit.Case;
using Xzact.Audit.Rules.Builds;

namespace Xzact.Audit.Rules.D57;

/// <summary>A build file that is changed after the program that generates it has made it.</summary>
internal sealed class BuildFileChangedRule : IBuildRule
{
    // A change belongs to the making if it is the generator's own, and the first of that run of it.
    private static readonly HashSet<string> s_generators = new(StringComparer.Ordinal)
    {
        "config.status", "configure", "automake", "autoconf", "autom4te", "aclocal", "cmake", "meson", "libtoolize",
        "autoheader", "autopoint", "autoreconf",
    };

    public string Id => "D57";

    public IEnumerable<BuildMatch> Match(ObservedBuild build)
    {
        foreach (FileUse use in build.Uses)
        {
            if (use is { Kind: UseKind.Write, Error: null } && DataTrail.IsBuildFile(use.Content.Path)
                && build.Names.IsInTree(use.Content.Path) && Edited(use) is FileContent earlier
                && !IsByUser(use.Process))
            {
                yield return Found(use, earlier, build);
            }
        }
    }

    // What was made before by a generator, and is written again in the same run of it or outside any.
    private static FileContent? Edited(FileUse use)
    {
        FileContent? earlier = use.Content.Before ?? (use.Content.Writers.Count > 1 ? use.Content : null);
        if (earlier is not { Writers.Count: > 0 } || earlier.Writers[0].Time >= use.Time)
        {
            return null;
        }

        bool isSame = use.Content.CopyOf is FileContent source && source == earlier.CopyOf;
        if (isSame || IsSameCopy(earlier.Writers[0].Program, use.Program))
        {
            return null;
        }

        BuildProcess? maker = GeneratorAbove(earlier.Writers[0].Process);
        BuildProcess? now = GeneratorAbove(use.Process);
        return maker is not null && (now is null || now == maker)
            && earlier.Writers.TrueForAll(w => w.Process != use.Process) ? earlier : null;
    }

    // Automake copies some files once for each makefile; what the system has does not change meanwhile.
    private static bool IsSameCopy(Execution? first, Execution? now) =>
        first is { Kind: ToolKind.Copier, Folder: string folder, Arguments: [_, .., var source, _] }
        && now is { Kind: ToolKind.Copier } && now.Folder == folder && now.Arguments.SequenceEqual(first.Arguments)
        && source.StartsWith("/usr/", StringComparison.Ordinal) && !source.Contains("/../", StringComparison.Ordinal);

    private static BuildProcess? GeneratorAbove(BuildProcess process) => process.Line.FirstOrDefault(p =>
        p.Executions.Exists(e => s_generators.Contains(NameOf(e))));

    private static string NameOf(Execution program)
    {
        string path = program.Script ?? program.Path;
        return path[(path.LastIndexOf('/') + 1)..];
    }

    // The user, or a packager, edits libtool between configure and make.
    private static bool IsByUser(BuildProcess process) => process.Line.All(p =>
        p.Executions.TrueForAll(e => !e.IsOfTree && e.Kind is not (ToolKind.Maker or ToolKind.Configurer)));

    private static BuildMatch Found(FileUse use, FileContent earlier, ObservedBuild build)
    {
        string path = build.Names.Below(use.Content.Path);
        DataNode[] from = [.. use.Process.Sources, .. use.Content.CopyOf?.Sources ?? []];
        bool ofTests = from.OfType<FileContent>().Any(c => ObservedBuild.IsTestData(c.Origin));
        return new(
            path,
            new(
                ofTests ? Severity.Critical : Severity.High,
                $"{use.Program?.Name ?? "A process"} changes a build file after it was generated.",
                $"{use.Program?.Name}",
                [
                    DataTrail.Show(earlier.Writers[0].Process, earlier.Writers[0].Program),
                    new("then changes it", path),
                    DataTrail.Show(use.Process, use.Program),
                ]));
    }
}
