using Xzact.Audit.Archives;
using Xzact.Audit.Git;
using Xzact.Audit.Indicators;

namespace Xzact.Audit.Release.Compared;

/// <summary>The archives beside the audited one, as far as they could be read.</summary>
internal sealed class ComparedArchives
{
    private readonly List<ComparedArchive> _others = [];
    private readonly List<string> _failures = [];

    /// <summary>The release before, or null.</summary>
    public ComparedArchive? Previous { get; private set; }

    /// <summary>Further forms of the audited release.</summary>
    public IReadOnlyList<ComparedArchive> Others => _others;

    /// <summary>Archives that could not be read to their end, and why.</summary>
    public IReadOnlyList<string> Failures => _failures;

    /// <summary>What a published indicator names; reading stopped there.</summary>
    public (Indicator Indicator, string Path, string Archive)? KnownMalicious { get; private set; }

    /// <summary>What stands in for a tag where there is none; null if nothing could be read.</summary>
    public ComparedArchive? Baseline => Previous ?? (_others.Count > 0 ? _others[0] : null);

    /// <summary>Reads all of them.</summary>
    /// <param name="request">Which, and within which limits.</param>
    /// <param name="format">The hash of the object ids that their files are given.</param>
    /// <param name="trackedPaths">Paths by which top folders are known; may be empty.</param>
    /// <exception cref="AuditInputException">A file is not there or is no archive.</exception>
    public static ComparedArchives Read(
        ReleaseRequest request, GitObjectFormat format, IReadOnlySet<string> trackedPaths)
    {
        ComparedArchives result = new();
        if (request.PreviousPath is string previous)
        {
            result.Previous = result.Read(previous, request, format, trackedPaths);
        }

        foreach (string path in request.OtherArchives.TakeWhile(_ => result.KnownMalicious is null))
        {
            if (result.Read(path, request, format, trackedPaths) is ComparedArchive other)
            {
                result._others.Add(other);
            }
        }

        return result;
    }

    private ComparedArchive? Read(
        string path, ReleaseRequest request, GitObjectFormat format, IReadOnlySet<string> trackedPaths)
    {
        using ArchiveFile file = ArchiveFile.Open(path, request);
        if (file.KnownMalicious is Indicator whole)
        {
            KnownMalicious = (whole, file.Input.Name, file.Input.Name);
            return null;
        }

        try
        {
            ArchiveInventory inventory = file.Read(format, _ => false);
            if (inventory.KnownMalicious is { } hit)
            {
                KnownMalicious = (hit.Indicator, hit.File.StoredName, file.Input.Name);
                return null;
            }

            return ComparedArchive.Of(file.Input with { Format = inventory.Format }, inventory, trackedPaths);
        }
        catch (ArchiveException e)
        {
            _failures.Add($"{file.Input.Name}: {e.Message}");
            return null;
        }
    }
}
