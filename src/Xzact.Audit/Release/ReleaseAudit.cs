using System.Security.Cryptography;
using System.Text;
using Xzact.Audit.Archives;
using Xzact.Audit.Case;
using Xzact.Audit.Git;
using Xzact.Audit.Indicators;
using Xzact.Audit.Known;
using Xzact.Audit.Release.Proofs;
using Xzact.Audit.Rules;

namespace Xzact.Audit.Release;

/// <summary>
/// The link source → release: is every byte of the archive in the tag, or a known upstream file? Collects, accounts,
/// follows references, lets the rules judge, and returns the case. Nothing is unpacked to disk and nothing is run.
/// </summary>
public static class ReleaseAudit
{
    private const string ArchiveCheck = "archive";
    private const string ArchiveCheckTitle = "The archive was read to its end";

    // An archive of this project shares paths with the tag even if every content was changed.
    private const int SharedPathsFraction = 10;

    /// <summary>Audits one release archive against one tag.</summary>
    /// <returns>
    /// The case. If the archive cannot be read to its end the case holds no ledger and the check <c>archive</c> is
    /// <see cref="Outcome.Incomplete"/>.
    /// </returns>
    /// <exception cref="AuditInputException">
    /// A file is missing or is no archive, the archive is empty, or it is of another project.
    /// </exception>
    /// <exception cref="GitException">The repository or the tag cannot be read.</exception>
    /// <exception cref="OperationCanceledException">The request's token was cancelled.</exception>
    public static CaseReport Run(ReleaseRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        using FileStream stream = Open(request.ArchivePath);
        CaseInput input = new(
            Path.GetFileName(request.ArchivePath), stream.Length,
            Convert.ToHexStringLower(SHA256.HashData(stream)), Format: null);
        CaseReport blank = new()
        {
            Command = "release",
            Subject = $"{input.Name} against tag {request.Tag}",
            Inputs = [input],
            Results = [],
        };

        if (request.Indicators.Find(IndicatorKind.ArchiveSha256, input.Sha256) is Indicator malicious)
        {
            return KnownMalicious(blank, malicious, input.Name, "Nothing of the archive was decoded.");
        }

        if (stream.Length == 0)
        {
            throw new AuditInputException($"{request.ArchivePath}: the file is empty") { NothingToExamine = true };
        }

        using GitRepository repository = GitRepository.Open(request.SourcePath);
        TagInventory tag = TagInventory.Read(repository, request.Tag);
        blank = blank with
        {
            Source = new(
                request.SourcePath, tag.Tag.Name, tag.Tag.ObjectId, tag.Tag.CommitId, tag.Tag.CommitDate),
        };

        ArchiveInventory archive;
        try
        {
            stream.Position = 0;
            archive = ArchiveInventory.Read(
                stream, input.Name, request, repository.ObjectFormat, name => IsWanted(tag, name), FileProofs.Want);
        }
        catch (ArchiveException e) when (e.Reason == ArchiveErrorReason.NotAnArchive)
        {
            throw new AuditInputException($"{request.ArchivePath}: {e.Message}", e);
        }
        catch (ArchiveException e)
        {
            return Unreadable(blank, $"{input.Name}: {e.Message}");
        }

        blank = blank with { Inputs = [input with { Format = archive.Format }], Observations = archive.Observations };
        return archive.KnownMalicious is { } hit
            ? KnownMalicious(blank, hit.Indicator, hit.File.StoredName, "Reading stopped at this file.")
            : Examine(request, blank, tag, archive);
    }

    private static CaseReport Examine(
        ReleaseRequest request, CaseReport blank, TagInventory tag, ArchiveInventory archive)
    {
        if (archive.Files.Count == 0 && archive.Doubts.Count == 0)
        {
            throw new AuditInputException($"{request.ArchivePath}: the archive holds no files")
            {
                NothingToExamine = true,
            };
        }

        KnownUpstreamIndex known = request.KnownFiles ?? KnownUpstreamIndex.Shipped;
        ReleaseAccountant accountant = new(tag, archive, known);
        IReadOnlyList<AccountedFile> files = accountant.Account();
        archive = archive with { Doubts = [.. archive.Doubts, .. accountant.Doubts] };
        if (archive.Files.Count > 0 && !archive.Doubts.Any(doubt => doubt.UnexplainsAll))
        {
            ThrowIfNothingInCommon(files, blank, request);
        }

        Dictionary<string, string> texts = new(StringComparer.Ordinal);
        foreach (AccountedFile file in files.Where(f =>
            f.Archived is { Content: not null } a && a.Role.IsBuildText()))
        {
            texts[file.Path] = Text(file.Archived!.Content!);
        }

        string[] paths = [.. files.Where(f => f.Archived is not null).Select(f => f.Path)];
        BuildReferences references = BuildReferences.Follow(paths, texts);
        if (!archive.Doubts.Any(doubt => doubt.UnexplainsAll))
        {
            files = FileProofs.Apply(files, tag, texts);
        }

        Ledger ledger = new(files.Select(f => Entry(f, references, request, archive.Format)));
        SuspectFile[] suspects = [.. Suspects(files, ledger, tag, known)];
        CheckResult archiveResult = new(
            ArchiveCheck, ArchiveCheckTitle, Outcome.Clean,
            $"{archive.Files.Count} files and links, {archive.Observations.Count} observations about the container",
                []);
        return blank with
        {
            Source = blank.Source! with { BetterTag = BetterTag.Find(tag, files) },
            Observations =
            [
                .. archive.Observations, .. CommitComment(archive, tag),
            ],
            Ledger = ledger,
            Results =
            [
                archiveResult, Indicators(archive.Files.Count), .. FileJudge.Judge(suspects),
                .. ArchiveJudge.Judge(Doubts(blank, archive, files)),
            ],
            NotLookedAt = [.. NotLookedAt(files, tag)],
        };
    }

