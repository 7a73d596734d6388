using Xzact.Audit.Case;
using Xzact.Audit.Case.Chains;

namespace Xzact.Audit.Chain;

/// <summary>Makes one case of the cases of the links: each keeps its own part of it.</summary>
internal static class CaseJoiner
{
    // What a link does not look at because another does; said only where that other was not looked into.
    private static readonly (ChainStage Of, string What, ChainStage By)[] s_answered =
    [
        (ChainStage.Source, "what a build really reads and runs", ChainStage.Build),
        (ChainStage.Source, "when files came into the tree", ChainStage.People),
        (ChainStage.Release, "what opaque files decode to", ChainStage.Source),
        (ChainStage.Release, "what a build reads and runs", ChainStage.Build),
    ];

    // Where the option that the link alone names has another name here, or none.
    private static readonly Dictionary<(ChainStage, string), string?> s_otherwise = new()
    {
        [(ChainStage.Binary, "names of files that the source lacks")] = "--tree was not given",
        [(ChainStage.Binary, "published byte signatures")] = "xzact binary --signatures looks for them",
        [(ChainStage.Behaviour, "times")] = null,
    };

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
                .. Apart(runs),
                .. runs.SelectMany(run => run.Report.Notices.Select(notice => notice with
                {
                    What = $"{Name(run.Stage)}: {notice.What}",
                })),
            ],
            Suppressed = [.. runs.SelectMany(run => run.Report.Suppressed)],
            NotLookedAt =
            [
                .. failed.Select(link => new Omission($"the link {Name(link.Stage)}", link.Why)),
                .. runs.SelectMany(run => run.Report.NotLookedAt.Where(omission => !s_answered.Any(a =>
                    a.Of == run.Stage && a.What == omission.What && Of(a.By) is not null))
                    .Select(omission => Otherwise(run.Stage, omission)).OfType<Omission>()),
            ],
        };
    }

    // Several links hold each a thing of their own, and nobody but who gives them knows that these belong together.
    private static IEnumerable<Evidence> Apart(IReadOnlyList<(ChainStage Stage, CaseReport Report)> runs)
    {
        string[] others =
        [
            .. runs.Select(run => run.Stage)
                .Where(stage => stage is ChainStage.Build or ChainStage.Binary or ChainStage.Behaviour).Select(Name),
        ];
        return others.Length == 0 || !runs.Any(run => run.Stage == ChainStage.Release) ? []
            : [new($"nothing shows that what was given for {string.Join(", ", others)} was made of this archive")];
    }

    private static Omission? Otherwise(ChainStage stage, Omission omission)
    {
        bool isKnown = s_otherwise.TryGetValue((stage, omission.What), out string? why);
        return isKnown && why is null ? null : omission with
        {
            What = $"{Name(stage)}: {omission.What}",
            Why = why ?? omission.Why,
        };
    }

    private static string Name(ChainStage stage) => stage.ToString().ToLowerInvariant();
}
