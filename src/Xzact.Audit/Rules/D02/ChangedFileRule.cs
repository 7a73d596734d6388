using Xzact.Audit.Case;

namespace Xzact.Audit.Rules.D02;

/// <summary>A tracked file whose content, type, link target or executable bit differs in the archive.</summary>
internal sealed class ChangedFileRule : IFileRule
{
    public string Id => "D02";

    public bool AppliesTo(SuspectFile file) => file.IsModified;

    public IEnumerable<RuleMatch> Match(SuspectFile file)
    {
        IReadOnlyList<Evidence> proof = file.Entry.Account.Proof;
        (Severity severity, IReadOnlyList<Evidence> evidence) = Judge(file);
        yield return new(
            severity,
            $"The archive's file differs from {file.Against}: {file.Entry.Account.Reason}.",
            $"{file.Entry.Sha256} {file.Entry.Account.Reason}",
            [.. proof, .. evidence]);
    }

    private static (Severity Severity, IReadOnlyList<Evidence> Evidence) Judge(SuspectFile file)
    {
        if (file.IsBuildText && file.Text is not null)
        {
            (Severity Severity, IReadOnlyList<Evidence> Evidence) judged = BuildTextSeverity.Of(file);
            return file.IsChangedInKind && judged.Severity < Severity.Medium
                ? (Severity.Medium, judged.Evidence)
                : judged;
        }

        // A link, or a bit that makes a program of data, is no change of wording whatever the file is for.
        Severity severity = file.Entry.Role switch
        {
            FileRole.Source => Severity.High,
            _ when file.IsChangedInKind => file.Entry.ReachesBuild ? Severity.High : Severity.Medium,
            FileRole.Translation or FileRole.Documentation => Severity.Low,
            _ => file.Entry.ReachesBuild ? Severity.High : Severity.Medium,
        };
        return (severity, file.Entry.References);
    }
}
