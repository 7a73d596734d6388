using System.Globalization;
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
    private const string FilesCheck = "files";
    private const string ScriptsCheck = "scripts";

    // What is smaller is too common to say anything.
    private const int MinFixture = 4 << 10;

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
            ScanTree folder = ScanTree.OfFolder(path);
            CaseInput whole = FileListDigest.Of(blank.Subject, [.. folder.Files.Select(file => (
                file.Path, file.Content.Length, Convert.ToHexStringLower(SHA256.HashData(file.Content.Read()))))]);
            return Scan(blank with { Inputs = [whole] }, folder, request);
        }

        if (!File.Exists(path))
        {
            throw new AuditInputException($"{request.Path}: there is no such file or folder");
        }

        using FileStream stream = File.OpenRead(path);
        string sha256 = Convert.ToHexStringLower(SHA256.HashData(stream));
        CaseInput input = new(blank.Subject, stream.Length, sha256, null);
        blank = blank with { Inputs = [input] };
        if ((request.Indicators.Find(IndicatorKind.ArchiveSha256, sha256)
            ?? request.Indicators.Find(IndicatorKind.FileSha256, sha256)) is { } indicator)
        {
            return KnownMalicious(blank, indicator, blank.Subject);
        }

        stream.Position = 0;
        try
        {
            (ScanTree tree, string format) = ScanTree.OfArchive(
                stream, blank.Subject, request.Limits, request.MaxArchiveBytes, request.Cancellation);
            return Scan(blank with { Inputs = [input with { Format = format }] }, tree, request);
        }
        catch (ArchiveException exception)
        {
            return blank with
            {
                Results = [new(FilesCheck, "The files of the archive", Outcome.Incomplete, exception.Message, [])],
                NotLookedAt = [new("the files of the archive", "the archive could not be read to its end")],
            };
        }
    }

    private static CaseReport Scan(CaseReport blank, ScanTree tree, ScanRequest request)
    {
        if (tree.Files.Count == 0)
        {
            throw new AuditInputException($"{request.Path}: it holds no files") { NothingToExamine = true };
        }

        ContentFile[] files = [.. tree.Files.Select(file => file.Content)];
        request.Progress?.Report($"comparing {files.Length} files with the published indicators");
        ContentCollector indicated = new(ContentLimits.Default, request.Indicators,
            Content.Transforms.TransformHints.None);
        if (indicated.Indicated(files, request.Cancellation).FirstOrDefault() is { Indicator: { } indicator } stopping)
        {
            return KnownMalicious(blank, indicator, stopping.Name);
        }

        TreeFlow flow = TreeFlow.Read(tree, request);
        request.Progress?.Report("reading opaque files");
        ContentCollector collector = new(ContentLimits.Default, request.Indicators, flow.Hints());
        ContentReport content = collector.CollectPassed(files, request.Cancellation);
        if (content.Accounts.SelectMany(account => account.WithParts().Select(part => (account, part)))
            .FirstOrDefault(pair => pair.part.Indicator is not null) is ({ } whole, { Indicator: { } inside }))
        {
            return KnownMalicious(blank, inside, whole.Name);
        }

        request.Progress?.Report("joining files and scripts");
        Story[] stories = Stories(tree, flow, content);
        IStoryRule[] rules = [.. RuleCatalog.StoryRules.Where(rule => !request.WithoutRules.Contains(rule.Id))];
        Finding[] findings = [.. stories.Select(story => StoryJudge.Judge(story, rules)).OfType<Finding>()];
        ScriptMatch[] matches = [.. Matches(flow, request)];
        findings = [.. findings.Select(finding => Joined(finding, matches))];
        ManifestComparison? manifest = Compared(tree, request);
        return blank with
        {
            Scanned = Coverage(tree, flow, content) with { Manifest = manifest },
            Results =
            [
                .. Checks(tree, flow, content), .. Judged(rules, stories, findings),
                .. OfScripts(flow, request, [.. matches.Where(match => !findings.Any(match.IsPartOf))]),
                .. manifest is null ? [] : (CheckResult[])[OfManifest(manifest)],
            ],
            Notices = [.. tree.Notes.Select(note => new Evidence(note))],
            NotLookedAt = [.. NotLookedAt(flow, content)],
        };
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

    private static CheckResult OfManifest(ManifestComparison manifest)
    {
        IManifestRule rule = RuleCatalog.ManifestRule;
        Finding[] findings =
        [
            .. manifest.Differences.Select(difference => Of(rule.Id, rule.Match(difference), difference)),
        ];
        return new(rule.Id, RuleCatalog.Find(rule.Id)!.Title, findings.Length > 0 ? Outcome.Found : Outcome.Clean,
            $"{manifest.Agreeing:N0} of {Count(manifest.Listed, "listed file agrees", "listed files agree")}",
            findings);
    }

    private static Finding Of(string id, StoryMatch match, ManifestDifference difference) => new(
        id, match.Severity, difference.Path, match.Message,
        Finding.FingerprintOf(id, difference.Path, $"{difference.Kind} {difference.Claim} {difference.Sha256}"),
        [.. Evidence(difference)]);

    private static IEnumerable<Evidence> Evidence(ManifestDifference difference)
    {
        if (difference.Claim is { } claim)
        {
            yield return new("claimed by the list", difference.Path, Excerpt: claim);
        }

        if (difference.Sha256 is { } sha256)
        {
            yield return new($"SHA-256 {sha256}", difference.Path);
        }

        if (difference.NamedBy is { } test)
        {
            yield return new("a test of the tree names it", test);
        }
    }

    private sealed record ScriptMatch(string Id, ScriptFact Fact, StoryMatch Match)
    {
        // A story whose way leads over the line tells of it.
        public bool IsPartOf(Finding finding) => finding.Evidence.Any(evidence =>
            evidence.Path == Fact.Evidence.Path && evidence.Line == Fact.Evidence.Line);
    }

    private static IEnumerable<ScriptMatch> Matches(TreeFlow flow, ScanRequest request)
    {
        IReadOnlyList<ScriptFact> facts = flow.Facts.All();
        return RuleCatalog.ScriptRules.Where(rule => !request.WithoutRules.Contains(rule.Id))
            .SelectMany(rule => facts.Select(fact => (rule.Id, fact, match: rule.Match(fact))))
            .Where(one => one.match is not null).Select(one => new ScriptMatch(one.Id, one.fact, one.match!));
    }

    private static Finding Joined(Finding finding, ScriptMatch[] matches)
    {
        ScriptMatch[] own = [.. matches.Where(match => match.IsPartOf(finding))];
        return own.Length == 0 ? finding : finding with
        {
            TogetherWith = [.. finding.TogetherWith.Concat(own.Select(match => match.Id)).Distinct()],
            Evidence = [.. finding.Evidence, .. own.Select(match => match.Fact.Evidence with
            {
                What = $"{match.Id}: {match.Match.Message}",
            })],
        };
    }

    private static IEnumerable<CheckResult> OfScripts(TreeFlow flow, ScanRequest request, ScriptMatch[] matches)
    {
        foreach (string id in RuleCatalog.ScriptRules.Select(rule => rule.Id)
            .Where(id => !request.WithoutRules.Contains(id)))
        {
            Finding[] findings =
            [
                .. matches.Where(match => match.Id == id).Select(match => Of(match))
                    .DistinctBy(finding => finding.Fingerprint).OrderByDescending(finding => finding.Severity),
            ];
            yield return new(id, RuleCatalog.Find(id)!.Title,
                findings.Length > 0 ? Outcome.Found : flow.Coverage.Count == 0 ? Outcome.NotApplicable : Outcome.Clean,
                Count(flow.Coverage.Count, "script", "scripts") + " judged", findings);
        }
    }

    private static Finding Of(ScriptMatch match)
    {
        (ScriptFact fact, string path) = (match.Fact, match.Fact.Evidence.Path!);
        string content = $"{fact.Kind} {fact.Subject} {fact.Evidence.Excerpt}";
        return new(match.Id, match.Match.Severity, path, match.Match.Message,
            Finding.FingerprintOf(match.Id, path, content), [fact.Evidence]);
    }

    private static Story[] Stories(ScanTree tree, TreeFlow flow, ContentReport content)
    {
        for (int i = 0; i < tree.Files.Count; i++)
        {
            tree.Files[i].Account = content.Accounts[i];
        }

        Story[] stories = [.. new StoryTeller(tree, flow, content).Tell()];
        ScanFile[] fixtures =
        [
            .. stories.Select(story => tree.At(story.Subject)).OfType<ScanFile>().Where(file => file is
                { IsInTests: true, Account: { IsText: false, Length: >= MinFixture } }),
        ];
        if (fixtures.Length == 0)
        {
            return stories;
        }

        NamedFiles named = new(tree, fixtures, except: null, CancellationToken.None);
        HashSet<string> unnamed =
            [.. fixtures.Select(file => file.Path).Where(path => named.TestOf(path) is null)];
        return [.. stories.Select(story => story with { IsUnnamedFixture = unnamed.Contains(story.Subject) })];
    }

    /// <summary>Runs every rule of a scan over its own samples; a part of what <c>xzact rules verify</c>
    /// shows.</summary>
    public static IReadOnlyList<RuleVerification> VerifySamples() =>
    [
        .. RuleCatalog.StoryRules.SelectMany(rule => Verify(rule.Id, (_, stories, _) => stories.Select(rule.Match))),
        .. RuleCatalog.ScriptRules.SelectMany(rule => Verify(rule.Id, (_, _, flow) =>
            flow.Facts.All().Select(rule.Match))),
        .. Verify(RuleCatalog.ManifestRule.Id, (tree, _, _) => ManifestOf(tree)),
    ];

    private static IEnumerable<RuleVerification> Verify(
        string id, Func<ScanTree, Story[], TreeFlow, IEnumerable<StoryMatch?>> match)
    {
        foreach (StorySample sample in StorySample.Of(id))
        {
            ScanTree tree = new([.. sample.Files.Select(file => new ScanFile(
                new(file.Path, file.Content.Length, () => file.Content), isExecutable: false))]);
            TreeFlow flow = TreeFlow.Read(tree, new() { Path = sample.Name });
            ContentCollector collector = new(ContentLimits.Default, IndicatorList.Shipped, flow.Hints());
            Story[] stories = Stories(
                tree, flow, collector.Collect([.. tree.Files.Select(file => file.Content)], CancellationToken.None));
            Severity? found = match(tree, stories, flow).OfType<StoryMatch>()
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

    private static IEnumerable<CheckResult> Checks(ScanTree tree, TreeFlow flow, ContentReport content)
    {
        int incomplete = content.Accounts.Count(account => account.Incomplete is not null);
        yield return new(FilesCheck, "Every file has an account", incomplete > 0 ? Outcome.Incomplete : Outcome.Clean,
            incomplete > 0 ? Count(incomplete, "file was", "files were") + " not looked into to the end"
                : $"{tree.Files.Count} files, each compared with the published digests", []);
        yield return new(ScriptsCheck, "Build scripts are read",
            flow.Omissions.Count > 0 ? Outcome.Incomplete : flow.Coverage.Count == 0
                ? Outcome.NotApplicable : Outcome.Clean,
            flow.Omissions.Count > 0 ? Count(flow.Omissions.Count, "script was",
                "scripts were") + " not read to the end"
                : Count(flow.Coverage.Count, "script", "scripts"), []);
    }

    private static IEnumerable<CheckResult> Judged(IStoryRule[] rules, Story[] stories, Finding[] findings)
    {
        ILookup<string, Finding> byRule = findings.ToLookup(finding => finding.RuleId);
        foreach (IStoryRule rule in rules)
        {
            Finding[] own = [.. byRule[rule.Id].OrderByDescending(finding => finding.Severity)];
            yield return new(rule.Id, RuleCatalog.Find(rule.Id)!.Title,
                own.Length > 0 ? Outcome.Found : stories.Length == 0 ? Outcome.NotApplicable : Outcome.Clean,
                Count(stories.Length, "story", "stories") + " judged", own);
        }
    }

    private static ScanCoverage Coverage(ScanTree tree, TreeFlow flow, ContentReport content)
    {
        ContentAccount[] opaque = [.. content.Accounts.Where(account => !account.IsText)];
        return new(tree.Files.Count, tree.Files.Sum(file => file.Content.Length), opaque.Length,
            opaque.Sum(account => account.UnaccountedBytes),
            [.. flow.Coverage.OrderBy(script => script.Path, StringComparer.Ordinal)])
        {
            Unaccounted =
            [
                .. opaque.Where(account => account.UnaccountedBytes > 0)
                    .OrderByDescending(account => account.UnaccountedBytes)
                    .ThenBy(account => account.Name, StringComparer.Ordinal)
                    .Select(account => new UnaccountedFile(
                        account.Name, account.Format, account.Length, account.UnaccountedBytes)),
            ],
        };
    }

    private static IEnumerable<Omission> NotLookedAt(TreeFlow flow, ContentReport content)
    {
        foreach (ContentAccount account in content.Accounts.Where(account => account.Incomplete is not null))
        {
            yield return new(account.Name, account.Incomplete!);
        }

        foreach (Omission omission in flow.Omissions)
        {
            yield return omission;
        }

        yield return new("what a build really reads and runs", "nothing was run") { IsOutOfScope = true };
        yield return new("programs that the build compiles and then runs", "only build scripts are followed")
        {
            IsOutOfScope = true,
        };
        yield return new("when files came into the tree", "no repository was read") { IsOutOfScope = true };
    }

    private static string Count(int number, string one, string many) =>
        string.Create(CultureInfo.InvariantCulture, $"{number:N0} {(number == 1 ? one : many)}");

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
