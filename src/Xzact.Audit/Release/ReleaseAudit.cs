using Xzact.Audit.Archives;
using Xzact.Audit.Case;
using Xzact.Audit.Git;
using Xzact.Audit.Indicators;
using Xzact.Audit.Known;
using Xzact.Audit.Release.Compared;
using Xzact.Audit.Release.Explanations;
using Xzact.Audit.Release.Packages;
using Xzact.Audit.Release.Proofs;
using Xzact.Audit.Release.Regeneration;
using Xzact.Audit.Release.Tags;
using Xzact.Audit.Rules;
using Xzact.Audit.Rules.Source;
using Xzact.Audit.Settings;

namespace Xzact.Audit.Release;

/// <summary>
/// The link source → release: is every byte of the archive in the tag, or a known upstream file? Collects, accounts,
/// follows references, lets the rules judge, and returns the case. Nothing is unpacked to disk, and nothing is run
/// unless the request asks for regeneration.
/// </summary>
public static partial class ReleaseAudit
{
    private const string ArchiveCheck = "archive";
    private const string ArchiveCheckTitle = "The archive was read to its end";

    // An archive of this project shares paths with the tag even if every content was changed.
    private const int SharedPathsFraction = 10;

    private const int MaxNamed = 5;

    // A larger script without a name for one is judged without its text.
    private const long MaxUnclear = 64 << 10;

    /// <summary>Audits one release archive against one tag, or against another archive where there is no repository.
    /// </summary>
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
        SourcePackage? package;
        try
        {
            package = SourcePackage.Read(request);
        }
        catch (ArchiveException e)
        {
            using ArchiveFile file = ArchiveFile.Open(request.ArchivePath, request);
            return Unreadable(Blank(request, file.Input), $"{file.Input.Name}: {e.Message}");
        }

        if (package is null)
        {
            return RunOnArchive(request);
        }

        using EmbeddedArchive? embedded = package.Embedded;
        if (package.KnownMalicious is var (indicator, path))
        {
            return KnownMalicious(
                Blank(request, package.Input!), indicator, path, "Nothing of the archive was decoded.");
        }

