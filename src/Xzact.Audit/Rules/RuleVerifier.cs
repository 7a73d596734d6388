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
    public static IReadOnlyList<RuleVerification> VerifyAll() => [.. RuleCatalog.FileRules.SelectMany(Verify)];

    /// <summary>What a rule's own samples are about, one line each: what is expected, and of which file.</summary>
    /// <param name="ruleId">The rule's identifier.</param>
    public static IEnumerable<string> SamplesOf(string ruleId) => RuleSample.Of(ruleId)
        .Select(sample => (sample.Expected, sample.Name, sample.File.Path))
        .Concat(StorySample.Of(ruleId).Select(sample => (sample.Expected, sample.Name, sample.Files[^1].Path)))
        .OrderBy(sample => sample.Expected is null)
        .Select(sample => $"{sample.Expected?.ToString() ?? "nothing",-8}  {TitleOf(sample.Name)} ({sample.Path})");

    // "match-new-macro-that-runs-a-command.fixture" says it in words.
    private static string TitleOf(string sample)
    {
        string name = sample[(sample.LastIndexOf('/') + 1)..]
            .Replace(".fixture", "", StringComparison.Ordinal);
        return name[(name.IndexOf('-', StringComparison.Ordinal) + 1)..].Replace('-', ' ');
    }

    private static IEnumerable<RuleVerification> Verify(IFileRule rule)
    {
        IReadOnlyList<RuleSample> samples = RuleSample.Of(rule.Id);
        foreach (RuleSample sample in samples)
        {
            yield return Verify(rule, sample);
        }

        if (samples.All(s => s.Expected is null) || samples.All(s => s.Expected is not null))
        {
            yield return new(
                rule.Id, "(samples)", Passed: false, "needs a sample that must match and one that must not");
        }
    }

    internal static RuleVerification Verify(IFileRule rule, RuleSample sample)
    {
        RuleMatch[] matches = rule.AppliesTo(sample.File) ? [.. rule.Match(sample.File)] : [];
        Severity? found = matches.Length == 0 ? null : matches.Max(m => m.Severity);
        bool lineIsRight = sample.ExpectedLine is not int line
            || matches.Any(m => m.Evidence.Any(e => e.Line == line));
        string expected = sample.Expected?.ToString() ?? "nothing";
        string detail = $"expected {expected}, found {found?.ToString() ?? "nothing"}";
        return new(
            rule.Id, sample.Name[(sample.Name.LastIndexOf('/') + 1)..], found == sample.Expected && lineIsRight,
            lineIsRight ? detail : detail + $", but not at line {sample.ExpectedLine}");
    }
}
