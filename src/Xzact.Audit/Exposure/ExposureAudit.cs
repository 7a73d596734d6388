using Xzact.Audit.Case;
using Xzact.Audit.Exposure.Advisories;
using Xzact.Audit.Exposure.Contents;
using Xzact.Audit.Exposure.Images;
using Xzact.Audit.Exposure.Inventories;
using Xzact.Audit.Exposure.Matching;
using Xzact.Audit.Exposure.Roots;
using Xzact.Audit.Exposure.Sboms;
using Xzact.Audit.Exposure.Versions;
using Xzact.Audit.Rules;

namespace Xzact.Audit.Exposure;

/// <summary>Says which packages and files of a system, an image or a list of parts advisories are true of. It runs from
/// end to end: inventory, advisories, rules.</summary>
public static class ExposureAudit
{
    private const long MaxSbomBytes = 1L << 30;
    private const int MaxListed = 20;

    /// <summary>Runs an audit.</summary>
    /// <exception cref="AuditInputException">The input or the advisories cannot be opened, or nothing is listed.
    /// </exception>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public static CaseReport Run(ExposureRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        Collected collected = request switch
        {
            { RootPath: string root, ImagePath: null, SbomPath: null } => OfRoot(root, request),
            { ImagePath: string image, RootPath: null, SbomPath: null } => OfImage(image, request),
            { SbomPath: string sbom, RootPath: null, ImagePath: null } => OfSbom(sbom),
            _ => throw new AuditInputException("one of a root, an image and a list of parts must be given"),
        };
        return Judge(request, collected);
    }

    private static CaseReport Judge(ExposureRequest request, Collected collected)
    {
        List<Omission> unread = [.. collected.Unread.Where(o => !o.IsOutOfScope)];
        RecordMatcher matcher = new(new(collected.Packages));
        List<ExposureAdvisories> advisories = [Add(AdvisorySource.BuiltInName, AdvisorySource.BuiltIn)];
        foreach (string path in request.Advisories)
        {
            ExposureAdvisories read = Add(path, AdvisorySource.Read(
                path, request.Limits, (what, why) => unread.Add(new($"advisory {what}", why))));
            advisories.Add(read.Records > 0 || unread.Count > 0 ? read
                : throw new AuditInputException($"{path}: it holds no advisory in the format of OSV"));
        }

        // What only a lower layer has is worth a word where it is bad, and none where it is good.
        IReadOnlyList<ExposureStatement> statements = StatementMaker.Order(
            StatementMaker.Make(matcher.Verdicts).Concat(CopyStatements.Make(collected.Copies, matcher.Verdicts))
                .Where(s => s.IsPresent || s.Status != ExposureStatus.NotAffected));
        int present = collected.Packages.Count(p => p.IsPresent);
        int about = matcher.Verdicts.Select(v => v.Package.Package).Where(p => p.IsPresent).Distinct().Count();
        ExposureSummary summary = new(
            collected.Inventories, advisories, statements, present, present - about, collected.Files)
        {
            Listed = [.. collected.Packages.Where(p => p.IsPresent).Select(p => new ListedPackage(
                p.Name == p.Source ? [p.Name] : [p.Name, p.Source], p.Version,
                UpstreamVersion.Of(p.Scheme, p.Version).Release, p.Place)
            {
                IsOfLanguage = p.IsOfLanguage,
            })],
        };
        return new()
        {
            Command = "exposure",
            Subject = collected.Subject,
            Inputs = collected.Inputs,
            Exposure = summary,
            Results = ExposureJudge.Judge(summary, unread),
            Notices = [.. collected.Notices, .. Notices(request, collected)],
            NotLookedAt = [.. unread, .. collected.Unread.Where(o => o.IsOutOfScope), .. OutOfScope(request)],
        };

        ExposureAdvisories Add(string name, IEnumerable<OsvRecord> records)
        {
            int count = 0;
            string? only = null;
            foreach (OsvRecord record in records)
            {
                request.Cancellation.ThrowIfCancellationRequested();
                matcher.Add(record);
                only = count++ == 0 ? record.Subject : null;
            }

            return new(name, count) { Only = only };
        }
    }

    private static Collected OfRoot(string path, ExposureRequest request)
    {
        FolderRoot root = new(path, excluded: request.Excluded);
        Inventory inventory = Inventory.Read(root);
        if (inventory.Found.Count == 0 && inventory.Unread.Count == 0)
        {
            throw new AuditInputException(
                $"{path}: no database of dpkg, rpm, apk or pacman is in this folder; is it the root of a system?")
            {
                NothingToExamine = true,
            };
        }

        FolderContents contents = new(root, request.MaxFileBytes);
        IReadOnlyList<LibraryCopy> copies = request.LooksIntoFiles
            ? contents.Find(request.Progress, request.Cancellation) : [];
        IReadOnlyDictionary<string, string> owners = inventory.OwnersOf(copies.Select(c => c.Path).ToHashSet());
        return new(path, [], inventory.Found, inventory.Packages, [
                .. inventory.Unread, .. contents.Unread,
                .. root.LeftOut.Select(left => new Omission($"folder {left.Path}", left.Why) { IsOutOfScope = true }),
            ])
        {
            Copies = [.. copies.Select(c => (c, owners.GetValueOrDefault(c.Path)))],
            Files = request.LooksIntoFiles ? contents.Files : null,
            Notices = inventory.Distribution is null
                ? [new("nothing says which distribution it is (no os-release); records of distributions do not apply")]
                : [new($"the system is {inventory.Distribution}")],
        };
    }

    private static Collected OfImage(string path, ExposureRequest request)
    {
        if (!File.Exists(path))
        {
            throw new AuditInputException($"{path}: there is no such file; --image wants an image archive");
        }

        ImageArchive image = ImageArchive.Read(
            path, request.Limits, request.LooksIntoFiles ? request.MaxFileBytes : 0, request.Progress,
            request.Cancellation);
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        CaseInput input = CaseInput.Of(path, file, "image archive");
        return new(input.Name, [input], image.Found, image.Packages, image.Unread)
        {
            Copies = image.Copies,
            Notices = image.Notices,
            Files = request.LooksIntoFiles ? image.Files : null,
        };
    }

    private static Collected OfSbom(string path)
    {
        byte[] content;
        try
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            if (!file.CanSeek || file.Length > MaxSbomBytes)
            {
                throw new AuditInputException($"{path}: it is no regular file of at most {MaxSbomBytes:N0} bytes");
            }

            content = new byte[file.Length];
            file.ReadExactly(content);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new AuditInputException($"{path}: it cannot be read: {FileFailure.Reason(e)}", e);
        }

        try
        {
            Sbom sbom = SbomReader.Read(content, Path.GetFileName(path));
            CaseInput input = CaseInput.Of(path, new MemoryStream(content), sbom.Format);
            return new(
                input.Name, [input], [new(sbom.Format, input.Name, sbom.Packages.Count)], sbom.Packages,
                sbom.WithoutVersion.Count > 0 ? [new(
                    $"entries without a version ({sbom.WithoutVersion.Count:N0})",
                    string.Join(", ", sbom.WithoutVersion.Take(MaxListed)))]
                : sbom.Packages.Count == 0 ? [new("packages", "the list names none")] : []);
        }
        catch (InventoryException e)
        {
            throw new AuditInputException($"{path}: {e.Message}", e);
        }
    }

    private static IEnumerable<Evidence> Notices(ExposureRequest request, Collected collected)
    {
        string[] tables =
            [.. collected.Copies.Where(c => c.Copy is { Functions: 0, Releases: [] }).Select(c => c.Copy.Path)];
        if (tables.Length > 0)
        {
            yield return new(
                $"{tables.Length:N0} files have the table or the polynomial that liblzma computes CRC64 with, and "
                + "neither its functions nor text that could be its release; other programs have them too: "
                + string.Join(", ", tables.Take(MaxListed)));
        }

        int withoutSource = collected.Packages.Count(p => !p.SourceIsKnown && p.Kind != "generic");
        if (withoutSource > 0 && request.Advisories.Count > 0)
        {
            yield return new(
                $"{withoutSource:N0} packages do not say which source package they come from; records that go by "
                + "source packages, as those of Debian, Ubuntu and Alpine do, find them only under the same name");
        }
    }

    private static IEnumerable<Omission> OutOfScope(ExposureRequest request)
    {
        if (request.Advisories.Count == 0)
        {
            yield return new(
                "every advisory but CVE-2024-3094", "--advisories was not given; nothing is fetched from a network")
            {
                IsOutOfScope = true,
            };
        }

        if (!request.LooksIntoFiles || request.SbomPath is not null)
        {
            yield return new(
                "copies of libraries inside files", request.SbomPath is not null
                    ? "a list of parts holds no files" : "--packages-only was given")
            {
                IsOutOfScope = true,
            };
        }
    }

    /// <summary>What was found in one input, before any advisory.</summary>
    private sealed record Collected(
        string Subject, IReadOnlyList<CaseInput> Inputs, IReadOnlyList<ExposureInventory> Inventories,
        IReadOnlyList<InstalledPackage> Packages, IReadOnlyList<Omission> Unread)
    {
        public IReadOnlyList<(LibraryCopy Copy, string? Owner)> Copies { get; init; } = [];

        public IReadOnlyList<Evidence> Notices { get; init; } = [];

        public int? Files { get; init; }
    }
}
