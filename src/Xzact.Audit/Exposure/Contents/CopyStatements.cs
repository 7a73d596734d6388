using Xzact.Audit.Case;
using Xzact.Audit.Exposure.Advisories;
using Xzact.Audit.Exposure.Inventories;
using Xzact.Audit.Exposure.Matching;
using Xzact.Audit.Exposure.Versions;

namespace Xzact.Audit.Exposure.Contents;

/// <summary>What the built-in advisories say of copies of libraries. A copy that belongs to a package about which
/// something is said has that package's answer, for it knows how it was built.</summary>
internal static class CopyStatements
{
    /// <summary>The statements.</summary>
    /// <param name="copies">The copies, each with the package that owns its file, or null.</param>
    /// <param name="packages">What is said of packages.</param>
    public static IEnumerable<ExposureStatement> Make(
        IReadOnlyList<(LibraryCopy Copy, string? Owner)> copies, IReadOnlyList<RecordVerdict> packages)
    {
        IReadOnlyList<ExposureStatement> said = StatementMaker.Make(packages);
        ILookup<string, RecordVerdict> byName = packages.ToLookup(v => v.Package.Package.Name);
        foreach ((LibraryCopy copy, string? owner) in copies)
        {
            if (owner is not null && byName[owner].FirstOrDefault() is { } verdict
                && said.FirstOrDefault(s => s.Subject == verdict.Package.Package.Subject) is { } own)
            {
                yield return own with
                {
                    Subject = copy.Path,
                    IsContent = true,
                    IsPresent = copy.IsPresent,
                    Reason = $"it belongs to the package {verdict.Package.Package.Subject}, and {own.Reason}",
                    Steps = [],
                    Evidence = [Sign(copy), .. own.Evidence],
                };
                continue;
            }

            foreach (ExposureStatement statement in ByRelease(copy, owner))
            {
                yield return statement;
            }
        }
    }

    private static IEnumerable<ExposureStatement> ByRelease(LibraryCopy copy, string? owner)
    {
        string of = owner is null ? "no package owns the file" : $"the package {owner} owns the file";
        RecordMatcher matcher = new(new(copy.Releases.Select(release => new InstalledPackage(
            "file", copy.Library, release, VersionScheme.Upstream, new($"found by content; {of}", copy.Path))
        {
            File = copy.Path,
            Layer = copy.Layer,
            IsPresent = copy.IsPresent,
        })));
        foreach (OsvRecord record in AdvisorySource.BuiltIn)
        {
            matcher.Add(record);
        }

        if (copy.Releases.Count == 0 && copy.Functions > 0)
        {
            return AdvisorySource.BuiltIn.Select(record => new ExposureStatement(
                ExposureStatus.Unknown, copy.Path, record.Subject,
                $"{copy.Signs}, its text names no release, and {of}")
            {
                IsContent = true,
                IsMalicious = record.IsMalicious,
                IsPresent = copy.IsPresent,
                Evidence = [Sign(copy)],
            });
        }

        // Of several texts that look like its number one may be another program's: the worst one counts.
        return StatementMaker.Make(matcher.Verdicts).GroupBy(s => s.Advisory).Select(group => group.First())
            .Select(statement => statement with
            {
                Reason = $"{statement.Reason}; {copy.Signs}, its text names {string.Join(" and ", copy.Releases)}, "
                    + $"and {of}",
                Evidence = [Sign(copy), .. statement.Evidence],
            });
    }

    private static Evidence Sign(LibraryCopy copy) => new(copy.Signs, copy.Path);
}
