using Xzact.Audit.Case;

namespace Xzact.Audit.Rules.D41;

/// <summary>A member that extraction turns into something else than the archive lists.</summary>
internal sealed class ExtractionRule : IArchiveRule
{
    public string Id => "D41";

    public (Severity Severity, string Message)? Judge(ArchiveDoubtKind kind) => kind switch
    {
        ArchiveDoubtKind.Name => (
            Severity.High, "The extracted name is not the stored one, or depends on who extracts."),
        ArchiveDoubtKind.ForeignName => (
            Severity.High, "The name is another path on some systems, and no tag tracks it."),
        ArchiveDoubtKind.ThroughLink => (
            Severity.High, "The archive leads the path of a member through another member that is no folder."),
        ArchiveDoubtKind.Replaced => (
            Severity.High, "Members that differ extract to one place; what is left depends on who extracts."),
        ArchiveDoubtKind.HardLink => (
            Severity.High, "The content of a hard link is not certain."),
        ArchiveDoubtKind.LeavesTree => (
            Severity.High, "A link may lead out of the archive's tree."),
        ArchiveDoubtKind.Headers => (
            Severity.High, "The headers of a member contradict each other; readers take different ones."),
        ArchiveDoubtKind.SpecialFile => (
            Severity.High, "A member is no file, folder or link; extractors differ in what they make of it."),
        ArchiveDoubtKind.LinkedBuildInput => (
            Severity.High, "A link that only the archive has gives other content a name that a build may read."),
        ArchiveDoubtKind.SetId => (
            Severity.High, "A file of the archive has a set-user-ID or set-group-ID bit."),
        ArchiveDoubtKind.Repeated => (
            Severity.Medium, "The archive holds a member more than once, each time alike."),
        ArchiveDoubtKind.InvisibleName => (
            Severity.Medium, "The name holds characters that are not seen, and no tag tracks it."),
        ArchiveDoubtKind.LinkMode => (
            Severity.Medium, "A hard link has other permissions than its target; some extractors set them."),
        ArchiveDoubtKind.OddMode => (
            Severity.Low, "The permissions are none that a usual umask gives."),
        ArchiveDoubtKind.LooksAlike => (
            Severity.Low, "The name is one with another name where case or accents do not count."),
        _ => null,
    };
}
