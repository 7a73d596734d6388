using Xzact.Audit.Case;
using Xzact.Audit.Case.Chains;

namespace Xzact.Audit.Reports;

// The part of the JSON report about the chain as a whole.
internal sealed record JsonChain(
    IReadOnlyList<JsonChainLink> Links, IReadOnlyList<JsonChainStory> Stories, string? Release,
    IReadOnlyList<string> WouldChange)
{
    public static JsonChain? From(ChainSummary? chain, CaseReport report) => chain is null ? null : new(
        [.. chain.Links.Select(link => new JsonChainLink(
            link.Stage, link.State, Sanitizer.Clean(link.Says), link.Worst,
            [.. link.Findings.Select(f => f.Fingerprint)]))],
        [.. chain.Stories.Select(story => new JsonChainStory(
            Sanitizer.Clean(story.Subject), story.Weight, story.Stages,
            [.. story.Findings.Select(f => f.Finding.Fingerprint).Distinct()],
            [.. story.Windows.Select(w => w.RuleId).Distinct()]))],
        chain.Release is null ? null : Sanitizer.Clean(chain.Release),
        [.. ChainText.Changes(chain, report).Select(Sanitizer.Clean)]);
}

internal sealed record JsonChainLink(
    ChainStage Stage, LinkState State, string Says, Severity? Worst, IReadOnlyList<string> Findings);

internal sealed record JsonChainStory(
    string Subject, Severity Weight, IReadOnlyList<ChainStage> Stages, IReadOnlyList<string> Findings,
    IReadOnlyList<string> Windows);
