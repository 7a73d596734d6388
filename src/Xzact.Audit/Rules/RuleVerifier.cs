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
        .. RuleCatalog.FileRules.SelectMany(Verify), .. RuleCatalog.ReleaseRules.SelectMany(Verify),
        .. RuleCatalog.BuildRules.SelectMany(Verify), .. RuleCatalog.PeopleRules.SelectMany(Verify),
        .. RuleCatalog.BinaryRules.SelectMany(Verify),
        .. RuleCatalog.BehaviourRules.SelectMany(Verify),
    ];

    /// <summary>What a rule's own samples are about, one line each: what is expected, and of which file.</summary>
    /// <param name="ruleId">The rule's identifier.</param>
    public static IEnumerable<string> SamplesOf(string ruleId) =>
        (RuleCatalog.ReleaseRules.Any(rule => rule.Id == ruleId)
            ? ReleaseSample.Of(ruleId).Select(s => (s.Name, s.Expected, About: $" ({s.Facts.Archive})"))
            : RuleCatalog.BuildRules.Any(rule => rule.Id == ruleId)
            ? BuildSample.Of(ruleId).Select(s => (s.Name, s.Expected, About: ""))
            : RuleCatalog.PeopleRules.Any(rule => rule.Id == ruleId)
            ? PeopleSample.Of(ruleId).Select(s => (s.Name, s.Expected, About: ""))
            : RuleCatalog.BinaryRules.Any(rule => rule.Id == ruleId)
            ? BinarySample.Of(ruleId).Select(s => (s.Name, s.Expected, About: ""))
            : RuleCatalog.BehaviourRules.Any(rule => rule.Id == ruleId)
            ? BehaviourSample.Of(ruleId).Select(s => (s.Name, s.Expected, About: ""))
            : RuleSample.Of(ruleId).Select(s => (s.Name, s.Expected, About: $" ({s.File.Path})"))
                .Concat(StorySample.Of(ruleId).Select(s => (s.Name, s.Expected, About: $" ({s.Files[^1].Path})"))))
        .OrderBy(sample => sample.Expected is null)
        .Select(s => $"{s.Expected?.ToString() ?? "nothing",-8}  {TitleOf(s.Name)}{s.About}");

    // "match-new-macro-that-runs-a-command.fixture" says it in words.
    private static string TitleOf(string sample)
    {
        string name = FileName(sample).Replace(".fixture", "", StringComparison.Ordinal);
        return name[(name.IndexOf('-', StringComparison.Ordinal) + 1)..].Replace('-', ' ');
    }

    private static IEnumerable<RuleVerification> Verify(IFileRule rule)
    {
        IReadOnlyList<RuleSample> samples = RuleSample.Of(rule.Id);
        return [.. samples.Select(s => Verify(rule, s)), .. Missing(rule.Id, samples.Select(s => s.Expected))];
    }

    private static IEnumerable<RuleVerification> Verify(IReleaseRule rule)
    {
        IReadOnlyList<ReleaseSample> samples = ReleaseSample.Of(rule.Id);
        return [.. samples.Select(s => Verify(rule, s)), .. Missing(rule.Id, samples.Select(s => s.Expected))];
    }

    private static IEnumerable<RuleVerification> Verify(IBuildRule rule)
    {
        IReadOnlyList<BuildSample> samples = BuildSample.Of(rule.Id);
        return [.. samples.Select(s => Verify(rule, s)), .. Missing(rule.Id, samples.Select(s => s.Expected))];
    }

    private static IEnumerable<RuleVerification> Verify(IPeopleRule rule)
    {
        IReadOnlyList<PeopleSample> samples = PeopleSample.Of(rule.Id);
        return [.. samples.Select(s => Verify(rule, s)), .. Missing(rule.Id, samples.Select(s => s.Expected))];
    }

    internal static RuleVerification Verify(IPeopleRule rule, PeopleSample sample)
    {
        PeopleMatch[] matches = rule.AppliesTo(sample.History).Applies ? [.. rule.Match(sample.History)] : [];
        Severity? found = matches.Length == 0 ? null : Severity.Low;
        bool subjectIsRight = sample.Subject is not string subject || Array.Exists(matches, m => m.Subject == subject);
        string detail = $"expected {sample.Expected?.ToString() ?? "nothing"}, found {found?.ToString() ?? "nothing"}";
        return new(
            rule.Id, FileName(sample.Name), found == sample.Expected && subjectIsRight,
            subjectIsRight ? detail : detail + $", but not about {sample.Subject}");
    }

    private static IEnumerable<RuleVerification> Verify(IBinaryRule rule)
    {
        IReadOnlyList<BinarySample> samples = BinarySample.Of(rule.Id);
        return [.. samples.Select(s => Verify(rule, s)), .. Missing(rule.Id, samples.Select(s => s.Expected))];
    }

    private static IEnumerable<RuleVerification> Verify(IBehaviourRule rule)
    {
        IReadOnlyList<BehaviourSample> samples = BehaviourSample.Of(rule.Id);
        return [.. samples.Select(s => Verify(rule, s)), .. Missing(rule.Id, samples.Select(s => s.Expected))];
    }

    internal static RuleVerification Verify(IBehaviourRule rule, BehaviourSample sample)
    {
        BehaviourMatch[] matches = rule.AppliesTo(sample.Summary) ? [.. rule.Match(sample.Summary)] : [];
        Severity? found = matches.Length == 0 ? null : matches.Max(m => m.Severity);
        bool subjectIsRight = sample.Subject is null || Array.Exists(matches, m => m.Subject == sample.Subject);
        return new(
            rule.Id, FileName(sample.Name), found == sample.Expected && subjectIsRight,
            $"expected {sample.Expected?.ToString() ?? "nothing"}, found {found?.ToString() ?? "nothing"}"
            + (subjectIsRight ? "" : $", but not about {sample.Subject}"));
    }

    private static IEnumerable<RuleVerification> Missing(string ruleId, IEnumerable<Severity?> expected)
    {
        Severity?[] all = [.. expected];
        if (Array.TrueForAll(all, e => e is null) || Array.TrueForAll(all, e => e is not null))
        {
            yield return new(
                ruleId, "(samples)", Passed: false, "needs a sample that must match and one that must not");
        }
    }

    internal static RuleVerification Verify(IBuildRule rule, BuildSample sample)
    {
        BuildMatch[] matches = [.. rule.Match(sample.Build)];
        Severity? found = matches.Length == 0 ? null : matches.Max(m => m.Match.Severity);
        bool subjectIsRight = sample.Subject is not string subject
            || Array.Exists(matches, m => m.Subject == subject);
        string detail = $"expected {sample.Expected?.ToString() ?? "nothing"}, found {found?.ToString() ?? "nothing"}";
        return new(
            rule.Id, FileName(sample.Name), found == sample.Expected && subjectIsRight,
            subjectIsRight ? detail : detail + $", but not about {sample.Subject}");
    }

    internal static RuleVerification Verify(IBinaryRule rule, BinarySample sample)
    {
        BinaryMatch[] matches = [.. rule.Match(sample.Summary)];
        Severity? found = matches.Length == 0 ? null : matches.Max(m => m.Match.Severity);
        return new(
            rule.Id, FileName(sample.Name), found == sample.Expected,
            $"expected {sample.Expected?.ToString() ?? "nothing"}, found {found?.ToString() ?? "nothing"}");
    }

    private static string FileName(string sample) => sample[(sample.LastIndexOf('/') + 1)..];

    internal static RuleVerification Verify(IReleaseRule rule, ReleaseSample sample)
    {
        ReleaseMatch[] matches = rule.AppliesTo(sample.Facts).Applies ? [.. rule.Match(sample.Facts)] : [];
        Severity? found = matches.Length == 0 ? null : matches.Max(m => m.Severity);
        return new(
            rule.Id, FileName(sample.Name), found == sample.Expected,
            $"expected {sample.Expected?.ToString() ?? "nothing"}, found {found?.ToString() ?? "nothing"}");
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
            rule.Id, FileName(sample.Name), found == sample.Expected && lineIsRight,
            lineIsRight ? detail : detail + $", but not at line {sample.ExpectedLine}");
    }
}
