using Xzact.Audit.Case;
using Xzact.Audit.Case.Builds;
using Xzact.Audit.Rules.Builds;

namespace Xzact.Audit.Rules.D64;

/// <summary>A build that writes outside its own folder, or tries to.</summary>
internal sealed class OutsideWriteRule : IBuildRule
{
    // Python tries to keep what it has compiled beside each module.
    private static readonly string[] s_ordinary = ["/__pycache__/", "/.cache/", "/.ccache/"];

    public string Id => "D64";

    public IEnumerable<BuildMatch> Match(ObservedBuild build) => build.Uses
        .Where(use => use.Kind == UseKind.Write && use.Phase != BuildPhase.Install
            && !build.Names.IsInTree(use.Content.Path)
            && !IsPackage(use, build)
            && !use.Content.Path.StartsWith("/tmp/", StringComparison.Ordinal)
            && !use.Content.Path.StartsWith("/var/tmp/", StringComparison.Ordinal))
        .GroupBy(use => (Folder(use.Content.Path), use.Program?.Name, use.Error))
        .Select(group =>
        {
            FileUse[] uses = [.. group.OrderBy(use => use.Content.Path, StringComparer.Ordinal)];
            FileUse first = uses[0];
            bool isOrdinary = Array.TrueForAll(uses, use =>
                Array.Exists(s_ordinary, part => use.Content.Path.Contains(part, StringComparison.Ordinal)));
            bool isHome = first.Content.Path.StartsWith("/home", StringComparison.Ordinal)
                || first.Content.Path.StartsWith("/root", StringComparison.Ordinal);
            string verb = first.Error is null ? "writes" : "tries to write";
            return new BuildMatch(
                first.Content.Path,
                new(
                    isOrdinary || first.Phase == BuildPhase.Test ? Severity.Low
                        : isHome || first.Error is not null ? Severity.Medium
                        : Severity.High,
                    $"{first.Program?.Name ?? "A process"} {verb} outside the tree"
                        + (first.Error is null ? "." : $" ({first.Error})."),
                    $"{first.Program?.Name} {Folder(first.Content.Path)}",
                    [
                        .. uses.DistinctBy(u => u.Content.Path).Select(u => new Evidence(
                            u.Error is null ? "is written" : "could not be written", u.Content.Path)),
                        DataTrail.Show(first.Process, first.Program),
                    ]));
        });

    // Tools that make packages put them beside the tree.
    private static bool IsPackage(FileUse use, ObservedBuild build)
    {
        string root = build.Record.Header.Root;
        return use.Program is { Kind: ToolKind.Packager } && root.LastIndexOf('/') is > 0 and int slash
            && Folder(use.Content.Path) == root[..(slash + 1)];
    }

    private static string Folder(string path) => path[..(path.LastIndexOf('/') + 1)];
}
