using Xzact.Audit.Case;
using Xzact.Audit.Rules.Builds;

namespace Xzact.Audit.Rules.D66;

/// <summary>A program that has no name in any folder: in memory, or deleted before it ran.</summary>
internal sealed class HiddenProgramRule : IBuildRule
{
    public string Id => "D66";

    public IEnumerable<BuildMatch> Match(ObservedBuild build) => build.Uses
        .Where(use => use.Kind == UseKind.Execute && IsHidden(use.Content.Path))
        .Select(use => new BuildMatch(
            use.Content.Path,
            new(
                Severity.High,
                "A program is run that no folder holds: it is in memory only, or its name was removed before.",
                use.Program?.CommandLine ?? "",
                [DataTrail.Show(use.Process, use.Program)])));

    private static bool IsHidden(string path) => path.Contains("memfd:", StringComparison.Ordinal)
        || path.EndsWith(" (deleted)", StringComparison.Ordinal)
        || path.StartsWith("/dev/fd/", StringComparison.Ordinal)
        || (path.StartsWith("/proc/", StringComparison.Ordinal) && path.Contains("/fd/", StringComparison.Ordinal));
}