    private static DoubtedSubject[] Doubts(
        CaseReport report, ArchiveInventory archive, IReadOnlyList<AccountedFile> files) =>
    [
        .. files.Where(f => f.Archived is { Doubts.Count: > 0 })
            .SelectMany(f => f.Archived!.Doubts.Select(doubt => new DoubtedSubject(f.Path, doubt))),
        .. archive.Doubts.Select(doubt => new DoubtedSubject(report.Inputs[0].Name, doubt)),
    ];

    private static LedgerEntry Entry(
        AccountedFile file, BuildReferences references, ReleaseRequest request, string archiveFormat)
    {
        bool explained = AccountKindInfo.Of(file.Account.Kind) is { IsExplained: true } or { InArchive: false };
        return new(file.Path, file.Account)
        {
            Size = file.Archived?.Size ?? Math.Max(file.Tracked?.Size ?? 0, 0),
            Sha256 = file.Archived?.Sha256,
            Role = file.Archived?.Role ?? FileRoles.Of(file.Path, file.Tracked?.IsExecutable ?? false, default),
            ReachesBuild = references.IsReached(file.Path),
            References = explained ? [] : references.EvidenceFor(file.Path),
            ReviewCommand = explained ? null : ReviewCommand.For(file, request, archiveFormat),
        };
    }

    // One archive may hold a path twice; each member is judged, so rows are paired by their order.
    private static IEnumerable<SuspectFile> Suspects(
        IReadOnlyList<AccountedFile> files, Ledger ledger, TagInventory tag, KnownUpstreamIndex known)
    {
        ILookup<(string, AccountKind, string?), AccountedFile> byRow =
            files.ToLookup(f => (f.Path, f.Account.Kind, f.Archived?.Sha256));
        DateOnly released = DateOnly.FromDateTime(tag.Tag.CommitDate.UtcDateTime);
        HashSet<string> paths = [.. files.Where(f => f.Archived is not null).Select(f => f.Path)];
        foreach (LedgerEntry entry in ledger.Entries.Where(e => e.Account
            is { Kind: AccountKind.Modified or AccountKind.Unaccounted or AccountKind.ClaimedGenerated }
                or { Kind: AccountKind.KnownUpstream, Proof.Count: > 0 }))
        {
            AccountedFile file = byRow[(entry.Path, entry.Account.Kind, entry.Sha256)].First();
            if (file.IsDoubtedWithContainer)
            {
                continue; // the finding about the archive says it once for all of them
            }

            bool readable = entry.Role.IsBuildText() && file.Archived?.Content is not null
                && entry.Account.Kind != AccountKind.KnownUpstream;
            byte[]? tracked = readable && file.Tracked is { Type: GitEntryType.Blob } t ? tag.TextOf(t) : null;
            yield return new(
                entry, readable ? Text(file.Archived!.Content!) : null, tracked is null ? null : Text(tracked))
            {
                ResidualLines = file.ResidualLines,
                WhyUnread = entry.Account.Kind == AccountKind.KnownUpstream ? null : file.Archived?.WhyNotKept,
                Shadows = entry.Account.Kind is AccountKind.Unaccounted or AccountKind.ClaimedGenerated
                    ? Shadowing.By(entry.Path, paths)
                    : null,
                Upstream = UpstreamOf(entry, known),
                ReleaseDate = released,
            };
        }
    }

    private static UpstreamFacts UpstreamOf(LedgerEntry entry, KnownUpstreamIndex known)
    {
        if (entry.Role != FileRole.Macro)
        {
            return UpstreamFacts.None;
        }

        string name = entry.Path[(entry.Path.LastIndexOf('/') + 1)..];
        return new(
            known.FilesNamed(name).Any(),
            [.. known.SerialsOf(name).Select(s => new UpstreamSerial(s.Serial, s.FirstCommit, s.Project))]);
    }

    private static void ThrowIfNothingInCommon(
        IReadOnlyList<AccountedFile> files, CaseReport report, ReleaseRequest request)
    {
        int tracked = files.Count(f => f.Tracked is not null);
        int shared = files.Count(f => f is { Tracked: not null, Archived: not null });
        bool anyEqual = files.Any(f => f.Account.Kind
            is AccountKind.IdenticalToTag or AccountKind.IdenticalNormalised && f.Archived!.Size > 0);
        if (!anyEqual && shared * SharedPathsFraction < tracked)
        {
            throw new AuditInputException(
                $"{request.ArchivePath} has nothing in common with tag {request.Tag} of {request.SourcePath}: "
                + $"none of the {tracked} tracked files is in it with the same content, {shared} with the same path. "
                + "It is an archive of another project or of another tree.");
        }
    }

