using Xzact.Audit.Case;

namespace Xzact.Audit.Rules.D43;

/// <summary>A tag that is not what was audited before, or that the project's history does not hold.</summary>
internal sealed class TagRule : IArchiveRule
{
    public string Id => "D43";

    public (Severity Severity, string Message)? Judge(ArchiveDoubtKind kind) => kind switch
    {
        ArchiveDoubtKind.TagMoved => (
            Severity.High, "A tag that was audited before leads to something else now, or is gone."),
        ArchiveDoubtKind.ArchiveReplaced => (
            Severity.High, "An archive of this name was audited before, and had other bytes."),
        ArchiveDoubtKind.TagOfAnotherName => (
            Severity.Medium, "The reference was pointed at the tag object of another release."),
        ArchiveDoubtKind.ActingExpansion => (
            Severity.Medium, "git writes text of the commit into a file that is not for people only."),
        ArchiveDoubtKind.TagOnNoBranch => (
            Severity.Low, "The commit of the tag is on no branch: it is not a part of the history that was shown."),
        _ => null,
    };
}
