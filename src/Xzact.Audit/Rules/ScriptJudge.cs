using Xzact.Audit.Case;

namespace Xzact.Audit.Rules;

/// <summary>A fact about a script that a rule matches.</summary>
/// <param name="Id">The rule.</param>
/// <param name="Fact">The fact.</param>
/// <param name="Match">What the rule says.</param>
internal sealed record ScriptMatch(string Id, ScriptFact Fact, StoryMatch Match);

/// <summary>Findings of the rules about scripts. A fact on a line that a story leads over is told with the
/// story.</summary>
/// <param name="matches">What rules match.</param>
internal sealed class ScriptJudge(IReadOnlyList<ScriptMatch> matches)
{
    private readonly ILookup<(string?, int?), ScriptMatch> _byPlace =
        matches.ToLookup(match => (match.Fact.Evidence.Path, match.Fact.Evidence.Line));

    private readonly HashSet<ScriptMatch> _told = [];

    /// <summary>What the rules match among the facts.</summary>
    public static IEnumerable<ScriptMatch> Matches(
        IReadOnlyList<ScriptFact> facts, IReadOnlySet<string> without) =>
        RuleCatalog.ScriptRules.Where(rule => !without.Contains(rule.Id))
            .SelectMany(rule => facts.Select(fact => (rule.Id, fact, match: rule.Match(fact))))
            .Where(one => one.match is not null).Select(one => new ScriptMatch(one.Id, one.fact, one.match!));

    /// <summary>A story's finding with what lies on its way.</summary>
    public Finding Join(Finding finding)
    {
        HashSet<ScriptMatch> on = [.. finding.Evidence.SelectMany(at => _byPlace[(at.Path, at.Line)])];
        _told.UnionWith(on);
        ScriptMatch[] own = on.Count == 0 ? [] : [.. matches.Where(on.Contains)];
        return own.Length == 0 ? finding : finding with
        {
            TogetherWith = [.. finding.TogetherWith.Concat(own.Select(match => match.Id)).Distinct()],
            Evidence = [.. finding.Evidence, .. own.Select(match => match.Fact.Evidence with
            {
                What = $"{match.Id}: {match.Match.Message}",
            })],
        };
    }

    /// <summary>What no story has told, by rule.</summary>
    /// <param name="without">The rules that are left out.</param>
    /// <param name="scripts">How many scripts were read.</param>
    public IEnumerable<CheckResult> Judge(IReadOnlySet<string> without, int scripts)
    {
        foreach (string id in RuleCatalog.ScriptRules.Select(rule => rule.Id)
            .Where(id => !without.Contains(id)))
        {
            Finding[] findings =
            [
                .. matches.Where(match => match.Id == id && !_told.Contains(match)).Select(Of)
                    .DistinctBy(finding => finding.Fingerprint).OrderByDescending(finding => finding.Severity),
            ];
            yield return new(id, RuleCatalog.Find(id)!.Title,
                findings.Length > 0 ? Outcome.Found : scripts == 0 ? Outcome.NotApplicable : Outcome.Clean,
                Counted.Of(scripts, "script") + " judged", findings);
        }
    }

    private static Finding Of(ScriptMatch match)
    {
        (ScriptFact fact, string path) = (match.Fact, match.Fact.Evidence.Path!);
        string content = $"{fact.Kind} {fact.Subject} {fact.Evidence.Excerpt}";
        return new(match.Id, match.Match.Severity, path, match.Match.Message,
            Finding.FingerprintOf(match.Id, path, content), [fact.Evidence]);
    }
}
