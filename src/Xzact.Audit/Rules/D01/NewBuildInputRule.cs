using Xzact.Audit.Case;

namespace Xzact.Audit.Rules.D01;

/// <summary>A file that only the archive holds and that a build tool, shell or compiler would read.</summary>
internal sealed class NewBuildInputRule : IFileRule
{
    public string Id => "D01";

    public bool AppliesTo(SuspectFile file) =>
        !file.IsModified && (file.IsBuildText || file.Entry.Role == FileRole.Source);

    public IEnumerable<RuleMatch> Match(SuspectFile file)
    {
        Evidence origin = new(file.Entry.Account.Reason, file.Path);
        if (file.Entry.Role == FileRole.Source)
        {
            yield return new(
                file.Entry.ReachesBuild ? Severity.Medium : Severity.Low,
                "Source text is in the archive only and nothing explains it.",
                file.Entry.Sha256 ?? "",
                [origin, .. file.Entry.References]);
            yield break;
        }

        (Severity severity, IReadOnlyList<Evidence> evidence) = BuildTextSeverity.Of(file);
        string reach = file.Entry.ReachesBuild ? "the build reads or runs it" : "no reader of it was seen";
        yield return new(
            severity,
            $"Build text is in the archive only and nothing explains it; {reach}.",
            file.Entry.Sha256 ?? "",
            [origin, .. evidence]);
    }
}
