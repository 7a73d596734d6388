using Xzact.Audit.Behaviour;
using Xzact.Audit.Binary;
using Xzact.Audit.Case;
using Xzact.Audit.Case.Chains;
using Xzact.Audit.Exposure;
using Xzact.Audit.Git;
using Xzact.Audit.People;
using Xzact.Audit.Release;
using Xzact.Audit.Release.Tags;
using Xzact.Audit.Rules;
using Xzact.Audit.Sandbox;
using Xzact.Audit.Scan;
using Xzact.Audit.Witness;

namespace Xzact.Audit.Chain;

/// <summary>
/// One case from all that is given: looks into every link, joins what they found, and judges the whole. What can be
/// read is read first; a build and two versions are run only if nothing of it matched a published indicator.
/// </summary>
public static class ChainAudit
{
    private const string NothingRuns = "a published indicator matches, and nothing is run";

    /// <summary>Runs the audit.</summary>
    /// <param name="request">What is given.</param>
    /// <returns>The case, with the part of every link that was looked into.</returns>
    /// <exception cref="AuditInputException">Nothing is given, an input is none or cannot be opened, or no link could
    /// be looked into.</exception>
    /// <exception cref="GitException">There is no such repository or tag, or git is missing.</exception>
    /// <exception cref="OperationCanceledException">The audit was stopped.</exception>
    public static CaseReport Run(ChainRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        Links links = new(request);
        links.Add(ChainStage.Release, request.Release, ReleaseAudit.Run);
        links.Add(ChainStage.Source, request.Source, ScanAudit.Run);
        links.Add(ChainStage.People, request.People, PeopleAudit.Run);
        links.Add(ChainStage.Binary, request.Binary, BinaryAudit.Run);
        links.Add(ChainStage.Machine, request.Machine, ExposureAudit.Run);
        links.Add(ChainStage.Build, request.BuildRecordPath, record => WitnessAudit.Judge(record, links.Question));
        links.AddRun(ChainStage.Build, request.Build, build => WitnessAudit.Run(build, links.Question));
        links.AddRun(ChainStage.Behaviour, request.Behaviour, BehaviourAudit.Run);
        return links.Join();
    }

    /// <summary>The links, one after the other.</summary>
    private sealed class Links(ChainRequest request)
    {
        private readonly List<(ChainStage Stage, CaseReport Report)> _runs = [];
        private readonly List<(ChainStage Stage, string Why)> _failed = [];
        private Exception? _first;

        /// <summary>What a build is judged with: the tag that the release was held against.</summary>
        public WitnessQuestion Question => _runs.FirstOrDefault(run => run.Stage == ChainStage.Release).Report?.Source
            is CaseSource source ? new() { SourcePath = source.Repository, Tag = source.Tag } : new();

        public void Add<T>(ChainStage stage, T? given, Func<T, CaseReport> run)
            where T : class
        {
            if (given is null)
            {
                return;
            }

            request.Progress?.Report($"looking into the link {stage.ToString().ToLowerInvariant()}");
            try
            {
                CaseReport report = run(given);
                _runs.Add((stage, request.Suppress?.Invoke(report) ?? report));
            }
            catch (Exception e) when (e is SandboxException or AuditInputException { InnerException: SandboxException }
                or GitException
            {
                Failure: not (GitFailure.NotARepository or GitFailure.NoSuchTag
                    or GitFailure.GitMissing)
            })
            {
                // What this machine cannot do, and what is broken, leaves the other links as they are. A slip of who
                // asks must not look like that.
                _first ??= e;
                _failed.Add((stage, e.Message));
            }
        }

        /// <summary>A link for which something is run.</summary>
        public void AddRun<T>(ChainStage stage, T? given, Func<T, CaseReport> run)
            where T : class
        {
            bool isKnown = _runs.Any(link => link.Report.Results.Any(result =>
                result.CheckId == RuleCatalog.PublishedIndicator && result.Outcome == Outcome.Found));
            if (given is not null && isKnown)
            {
                _failed.Add((stage, NothingRuns));
            }
            else
            {
                Add(stage, given, run);
            }
        }

        public CaseReport Join()
        {
            if (_runs.Count == 0)
            {
                throw _first is null ? new AuditInputException("nothing is given to look into")
                    : new AuditInputException($"no link could be looked into: {_failed[0].Why}", _first);
            }

            _runs.Sort((a, b) => a.Stage.CompareTo(b.Stage));
            CaseReport report = CaseJoiner.Join(request.Subject, _runs, _failed);
            ChainLink[] links = [.. Enum.GetValues<ChainStage>().Select(LinkOf)];
            StoryJoiner joiner = new(report.History, report.Source?.CommitDate);
            ReleaseName? release = request.Release is ReleaseRequest given
                && ReleaseName.Readings(Path.GetFileName(given.ArchivePath)) is [ReleaseName name, ..] ? name : null;
            ChainSummary chain = new(links, joiner.Join(links))
            {
                Release = release is null ? null : $"{release.Project} {release.Version}".Trim(),
                Installed = release is null ? [] : [.. Installed(report.Exposure, release)],
            };
            IReadOnlyList<CheckResult> results = ChainJudge.Judge(chain);
            return report with
            {
                Chain = chain with
                {
                    Links = [.. chain.Links.Select(link => WithInstalled(link, results))],
                    Stories = [.. chain.Stories.Select(story => story with { Weight = WeightOf(story, results) })],
                },
                Results = [.. results, .. report.Results],
            };
        }

        private ChainLink LinkOf(ChainStage stage)
        {
            if (_failed.FirstOrDefault(f => f.Stage == stage) is { Why: string why })
            {
                return new(stage, LinkState.Failed, why);
            }

            return _runs.FirstOrDefault(run => run.Stage == stage).Report is not CaseReport report
                ? new(stage, LinkState.NotGiven, ChainWords.Wanted(stage))
                : ChainWords.Unread(stage, report) is string unread ? new(stage, LinkState.Failed, unread)
                : new(
                    stage, report.Findings.Count > 0 ? LinkState.Found
                        : report.IsIncomplete ? LinkState.Incomplete : LinkState.Clean,
                    ChainWords.Examined(stage, report))
                {
                    Findings = report.Findings,
                    IsIncomplete = report.IsIncomplete,
                };
        }

        // What joins several links may weigh more than each.
        private static Severity WeightOf(ChainStory story, IReadOnlyList<CheckResult> results) => results
            .Where(result => result.CheckId == RuleCatalog.MeetingEvidence).SelectMany(result => result.Findings)
            .Where(finding => finding.Subject == story.Subject).Select(finding => finding.Severity)
            .Append(story.Worst).Max();

        // That the release is there is said of the machine, though only the links before it say why it matters.
        private static ChainLink WithInstalled(ChainLink link, IReadOnlyList<CheckResult> results)
        {
            Finding[] installed = [.. results.Where(r => r.CheckId == RuleCatalog.InstalledRelease)
                .SelectMany(r => r.Findings)];
            return link.Stage != ChainStage.Machine || installed.Length == 0 ? link
                : link with { State = LinkState.Found, Findings = [.. installed, .. link.Findings] };
        }

        private static IEnumerable<InstalledRelease> Installed(ExposureSummary? machine, ReleaseName release) =>
            (machine?.Listed ?? []).Where(p => !p.IsOfLanguage
                && p.Names.Contains(release.Project, StringComparer.OrdinalIgnoreCase)
                && p.Release == release.Version)
                .Select(p => new InstalledRelease(p.Names[0], p.Version, p.Place));
    }
}
