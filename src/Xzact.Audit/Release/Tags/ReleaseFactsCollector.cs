using Xzact.Audit.Case;
using Xzact.Audit.Git;

namespace Xzact.Audit.Release.Tags;

/// <summary>Collects what rules about a release as a whole may know.</summary>
internal static class ReleaseFactsCollector
{
    /// <summary>The facts, and what could not be looked at, or null.</summary>
    /// <param name="request">The request.</param>
    /// <param name="archive">File name of the archive.</param>
    /// <param name="tag">The tag, or an archive that stands in for one.</param>
    /// <param name="files">The files with their accounts.</param>
    /// <param name="found">What the rules found in files.</param>
    public static (ReleaseFacts Facts, Omission? Unknown) Of(
        ReleaseRequest request, string archive, TagInventory tag, IReadOnlyList<AccountedFile> files,
        IEnumerable<CheckResult> found)
    {
        IReadOnlyList<ReleaseName> readings = ReleaseName.Readings(archive);
        IReadOnlyList<string> tags = tag.IsTag ? tag.Repository.Tags : [];
        (IReadOnlyList<HiddenFile> hidden, Omission? unknown) = Hidden(tag, files);
        ReleaseFacts facts = new()
        {
            Archive = archive,
            Version = readings.Count > 0 ? readings[0].Version : null,
            Tag = tag.IsTag ? tag.Tag.Name : null,
            TagCount = tags.Count,
            TagsOfVersion =
            [
                .. tags.Where(t => readings.Any(r => TagChoice.Fits(t, r) || TagChoice.HasVersion(t, r))),
            ],
            Hidden = hidden,
            Signatures = Signatures.Of(
                request.Embedded is null ? request.ArchivePath : null, request.PreviousPath,
                tag.IsTag ? tag.Tag : null),
            FileFindings = [.. found.SelectMany(r => r.Findings).Select(f => (f.RuleId, f.Subject))],
        };
        return (facts, unknown);
    }

    private static (IReadOnlyList<HiddenFile>, Omission?) Hidden(TagInventory tag, IReadOnlyList<AccountedFile> files)
    {
        if (!tag.IsTag)
        {
            return ([], null);
        }

        try
        {
            return (HiddenFiles.Of(tag, files), null);
        }
        catch (GitException e)
        {
            return ([], new("which ignore rules are new", e.Message) { IsOutOfScope = true });
        }
    }
}
