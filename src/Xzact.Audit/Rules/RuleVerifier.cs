using Xzact.Audit.Case;

namespace Xzact.Audit.Rules;

/// <summary>The result of running a rule over one of its samples.</summary>
/// <param name="RuleId">The rule.</param>
/// <param name="Sample">Name of the sample.</param>
/// <param name="Passed">Whether the rule did what the sample asks for.</param>
/// <param name="Detail">What was expected and what happened.</param>
public sealed record RuleVerification(string RuleId, string Sample, bool Passed, string Detail);

/// <summary>Runs every rule over its own samples; what <c>xzact rules verify</c> shows.</summary>
public static class RuleVerifier
{
    /// <summary>
    /// One result a sample, and a failed one for each rule that lacks a sample that must match or one that must not.
    /// </summary>
    public static IReadOnlyList<RuleVerification> VerifyAll() =>
    [
        .. All(RuleCatalog.FileRules, rule => rule.Id, RuleSample.Of, Verify),
        .. All(RuleCatalog.ReleaseRules, rule => rule.Id, ReleaseSample.Of, Verify),
        .. All(RuleCatalog.BuildRules, rule => rule.Id, BuildSample.Of, Verify),
        .. All(RuleCatalog.PeopleRules, rule => rule.Id, PeopleSample.Of, Verify),
        .. All(RuleCatalog.BinaryRules, rule => rule.Id, BinarySample.Of, Verify),
        .. All(RuleCatalog.BehaviourRules, rule => rule.Id, BehaviourSample.Of, Verify),
        .. All(RuleCatalog.ChainRules, rule => rule.Id, ChainSample.Of, Verify),
    ];

    /// <summary>What a rule's own samples are about, one line each: what is expected, and of which file.</summary>
    /// <param name="ruleId">The rule's identifier.</param>
    public static IEnumerable<string> SamplesOf(string ruleId)
    {
        bool Has(IEnumerable<string> ids) => ids.Contains(ruleId);
        IEnumerable<(IRuleSample Sample, string About)> samples =
            Has(RuleCatalog.ReleaseRules.Select(rule => rule.Id))
                ? ReleaseSample.Of(ruleId).Select(s => ((IRuleSample)s, $" ({s.Facts.Archive})"))
            : Has(RuleCatalog.BuildRules.Select(rule => rule.Id)) ? Plain(BuildSample.Of(ruleId))
            : Has(RuleCatalog.PeopleRules.Select(rule => rule.Id)) ? Plain(PeopleSample.Of(ruleId))
            : Has(RuleCatalog.BinaryRules.Select(rule => rule.Id)) ? Plain(BinarySample.Of(ruleId))
            : Has(RuleCatalog.BehaviourRules.Select(rule => rule.Id)) ? Plain(BehaviourSample.Of(ruleId))
            : Has(RuleCatalog.ChainRules.Select(rule => rule.Id)) ? Plain(ChainSample.Of(ruleId))
            : RuleSample.Of(ruleId).Select(s => ((IRuleSample)s, $" ({s.File.Path})"))
                .Concat(StorySample.Of(ruleId).Select(s => ((IRuleSample)s, $" ({s.Files[^1].Path})")));
        return samples.OrderBy(s => s.Sample.Expected is null).Select(s =>
            $"{s.Sample.Expected?.ToString() ?? "nothing",-8}  {TitleOf(s.Sample.Name)}{s.About}");
    }

    private static IEnumerable<(IRuleSample, string)> Plain(IEnumerable<IRuleSample> samples) =>
        samples.Select(sample => (sample, ""));

    // "match-new-macro-that-runs-a-command.fixture" says it in words.
    private static string TitleOf(string sample)
    {
        string name = FileName(sample).Replace(".fixture", "", StringComparison.Ordinal);
        return name[(name.IndexOf('-', StringComparison.Ordinal) + 1)..].Replace('-', ' ');
    }

    private static IEnumerable<RuleVerification> All<TRule, TSample>(
        IReadOnlyList<TRule> rules, Func<TRule, string> id, Func<string, IReadOnlyList<TSample>> samplesOf,
        Func<TRule, TSample, RuleVerification> verify)
        where TSample : IRuleSample
    {
        foreach (TRule rule in rules)
        {
            IReadOnlyList<TSample> samples = samplesOf(id(rule));
            foreach (TSample sample in samples)
            {
                yield return verify(rule, sample);
            }

            if (samples.All(s => s.Expected is null) || samples.All(s => s.Expected is not null))
            {
                yield return new(
                    id(rule), "(samples)", Passed: false, "needs a sample that must match and one that must not");
            }
        }
    }

    internal static RuleVerification Verify(IFileRule rule, RuleSample sample)
    {
        RuleMatch[] matches = rule.AppliesTo(sample.File) ? [.. rule.Match(sample.File)] : [];
        RuleVerification result = Verify(rule.Id, sample, matches.Select(m => (m.Severity, "")));
        return sample.ExpectedLine is int line && !matches.Any(m => m.Evidence.Any(e => e.Line == line))
            ? result with { Passed = false, Detail = $"{result.Detail}, but not at line {line}" }
            : result;
    }

    internal static RuleVerification Verify(IReleaseRule rule, ReleaseSample sample) => Verify(
        rule.Id, sample,
        rule.AppliesTo(sample.Facts).Applies ? rule.Match(sample.Facts).Select(m => (m.Severity, "")) : []);

    internal static RuleVerification Verify(IBuildRule rule, BuildSample sample) =>
        Verify(rule.Id, sample, rule.Match(sample.Build).Select(m => (m.Match.Severity, m.Subject)));

    // A match in a project's history weighs little, whatever it is.
    internal static RuleVerification Verify(IPeopleRule rule, PeopleSample sample) => Verify(
        rule.Id, sample,
        rule.AppliesTo(sample.History).Applies
            ? rule.Match(sample.History).Select(m => (Severity.Low, m.Subject)) : []);

    internal static RuleVerification Verify(IBinaryRule rule, BinarySample sample) =>
        Verify(rule.Id, sample, rule.Match(sample.Summary).Select(m => (m.Match.Severity, "")));

    internal static RuleVerification Verify(IBehaviourRule rule, BehaviourSample sample) => Verify(
        rule.Id, sample,
        rule.AppliesTo(sample.Summary) ? rule.Match(sample.Summary).Select(m => (m.Severity, m.Subject)) : []);

    internal static RuleVerification Verify(IChainRule rule, ChainSample sample) =>
        Verify(rule.Id, sample, rule.Match(sample.Chain).Select(m => (m.Severity, m.Subject)));

    private static RuleVerification Verify(
        string id, IRuleSample sample, IEnumerable<(Severity Severity, string Subject)> matches)
    {
        (Severity Severity, string Subject)[] all = [.. matches];
        Severity? found = all.Length == 0 ? null : all.Max(m => m.Severity);
        bool subjectIsRight = sample.Subject is not string subject || Array.Exists(all, m => m.Subject == subject);
        return new(
            id, FileName(sample.Name), found == sample.Expected && subjectIsRight,
            $"expected {sample.Expected?.ToString() ?? "nothing"}, found {found?.ToString() ?? "nothing"}"
            + (subjectIsRight ? "" : $", but not about {sample.Subject}"));
    }

    private static string FileName(string sample) => sample[(sample.LastIndexOf('/') + 1)..];
}
