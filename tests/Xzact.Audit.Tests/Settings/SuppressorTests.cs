using Xzact.Audit.Case;
using Xzact.Audit.Release;
using Xzact.Audit.Settings;
using Xzact.Audit.Tests.Release;

namespace Xzact.Audit.Tests.Settings;

public sealed class SuppressorTests
{
    private static readonly DateOnly s_today = new(2026, 11, 22);
    private static readonly string s_content = new('d', 64);

    private static CaseReport Case(Severity severity, string path = "m4/a.m4", string rule = "D03")
    {
        Finding finding = new(rule, severity, path, "message", new('0', 32), []);
        return new()
        {
            Command = "release",
            Subject = "demo",
            Inputs = [new("demo.tar", 1, new('a', 64), "tar")],
            Ledger = new(
                [new("m4/a.m4", new(AccountKind.Unaccounted, "only")) { Sha256 = s_content, Size = 1 }]),
            Results = [new(rule, "Title", Outcome.Found, "looked", [finding])],
        };
    }

    private static CaseReport Apply(CaseReport report, params string[] items) => Suppressor.Apply(
        report,
        AuditSettings.Parse(
            $$"""{"schema":"xzact-config/v1","suppressions":[{{string.Join(',', items)}}]}""", "config.json"),
        s_today);

    private static string Item(
        string path, string? sha256 = null, string expires = "2026-11-22", string rule = "D03") =>
        $$"""{"rule":"{{rule}}","path":"{{path}}","reason":"seen","expires":"{{expires}}"{{(
            sha256 is null ? "" : $",\"sha256\":\"{sha256}\"")}}}""";

    [Theory]
    [InlineData(Severity.Critical)]
    [InlineData(Severity.High)]
    [InlineData(Severity.Low)]
    public void Rule_path_and_content_together_suppress_a_finding_of_any_severity(Severity severity)
    {
        CaseReport report = Apply(Case(severity), Item("m4/a.m4", s_content));
        Assert.Empty(report.Findings);
        SuppressedFinding suppressed = Assert.Single(report.Suppressed);
        Assert.Equal((severity, "seen"), (suppressed.Finding.Severity, suppressed.By.Reason));
        Assert.Single(report.Ledger.Unexplained);
    }

    [Fact]
    public void A_finding_about_no_content_says_so()
    {
        CaseReport report = Apply(
            Case(Severity.High, "tests/data") with { Inputs = [] }, Item("tests/data", s_content));
        Assert.Single(report.Findings);
        Assert.Contains(report.Notices, n => n.What.Contains("no one content", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("**", Severity.Low, true)]
    [InlineData("m4/*.m4", Severity.Medium, true)]
    [InlineData("m4/a.m4", Severity.Medium, true)]
    [InlineData("m4/*.m4", Severity.High, false)]
    [InlineData("m4/a.m4", Severity.High, false)]
    [InlineData("**", Severity.Critical, false)]
    public void A_path_or_glob_alone_never_silences_high_or_critical(string path, Severity severity, bool suppresses)
    {
        CaseReport report = Apply(Case(severity), Item(path));
        Assert.Equal(suppresses ? 0 : 1, report.Findings.Count);
        Assert.Equal(
            suppresses, !report.Notices.Any(n => n.What.Contains("needs a SHA-256", StringComparison.Ordinal)));
    }

    [Fact]
    public void Other_content_another_rule_and_another_path_suppress_nothing_and_are_named()
    {
        CaseReport report = Apply(
            Case(Severity.Low), Item("m4/a.m4", new('e', 64)), Item("m4/a.m4", s_content, rule: "D01"),
            Item("m4/b.m4", s_content), Item("a.m4x"));
        Assert.Single(report.Findings);
        Assert.Equal(5, report.Notices.Count);
        Assert.Contains(report.Notices, n => n.What.Contains("the content is another", StringComparison.Ordinal));
        Assert.Equal(3, report.Notices.Count(n => n.What.Contains("matches no finding", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_suppression_holds_on_its_last_day_and_not_on_the_next()
    {
        Assert.Empty(Apply(Case(Severity.High), Item("m4/a.m4", s_content)).Findings);
        CaseReport late = Apply(Case(Severity.High), Item("m4/a.m4", s_content, expires: "2026-11-21"));
        Assert.Single(late.Findings);
        Assert.Contains(late.Notices, n => n.What.Contains("expired on 2026-11-21", StringComparison.Ordinal));
    }

    [Fact]
    public void A_finding_about_the_archive_is_bound_to_the_archive()
    {
        CaseReport report = Case(Severity.High, "tag v1.0", "D43");
        Assert.Empty(Apply(report, Item("tag v1.0", new('a', 64), rule: "D43")).Findings);
        Assert.Single(Apply(report, Item("tag v1.0", s_content, rule: "D43")).Findings);
    }

    [Fact]
    public void Settings_in_the_archive_are_named_and_change_nothing()
    {
        using ReleaseFixture release = new();
        release.Add("m4/host.m4", "AC_DEFUN([HOST], [cat words | sh])\n");
        int without = ReleaseAudit.Run(release.Request()).Findings.Count;
        release.Add(".config/xzact/config.json", "{}").Add("xzact.json", "{}");
        CaseReport report = ReleaseAudit.Run(release.Request());
        Assert.Equal(without, report.Findings.Count(f => f.Subject == "m4/host.m4"));
        Assert.Equal([".config/xzact/config.json", "xzact.json"], report.Notices.Select(n => n.Path));
    }
}
