using Xzact.Audit.Case;
using Xzact.Audit.Case.Chains;

namespace Xzact.Audit.Chain;

/// <summary>Makes one case of the cases of the links: each keeps its own part of it.</summary>
internal static class CaseJoiner
{
    /// <summary>The case without the chain's own part.</summary>
    /// <param name="subject">What it is about.</param>
    /// <param name="runs">The cases of the links that were looked into, in the order of the chain.</param>
    /// <param name="failed">Links that could not be looked into at all, and why.</param>
    public static CaseReport Join(
        string subject, IReadOnlyList<(ChainStage Stage, CaseReport Report)> runs,
        IReadOnlyList<(ChainStage Stage, string Why)> failed)
    {
        CaseReport? Of(ChainStage stage) => runs.FirstOrDefault(run => run.Stage == stage).Report;
        CaseReport? release = Of(ChainStage.Release);
        return new()
        {
            Command = "audit",
            Subject = subject,
            Inputs = [.. runs.SelectMany(run => run.Report.Inputs)
                .GroupBy(input => (input.Name, input.Sha256)).Select(same => same.First())],
            Source = release?.Source ?? Of(ChainStage.Build)?.Source,
            Package = release?.Package,
            Previous = release?.Previous,
            Ledger = release?.Ledger ?? Ledger.Empty,
            Regeneration = release?.Regeneration,
            Explanations = release?.Explanations ?? [],
            Scanned = Of(ChainStage.Source)?.Scanned,
            Exposure = Of(ChainStage.Machine)?.Exposure,
            Build = Of(ChainStage.Build)?.Build,
            History = Of(ChainStage.People)?.History,
            Binary = Of(ChainStage.Binary)?.Binary,
            Behaviour = Of(ChainStage.Behaviour)?.Behaviour,
            Results =
            [
                .. runs.SelectMany(run => run.Report.Results.Select(result => result with
                {
                    Title = $"{Name(run.Stage)}: {result.Title}",
                })),
            ],
            Observations = [.. runs.SelectMany(run => run.Report.Observations)],
            Notices =
            [
                .. runs.SelectMany(run => run.Report.Notices.Select(notice => notice with
                {
                    What = $"{Name(run.Stage)}: {notice.What}",
                })),
            ],
            Suppressed = [.. runs.SelectMany(run => run.Report.Suppressed)],
            NotLookedAt =
            [
                .. failed.Select(link => new Omission($"the link {Name(link.Stage)}", link.Why)),
                .. runs.SelectMany(run => run.Report.NotLookedAt.Select(omission => omission with
                {
                    What = $"{Name(run.Stage)}: {omission.What}",
                })),
            ],
        };
    }

    private static string Name(ChainStage stage) => stage.ToString().ToLowerInvariant();
}
