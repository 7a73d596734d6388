using Xzact.Audit.Case;
using Xzact.Audit.Case.Chains;

namespace Xzact.Audit.Rules.D90;

/// <summary>Several links speak of the same files.</summary>
internal sealed class MeetingEvidenceRule : IChainRule
{
    // One window may be chance: in a lively project there is always a release near.
    private const int LeastWindowRules = 2;
    private const int MaxEvidence = 12;

    public string Id => RuleCatalog.MeetingEvidence;

    public IEnumerable<ChainMatch> Match(ChainSummary chain)
    {
        foreach (ChainStory story in chain.Stories)
        {
            ChainFinding[] weighty = [.. story.Findings.Where(f => f.Finding.Severity >= Severity.Medium)];

            // One rule that two links run over the same text has seen it once.
            bool isIndependent = weighty.Select(f => f.Stage).Distinct().Skip(1).Any()
                && weighty.Select(f => f.Finding.RuleId).Distinct().Skip(1).Any();
            bool isInWindows = story.Windows.Select(w => w.RuleId).Distinct().Count() >= LeastWindowRules;
            if (weighty.Length == 0 || !(isIndependent || (isInWindows && story.Worst == Severity.Medium)))
            {
                continue;
            }

            ChainStage[] stages = isIndependent
                ? [.. weighty.Select(f => f.Stage).Distinct().Order()] : [.. story.Stages];
            yield return new(
                (Severity)Math.Min((int)Severity.Critical, (int)story.Worst + 1), story.Subject,
                $"{(isIndependent ? "Findings of different links meet" : "It came while the project's history gives "
                    + "evidence more weight")}: {Words(stages)}. Review recommended.",
                stages,
                [
                    .. weighty.Select(f => new Evidence(
                        $"{Words([f.Stage])}, {f.Finding.RuleId} {f.Finding.Severity}: {f.Finding.Message}",
                        f.Finding.Subject)).Distinct().Take(MaxEvidence),
                    .. story.Windows.DistinctBy(w => w.RuleId).Select(w => new Evidence(
                        $"people, {w.RuleId}, from {w.From:yyyy-MM-dd} to {w.To:yyyy-MM-dd}: {w.Reason}")),
                ]);
        }
    }

    private static string Words(IEnumerable<ChainStage> stages) =>
        string.Join(", ", stages.Select(stage => stage.ToString().ToLowerInvariant()));
}
