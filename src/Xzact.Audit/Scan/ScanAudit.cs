using System.Security.Cryptography;
using Xzact.Audit.Archives;
using Xzact.Audit.Case;
using Xzact.Audit.Content;
using Xzact.Audit.Indicators;
using Xzact.Audit.Rules;

namespace Xzact.Audit.Scan;

/// <summary>Scans a source tree: what can become code, and who would run it. Nothing of the tree is run.</summary>
public static class ScanAudit
{
    /// <summary>Runs the scan.</summary>
    /// <param name="request">What to scan.</param>
    /// <returns>The case; each finding is one story, with the collectors whose evidence it joins.</returns>
    /// <exception cref="AuditInputException">There is no such folder or archive, or it holds no files.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="OperationCanceledException">The scan was stopped.</exception>
    public static CaseReport Run(ScanRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        string path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(request.Path));
        CaseReport blank = new()
        {
            Command = "scan",
            Subject = Path.GetFileName(path) is { Length: > 0 } name ? name : path,
            Inputs = [],
            Results = [],
        };
        if (Directory.Exists(path))
        {
            ScanTree folder = Folder(path, request);
            Look(folder, request);
            CaseInput whole = FileListDigest.Of(blank.Subject, [.. folder.Files.Select(file => (
                file.Path, file.Content.Length, file.Content.Sha256!))]);
            return Scan(blank with { Inputs = [whole] }, folder, request);
        }

        if (!File.Exists(path))
        {
            throw new AuditInputException($"{request.Path}: there is no such file or folder");
        }

        using FileStream stream = File.OpenRead(path);
        if (!stream.CanSeek)
        {
            throw new AuditInputException($"{request.Path}: it is a pipe or a device; save what it gives in a file");
        }

        string sha256 = Convert.ToHexStringLower(SHA256.HashData(stream));
        CaseInput input = new(blank.Subject, stream.Length, sha256, null);
        blank = blank with { Inputs = [input] };
        if ((request.Indicators.Find(IndicatorKind.ArchiveSha256, sha256)
            ?? request.Indicators.Find(IndicatorKind.FileSha256, sha256)) is { } indicator)
        {
            return KnownMalicious(blank, indicator, blank.Subject);
        }

        if (stream.Length == 0)
        {
            throw new AuditInputException($"{request.Path}: the file is empty") { NothingToExamine = true };
        }