        CaseReport report = RunOnArchive(request with { ArchivePath = package.ArchivePath, Embedded = embedded });
        return report with
        {
            Inputs = package.Input is null ? report.Inputs : [.. report.Inputs, package.Input],
            Package = package.Package,
            Notices =
            [
                .. report.Notices, .. package.Notices,
                .. package.Excluded is { } excluded ? Repacked(report.Ledger, excluded) : [],
            ],
            NotLookedAt =
            [
                .. report.NotLookedAt, .. package.NotLookedAt,
                OutOfScope(
                    "what the package adds to the release", "its patches and build files are listed, not judged"),
            ],
        };
    }

    private static CaseReport Blank(ReleaseRequest request, CaseInput input) => new()
    {
        Command = "release",
        Subject = request.Tag is string named ? $"{input.Name} against tag {named}" : input.Name,
        Inputs = [input],
        Results = [],
    };

    // A repacked archive lacks files on purpose; those that no pattern of the package names are worth a question.
    private static IEnumerable<Evidence> Repacked(Ledger ledger, IReadOnlyList<string> patterns)
    {
        GlobPattern[] globs = [.. patterns.Select(pattern => new GlobPattern("/" + pattern, ""))];
        string[] missing = [.. ledger.Entries.Where(e => e.Account.Kind == AccountKind.Missing).Select(e => e.Path)];
        string[] unnamed = [.. missing.Where(path => !globs.Any(glob => glob.Covers(path)))];
        yield return new(
            $"the package's maintainer made the upstream archive anew: of {missing.Length} files that only the tag "
            + $"has, Files-Excluded names {missing.Length - unnamed.Length}"
            + (unnamed.Length == 0 ? "" : $", not {string.Join(", ", unnamed.Take(MaxNamed))}"
                + (unnamed.Length > MaxNamed ? $" and {unnamed.Length - MaxNamed} more" : "")));
    }

    private static CaseReport RunOnArchive(ReleaseRequest request)
    {
        using ArchiveFile file = request.Embedded is { } embedded
            ? ArchiveFile.Of(embedded, request)
            : ArchiveFile.Open(request.ArchivePath, request);
        CaseReport blank = Blank(request, file.Input);

        if (file.KnownMalicious is Indicator malicious)
        {
            return KnownMalicious(blank, malicious, file.Input.Name, "Nothing of the archive was decoded.");
        }

        if (request.SourcePath is null)
        {
            return RunWithoutSource(request, blank, file);
        }

        using GitRepository repository = GitRepository.Open(request.SourcePath);
        GitRepository[] more = [.. request.MoreSources.Select(path => GitRepository.Open(path))];
        try
        {
            TagChoice? choice = request.Tag is null ? TagChoice.Find(repository, file.Input.Name) : null;
            request = request with { Tag = request.Tag ?? choice!.Tag };
            TagInventory tag = TagInventory.Read(repository, request.Tag, more);
            blank = blank with
            {
                Subject = $"{file.Input.Name} against tag {tag.Tag.Name}",
                Source = new(
                    request.SourcePath, tag.Tag.Name, tag.Tag.ObjectId, tag.Tag.CommitId, tag.Tag.CommitDate)
                {
                    TagChoice = choice?.Reason,
                    Submodules = [.. tag.Modules.Select(m => new CaseSubmodule(m.Path, m.CommitId, m.Repository.Name))],
                },
                Notices =
                [
                    .. more.Where(r => !tag.Modules.Any(m => m.Repository == r)).Select(unused => new Evidence(
                        $"the repository {unused.Name} was not needed: the tag has no submodule at a commit of it")),
                ],
            };
            return Decode(
                request, blank, file, tag, ComparedArchives.Read(request, repository.ObjectFormat, tag.Paths),
                repository.ObjectFormat);
        }
        finally
        {
            foreach (GitRepository opened in more)
            {
                opened.Dispose();
            }
        }
    }

    // Another archive stands in for the tag; what is alike in both is set apart, not explained.
    private static CaseReport RunWithoutSource(ReleaseRequest request, CaseReport blank, ArchiveFile file)
    {
        if (request.PreviousPath is null && request.OtherArchives.Count == 0)
        {
            throw new AuditInputException(
                $"{request.ArchivePath}: there is nothing to compare with; give --source, --previous or a second "
                + "archive");
        }

        HashSet<string> noPaths = [];
        ComparedArchives compared = ComparedArchives.Read(request, GitObjectFormat.Sha1, noPaths);
        if (compared is { Baseline: null, KnownMalicious: null })
        {
            return Unreadable(blank, compared.Failures[0]);
        }

        ComparedArchive? baseline = compared.Baseline;
        return Decode(
            request,
            blank with
            {
                Subject = baseline is null ? blank.Subject
                    : $"{file.Input.Name} beside {baseline.Input.Name}, without a source",
            },
            file, TagInventory.Of(baseline?.Files ?? new Dictionary<string, ArchivedFile>()), compared,
            GitObjectFormat.Sha1);
    }

    private static CaseReport Decode(
        ReleaseRequest request, CaseReport blank, ArchiveFile file, TagInventory tag, ComparedArchives compared,
        GitObjectFormat format)
    {
        blank = blank with { Inputs = [file.Input, .. compared.Others.Select(other => other.Input)] };
        if (compared.KnownMalicious is { } elsewhere)
        {
            return KnownMalicious(
                blank, elsewhere.Indicator, elsewhere.Path, $"It is in {elsewhere.Archive}; nothing was compared.");
        }

        ArchiveInventory archive;
        try
        {
            archive = file.Read(
                format, name => tag.IsTag && IsWanted(tag, name),
                (path, size) => FileProofs.Want(path)
                    || ((request.Regeneration is not null || SourceActs.CanRead(path) || IsUnclear(path, size))
                        && !IsTracked(tag, path)));
        }
        catch (ArchiveException e)
        {
            return Unreadable(blank, $"{file.Input.Name}: {e.Message}");
        }

        blank = blank with
        {
            Inputs = [file.Input with { Format = archive.Format }, .. blank.Inputs.Skip(1)],
            Observations = archive.Observations,
        };
        return archive.KnownMalicious is { } hit
            ? KnownMalicious(blank, hit.Indicator, hit.File.StoredName, "Reading stopped at this file.")
            : Examine(request, blank, tag, archive, compared);
    }

    private static CaseReport Examine(
        ReleaseRequest request, CaseReport blank, TagInventory tag, ArchiveInventory archive,
        ComparedArchives compared)
    {
        if (archive.Files.Count == 0 && archive.Doubts.Count == 0)
        {
            throw new AuditInputException($"{request.ArchivePath}: the archive holds no files")
            {
                NothingToExamine = true,
            };
        }

        KnownUpstreamIndex known = request.KnownFiles ?? KnownUpstreamIndex.Shipped;
        ReleaseAccountant accountant = new(tag, archive, blank.Inputs[0].Name, known);
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
            texts[file.Path] = ArchivedFile.Decode(file.Archived!.Content!);
        }

        IReadOnlyDictionary<string, string> readers = FileProofs.Readers(files, texts);
        string[] paths = [.. files.Where(f => f.Archived is not null).Select(f => f.Path)];
        string[] leftOut = tag.IsTag ? [.. Fallbacks.LeftOut(files)] : [];
        var following = Task.Run(() => BuildReferences.Follow(paths, texts, leftOut));
        if (!archive.Doubts.Any(doubt => doubt.UnexplainsAll))
        {
            files = tag.IsTag ? FileProofs.Apply(files, tag, readers) : Beside(files, compared.Baseline!.Input.Name);
        }

        BuildReferences references = following.GetAwaiter().GetResult();

        RegenerationOutcome? regeneration = request.Regeneration is RegenerationOptions options && tag.IsTag
            ? new Regenerator(options, tag, request, readers).Run(files)
            : null;
        files = regeneration?.Files ?? files;
        CarriedExplanations carried = new(
            request.LedgerIn?.Explanations ?? [], tag.IsTag ? tag.Tag.CommitId : null);
        files = carried.Apply(files);
        Dictionary<string, ArchivedFile> byPath = [];
        foreach (AccountedFile file in files.Where(f => f.Archived is not null))
        {
            byPath[file.Path] = file.Archived!;
        }

        Ledger ledger = new(files.Select(f => Entry(f, references, request, archive.Format, tag, compared.Previous)));
        HeaderSearch headers = new(tag, texts);
        SuspectCollector suspects = new(files, ledger, tag, known, headers, new(tag, files, texts, readers));
        IReadOnlyList<CheckResult> inFiles = FileJudge.Judge(suspects.Entries, suspects.Read);
        (ReleaseFacts facts, Omission? unseen) = ReleaseFactsCollector.Of(
            request, blank.Inputs[0].Name, tag, files, inFiles);
        TagDoubts aboutTag = tag.IsTag ? TagDoubts.Of(tag.Repository, tag.Tag) : new([], null);
        return blank with
        {
            Source = tag.IsTag ? blank.Source! with { BetterTag = BetterTag.Find(tag, files) } : null,
            Previous = compared.Previous?.Summarise(byPath),
            Observations = [.. archive.Observations, .. CommitComment(archive, tag)],
            Notices =
            [
                .. blank.Notices, .. regeneration?.Notices ?? [], .. carried.Stale,
                .. compared.Previous is { } previous && previous.Input.Sha256 == blank.Inputs[0].Sha256
                    ? (Evidence[])[new($"the release before, {previous.Input.Name}, has the same bytes as this one: it "
                        + "is the same archive under another name, or was given twice")] : [],
                .. ForeignSettings.In(files.Select(f => f.Path)),
            ],
            Explanations = carried.Next(files),
            Ledger = ledger,
            Results =
            [
                ReadToTheEnd(archive, compared), Indicators(archive.Files.Count), .. Regenerated(regeneration),
                .. inFiles, .. ReleaseJudge.Judge(facts),
                .. ArchiveJudge.Judge(
                [
                    .. Doubts(blank, archive, files),
                    .. Fallbacks.Named(references, files, leftOut, headers).Concat(tag.IsTag
                            ? Fallbacks.Outdated(files).Concat(Fallbacks.OutdatedByRules(files, texts))
                            : [])
                        .Select(pair => new DoubtedSubject(pair.Path, pair.Doubt)),
                    .. compared.Others.SelectMany(other => Doubts(other, blank.Inputs[0], byPath)),
                    .. aboutTag.Doubts.Select(doubt => new DoubtedSubject($"tag {tag.Tag.Name}", doubt)),
                    .. SinceLedger(request, blank, tag),
                ], Scopes(tag, compared)),
            ],
            Regeneration = regeneration?.Run,
            NotLookedAt =
            [
                .. NotLookedAt(files, tag, regeneration),
                .. ((Omission?[])[unseen, aboutTag.Unknown]).OfType<Omission>(),
            ],
        };
    }

    // What the rules about archives that ask for more than the archive had to look at.
    private static Dictionary<string, (bool Applies, string Reason)> Scopes(
        TagInventory tag, ComparedArchives compared) => new()
        {
            ["D43"] = tag.IsTag
            ? (true, "the tag, its object and the branches that hold its commit")
            : (false, "there is no tag to look at"),
            ["D44"] = compared.Others.Count > 0
            ? (true, $"further archives compared with the first: {compared.Others.Count}")
            : (false, "no second archive of this release was given"),
            ["D47"] = tag.IsTag
            ? (true, "tracked build files that are left out, and generated files with their inputs")
            : (false, "there is no tag that says what should be there"),
        };

    private static IEnumerable<CheckResult> Regenerated(RegenerationOutcome? outcome)
    {
        if (outcome is not null)
        {
            yield return new(
                "regeneration", "The tag's build system makes these files", outcome.Outcome, outcome.Reason, []);
        }
    }

    private static CheckResult ReadToTheEnd(ArchiveInventory archive, ComparedArchives compared)
    {
        string read = $"{archive.Files.Count} files and links, {archive.Observations.Count} observations about the "
            + "container";
        return compared.Failures.Count == 0
            ? new(ArchiveCheck, ArchiveCheckTitle, Outcome.Clean, read, [])
            : new(ArchiveCheck, ArchiveCheckTitle, Outcome.Incomplete, string.Join("; ", compared.Failures), []);
    }

    // Without a tag nothing is explained by being equal; only what is not equal asks for a look.
    private static IReadOnlyList<AccountedFile> Beside(IReadOnlyList<AccountedFile> files, string other) =>
    [
        .. files.Select(file => file.Account.Kind switch
        {
            AccountKind.IdenticalToTag or AccountKind.IdenticalNormalised => file with
            {
                Account = new(AccountKind.SameAsCompared, $"the same in {other}, which was compared with no source"),
            },
            AccountKind.Missing or AccountKind.NotExported => file with
            {
                Account = new(AccountKind.Missing, $"in {other}, not in this archive"),
            },
            AccountKind.Unaccounted when file.Account.Proof.Count == 0 => file with
            {
                Account = file.Account with { Reason = $"not in {other}, and no known upstream file" },
            },
            _ => file,
        }),
    ];

    private static IEnumerable<DoubtedSubject> Doubts(
        ComparedArchive other, CaseInput first, IReadOnlyDictionary<string, ArchivedFile> files) =>
    [
        .. other.Differences(first, files).Select(d => new DoubtedSubject(d.Path, d.Doubt)),
        .. other.Files.SelectMany(f => f.Value.Doubts.Where(doubt => doubt.Unexplains)
            .Select(doubt => new DoubtedSubject($"{other.Input.Name}: {f.Key}", doubt))),
        .. other.Inventory.Doubts.Select(doubt => new DoubtedSubject(other.Input.Name, doubt)),
    ];

    private static IEnumerable<DoubtedSubject> SinceLedger(
        ReleaseRequest request, CaseReport report, TagInventory tag) => request.LedgerIn is not { } before ? []
        : (tag.IsTag ? LedgerDoubts.OfTags(tag.Repository, before) : [])
            .Select(pair => new DoubtedSubject($"tag {pair.Tag}", pair.Doubt))
            .Concat(LedgerDoubts.OfArchive(report.Inputs[0], before)
                .Select(doubt => new DoubtedSubject(report.Inputs[0].Name, doubt)));

    private static DoubtedSubject[] Doubts(
        CaseReport report, ArchiveInventory archive, IReadOnlyList<AccountedFile> files) =>
    [
        .. files.Where(f => f.Archived is { Doubts.Count: > 0 })
            .SelectMany(f => f.Archived!.Doubts.Select(doubt => new DoubtedSubject(f.Path, doubt))),
        .. archive.Doubts.Select(doubt => new DoubtedSubject(report.Inputs[0].Name, doubt)),
    ];

    private static LedgerEntry Entry(
        AccountedFile file, BuildReferences references, ReleaseRequest request, string archiveFormat, TagInventory tag,
        ComparedArchive? previous)
    {
        bool explained = !AccountKindInfo.Of(file.Account.Kind).IsOpen;
        FileRole role = file.Archived?.Role ?? FileRoles.Of(file.Path, file.Tracked?.IsExecutable ?? false, default);
        return new(file.Path, file.Account)
        {
            Size = file.Archived?.Size ?? Math.Max(file.Tracked?.Size ?? 0, 0),
            Sha256 = file.Archived?.Sha256,
            Role = explained || !NamedUse.CanBe(role) ? role
                : references.UseOf(file.Path) ?? role,
            SincePrevious = file.Archived is null ? null : previous?.StateOf(file.Path, file.Archived),
            ReachesBuild = references.IsReached(file.Path),
            References = explained ? [] : references.EvidenceFor(file.Path),
            ReviewCommand = explained ? null : ReviewCommand.For(
                file, request, archiveFormat, tag.ModuleOf(file.Path)),
        };
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
            string other = request.SourcePath is string source
                ? $"tag {request.Tag} of {source}: none of the {tracked} tracked files"
                : $"{request.PreviousPath ?? request.OtherArchives[0]}: none of its {tracked} files";
            throw new AuditInputException(
                $"{request.ArchivePath} has nothing in common with {other} "
                + $"is in it with the same content, {shared} with the same path. "
                + "It is an archive of another project or of another tree.");
        }
    }

    // git archive writes the commit into the archive; that is a claim, and a wrong one is worth a look.
    private static IEnumerable<Evidence> CommitComment(ArchiveInventory archive, TagInventory tag)
    {
        if (tag.IsTag && archive.CommitComment is string commit && commit != tag.Tag.CommitId)
        {
            yield return new($"the archive says that it was made from commit {commit}, not {tag.Tag.CommitId}");
        }
    }

    private static IEnumerable<Omission> NotLookedAt(
        IReadOnlyList<AccountedFile> files, TagInventory tag, RegenerationOutcome? regeneration)
    {
        foreach (AccountedFile file in files.Where(f => f.Archived?.WhyNotKept is not null))
        {
            yield return new(file.Path, file.Archived!.WhyNotKept!);
        }

        // Where everything is explained without a submodule, nothing of the archive is left to be looked up in it.
        if (!tag.IsTag)
        {
            yield return OutOfScope(
                "where the files come from",
                "no repository was given; what is the same in another archive may be wrong in both");
        }

        bool allExplained = files.All(
            f => AccountKindInfo.Of(f.Account.Kind) is { InArchive: false } or { IsExplained: true });
        foreach (GitTreeEntry submodule in tag.Submodules)
        {
            string clone = tag.UrlOf(submodule) is string url ? $"git clone {url}" : "clone it";
            yield return new(
                $"the submodule {submodule.Path}",
                $"no repository that was given has its commit {submodule.ObjectId}, so files that come from it stay "
                    + $"unaccounted; to compare them: {clone}, then one more --source")
            {
                IsOutOfScope = allExplained,
            };
        }

        if (tag.IsTag && regeneration is null or { Outcome: Outcome.NotApplicable })
        {
            yield return OutOfScope(
                "whether generated files follow from the tag",
                regeneration is null ? "nothing was run; --regenerate does that in a sandbox"
                    : $"nothing was run: {regeneration.Reason}");
        }

        yield return OutOfScope("what opaque files decode to", "xzact scan looks into them, not this command");
        yield return OutOfScope(
            "what a build reads and runs", "xzact build watches one; here references are followed in text only");
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

    // The top folder is known only at the end, so the name with and without its first folder is asked for.
    private static bool IsWanted(TagInventory tag, string storedName)
    {
        string name = storedName.StartsWith("./", StringComparison.Ordinal) ? storedName[2..] : storedName;
        int slash = name.IndexOf('/', StringComparison.Ordinal);
        return tag.IsTransformed(name) || (slash >= 0 && tag.IsTransformed(name[(slash + 1)..]));
    }

    // A name that says nothing may be that of a script, which the line that runs it tells.
    private static bool IsUnclear(string path, long size) => size <= MaxUnclear
        && FileRoles.Of(path, executable: false, default) is FileRole.Other or FileRole.TestData;

    private static bool IsTracked(TagInventory tag, string storedName)
    {
        int slash = storedName.IndexOf('/', StringComparison.Ordinal);
        return tag.Find(storedName) is not null || (slash >= 0 && tag.Find(storedName[(slash + 1)..]) is not null);
    }
}
