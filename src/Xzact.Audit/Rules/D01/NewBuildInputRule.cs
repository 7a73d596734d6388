using Xzact.Audit.Case;

namespace Xzact.Audit.Rules.D01;

/// <summary>A file that only the archive holds and that a build tool, shell or compiler would read.</summary>
internal sealed class NewBuildInputRule : IFileRule
{
    public string Id => "D01";

    public bool AppliesTo(SuspectFile file) =>
        !file.IsModified && !file.IsRegeneratedOtherwise
        && (file.IsBuildText || file.Entry.Role == FileRole.Source || file.IsExplained || file.Shadows is not null
            || IsNamed(file));

    public IEnumerable<RuleMatch> Match(SuspectFile file)
    {
        Evidence origin = new(file.Entry.Account.Reason, file.Path);
        if (file.IsExplained)
        {
            yield return new(
                Severity.Low, "The content is upstream's, but the file is executable here.", file.Entry.Sha256 ?? "",
                file.Entry.Account.Proof);
            yield break;
        }

        if (file.Shadows is string shadows)
        {
            yield return new(
                Severity.High, $"A file that nothing explains is in the archive only, and {shadows}.",
                file.Entry.Sha256 ?? "",
                [origin, new(shadows, file.Path), .. file.Withdrawn, .. file.Entry.References, .. Acts(file)]);
            yield break;
        }

        if (file.Entry.Role == FileRole.Source)
        {
            yield return new(
                file.Entry.ReachesBuild ? Severity.Medium : Severity.Low,
                "Source text is in the archive only and nothing explains it.",
                file.Entry.Sha256 ?? "",
                [origin, .. file.Entry.References]);
            yield break;
        }

        if (!file.IsBuildText)
        {
            yield return new(
                Severity.Low, "A file is in the archive only and nothing explains it, and build text names it.",
                file.Entry.Sha256 ?? "", [origin, .. file.Entry.References]);
            yield break;
        }

        (Severity severity, IReadOnlyList<Evidence> evidence) = BuildTextSeverity.Of(file);
        string reach = file.Entry.ReachesBuild ? "the build reads or runs it" : "no reader of it was seen";
        yield return new(
            severity,
            $"Build text is in the archive only and nothing explains it; {reach}.",
            file.Entry.Sha256 ?? "",
            [origin, .. file.Withdrawn, .. evidence]);
    }

    // Pages and catalogues are named by every makefile that installs them.
    private static bool IsNamed(SuspectFile file) => file.Entry is { ReachesBuild: true, Role: FileRole.Other };

    private static Evidence[] Acts(SuspectFile file) => BuildTextSeverity.FirstAct(file) is { } act ? [act] : [];
}