        stream.Position = 0;
        try
        {
            (ScanTree tree, string format) = ScanTree.OfArchive(
                stream, blank.Subject, request.Limits, request.MaxArchiveBytes, request.Cancellation);
            Look(tree, request);
            return Scan(blank with { Inputs = [input with { Format = format }] }, tree, request);
        }
        catch (ArchiveException exception) when (exception.Reason == ArchiveErrorReason.NotAnArchive)
        {
            throw new AuditInputException($"{request.Path}: {exception.Message}", exception);
        }
        catch (ArchiveException exception)
        {
            return blank with
            {
                Results =
                [
                    new(ScanChecks.FilesCheck, "The files of the archive", Outcome.Incomplete, exception.Message, []),
                ],
                NotLookedAt = [new("the files of the archive", "the archive could not be read to its end")],
            };
        }
    }

    private static ScanTree Folder(string path, ScanRequest request)
    {
        try
        {
            return ScanTree.OfFolder(path);
        }
        catch (PathTooLongException e)
        {
            throw new AuditInputException(
                $"{request.Path}: folders in it are nested deeper than a path of this system is long; nothing was read",
                e);
        }
    }

    private static void Look(ScanTree tree, ScanRequest request)
    {
        request.Progress?.Report($"comparing {tree.Files.Count} files with the published indicators");
        byte[] buffer = [];
        foreach (ScanFile file in tree.Files)
        {
            request.Cancellation.ThrowIfCancellationRequested();
            file.Look(request.MaxScriptBytes, ref buffer);
        }
    }

    private static CaseReport Scan(CaseReport blank, ScanTree tree, ScanRequest request)
    {
        if (tree.Files.Count == 0)
        {
            throw new AuditInputException($"{request.Path}: it holds no files") { NothingToExamine = true };
        }

        ContentCollector indicated = new(ContentLimits.Default, request.Indicators,
            Content.Transforms.TransformHints.None);
        if (indicated.Indicated([.. tree.Files.Select(file => file.Content)], request.Cancellation)
            .FirstOrDefault() is { Indicator: { } indicator } stopping)
        {
            return KnownMalicious(blank, indicator, stopping.Name);
        }

        List<ProjectScan> projects = [];
        foreach (ScanTree part in ScanProjects.Of(tree))
        {
            ProjectScan project = ProjectScan.Of(part, request);
            projects.Add(project);
            if (project.Accounts.SelectMany(account => account.WithParts().Select(part => (account, part)))
                .FirstOrDefault(pair => pair.part.Indicator is not null) is ({ } whole, { Indicator: { } inside }))
            {
                return KnownMalicious(blank, inside, whole.Name);
            }
        }

        IStoryRule[] rules = [.. RuleCatalog.StoryRules.Where(rule => !request.WithoutRules.Contains(rule.Id))];
        ScriptJudge scripts = new([.. projects.SelectMany(project =>
            ScriptJudge.Matches(project.Facts, request.WithoutRules))]);
        Story[] stories = [.. projects.SelectMany(project => project.Stories)
            .Select(story => story.Without(request.WithoutRules))];
        Finding[] findings =
        [
            .. StoryJudge.Apart(stories.Select(story => StoryJudge.Judge(story, rules)).OfType<Finding>())
                .Select(scripts.Join),
        ];
        ManifestComparison? manifest = Compared(tree, request);
        ScanChecks checks = new(tree, projects);
        return blank with
        {
            Scanned = checks.Coverage() with { Manifest = manifest },
            Results =
            [
                .. checks.Checks(), .. Judged(rules, stories.Length, findings),
                .. scripts.Judge(request.WithoutRules, checks.Scripts),
                .. manifest is null ? [] : (CheckResult[])[ManifestJudge.Judge(manifest)],
            ],
            Notices = [.. tree.Notes.Select(note => new Evidence(note))],
            NotLookedAt = [.. checks.NotLookedAt()],
        };
    }

    /// <summary>Runs every rule of a scan over its own samples; a part of what <c>xzact rules verify</c>
    /// shows.</summary>
    public static IReadOnlyList<RuleVerification> VerifySamples() =>
    [
        .. RuleCatalog.StoryRules.SelectMany(rule => Verify(rule.Id, (_, scan) => scan.Stories.Select(rule.Match))),
        .. RuleCatalog.ScriptRules.SelectMany(rule => Verify(rule.Id, (_, scan) => scan.Facts.Select(rule.Match))),
        .. Verify(RuleCatalog.ManifestRule.Id, (tree, _) => ManifestOf(tree)),
    ];

    private static IEnumerable<RuleVerification> Verify(
        string id, Func<ScanTree, ProjectScan, IEnumerable<StoryMatch?>> match)
    {
        foreach (StorySample sample in StorySample.Of(id))
        {
            ScanTree tree = new([.. sample.Files.Select(file => new ScanFile(
                new(file.Path, file.Content.Length, () => file.Content), isExecutable: false))]);
            ScanRequest request = new() { Path = sample.Name };
            byte[] buffer = [];
            foreach (ScanFile file in tree.Files)
            {
                file.Look(request.MaxScriptBytes, ref buffer);
            }

            Severity? found = match(tree, ProjectScan.Of(tree, request)).OfType<StoryMatch>()
                .Select(one => (Severity?)one.Severity).Max();
            yield return new(id, sample.Name[(sample.Name.LastIndexOf('/') + 1)..], found == sample.Expected,
                $"expected {sample.Expected?.ToString() ?? "nothing"}, found {found?.ToString() ?? "nothing"}");
        }
    }

    // The list of a sample's tree is the file that a user would name.
    private static IEnumerable<StoryMatch?> ManifestOf(ScanTree tree)
    {
        const string Name = "manifest.json";
        ScanFile list = tree.At(Name) ?? throw new FormatException($"A sample lacks {Name}.");
        return new ManifestChecker(tree, Name, CancellationToken.None)
            .Compare(OpaqueManifest.Parse(list.Content.Read(), Name)).Differences
            .Select(RuleCatalog.ManifestRule.Match);
    }

    private static ManifestComparison? Compared(ScanTree tree, ScanRequest request)
    {
        if (request.Manifest is null && request.Drafted is null)
        {
            return null;
        }

        request.Progress?.Report("comparing opaque files with the manifest");
        string? inTree = request.ManifestPath is { } path && Directory.Exists(request.Path)
            ? Path.GetRelativePath(request.Path, path).Replace('\\', '/') : null;
        ManifestChecker checker = new(tree, inTree, request.Cancellation);
        request.Drafted?.Invoke(checker.Draft(request.Manifest));
        return request.Manifest is { } manifest ? checker.Compare(manifest) : null;
    }

    private static IEnumerable<CheckResult> Judged(IStoryRule[] rules, int stories, Finding[] findings)
    {
        ILookup<string, Finding> byRule = findings.ToLookup(finding => finding.RuleId);
        foreach (IStoryRule rule in rules)
        {
            Finding[] own = [.. byRule[rule.Id].OrderByDescending(finding => finding.Severity)];
            yield return new(rule.Id, RuleCatalog.Find(rule.Id)!.Title,
                own.Length > 0 ? Outcome.Found : stories == 0 ? Outcome.NotApplicable : Outcome.Clean,
                ScanChecks.Count(stories, "story", "stories") + " judged", own);
        }
    }

    private static CaseReport KnownMalicious(CaseReport report, Indicator indicator, string path)
    {
        Evidence match = new(
            $"published on {indicator.Date:yyyy-MM-dd} as {indicator.Name} ({indicator.Source})", path,
            Excerpt: indicator.Value);
        Finding finding = new(
            RuleCatalog.PublishedIndicator, Severity.Critical, path,
            $"Known malicious: {indicator.Advisory}. Nothing was decoded.",
            Finding.FingerprintOf(RuleCatalog.PublishedIndicator, path, indicator.Value), [match]);
        return report with
        {
            Results =
            [
                new(RuleCatalog.PublishedIndicator, RuleCatalog.Find(RuleCatalog.PublishedIndicator)!.Title,
                    Outcome.Found,
                    "a digest matches", [finding]),
            ],
            NotLookedAt =
            [
                new("everything else", "known malicious content is not analysed further") { IsOutOfScope = true },
            ],
        };
    }
}