    // git archive writes the commit into the archive; that is a claim, and a wrong one is worth a look.
    private static IEnumerable<Evidence> CommitComment(ArchiveInventory archive, TagInventory tag)
    {
        if (archive.CommitComment is string commit && commit != tag.Tag.CommitId)
        {
            yield return new($"the archive says that it was made from commit {commit}, not {tag.Tag.CommitId}");
        }
    }

    private static IEnumerable<Omission> NotLookedAt(
        IReadOnlyList<AccountedFile> files, TagInventory tag)
    {
        foreach (AccountedFile file in files.Where(f => f.Archived?.WhyNotKept is not null))
        {
            yield return new(file.Path, file.Archived!.WhyNotKept!);
        }

        // Where everything is explained without a submodule, nothing of the archive is left to be looked up in it.
        bool allExplained = files.All(
            f => AccountKindInfo.Of(f.Account.Kind) is { InArchive: false } or { IsExplained: true });
        foreach (GitTreeEntry submodule in tag.Submodules)
        {
            string clone = tag.UrlOf(submodule) is string url ? $"git clone {url}" : "clone it";
            yield return new(
                $"the submodule {submodule.Path}",
                "this version compares with one repository only, so files that come from the submodule stay "
                    + $"unaccounted; to check them: {clone}, then git ls-tree -r {submodule.ObjectId}")
            {
                IsOutOfScope = allExplained,
            };
        }

        yield return OutOfScope("whether generated files follow from the tag", "regeneration is not built yet");
        yield return OutOfScope("what opaque files decode to", "content analysis is not built yet");
        yield return OutOfScope(
            "what a build reads and runs", "no build was traced; references are followed in text only");
    }

    private static Omission OutOfScope(string what, string why) => new(what, why) { IsOutOfScope = true };

    private static CheckResult Indicators(int files) => new(
        RuleCatalog.PublishedIndicator, RuleCatalog.Find(RuleCatalog.PublishedIndicator)!.Title, Outcome.Clean,
        $"the archive and {files} files compared with the published digests", []);

    private static CaseReport KnownMalicious(CaseReport report, Indicator indicator, string path, string stopped)
    {
        Evidence match = new(
            $"published on {indicator.Date:yyyy-MM-dd} as {indicator.Name} ({indicator.Source})",
            path, Excerpt: indicator.Value);
        Finding finding = new(
            RuleCatalog.PublishedIndicator, Severity.Critical, path,
            $"Known malicious: {indicator.Advisory}. {stopped}",
            Finding.FingerprintOf(RuleCatalog.PublishedIndicator, path, indicator.Value), [match]);
        string title = RuleCatalog.Find(RuleCatalog.PublishedIndicator)!.Title;
        return report with
        {
            Results = [new(RuleCatalog.PublishedIndicator, title, Outcome.Found, "a digest matches", [finding])],
            NotLookedAt = [OutOfScope("everything else", "known malicious content is not analysed further")],
        };
    }

    private static CaseReport Unreadable(CaseReport report, string why) => report with
    {
        Results = [new(ArchiveCheck, ArchiveCheckTitle, Outcome.Incomplete, why, [])],
        NotLookedAt = [new("the files of the archive", "the archive could not be read to its end")],
    };

    private static FileStream Open(string path)
    {
        try
        {
            FileStream stream =
                new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
            if (IsFile(stream))
            {
                return stream;
            }

            stream.Dispose();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            string why = Directory.Exists(path) ? "it is a folder" : FileFailure.Reason(e);
            throw new AuditInputException($"{path}: the archive cannot be opened: {why}", e);
        }

        throw new AuditInputException(
            $"{path}: the archive cannot be opened: it is a pipe or a device, and it is read more than once; "
            + "save what it gives in a file");
    }

    // What has bytes has a length, unless it is a pipe or a device; these may never end.
    private static bool IsFile(FileStream stream)
    {
        if (!stream.CanSeek || (stream.Length == 0 && stream.ReadByte() >= 0))
        {
            return false;
        }

        stream.Position = 0;
        return true;
    }

    // The top folder is known only at the end, so the name with and without its first folder is asked for.
    private static bool IsWanted(TagInventory tag, string storedName)
    {
        string name = storedName.StartsWith("./", StringComparison.Ordinal) ? storedName[2..] : storedName;
        int slash = name.IndexOf('/', StringComparison.Ordinal);
        return tag.IsTransformed(name) || (slash >= 0 && tag.IsTransformed(name[(slash + 1)..]));
    }

    // Build text is bytes; Latin-1 keeps each of them as one character where it is no UTF-8.
    private static string Text(byte[] content) =>
        (System.Text.Unicode.Utf8.IsValid(content) ? Encoding.UTF8 : Encoding.Latin1).GetString(content);
}
