using Xzact.Audit.Case;
using Xzact.Audit.Release;

namespace Xzact.Audit.Tests.Release.Compared;

public sealed class ComparedArchiveTests : IDisposable
{
    private const string Macro = "AC_DEFUN([HOST], [cat words | sh])\n";

    private readonly ReleaseFixture _release = new();

    public void Dispose() => _release.Dispose();

    private string Other(string name, string top = ReleaseFixture.Top) =>
        _release.Write(ReleaseFixture.Gzip(_release.Tar(top)), name);

    [Fact]
    public void Against_the_release_before_files_are_unchanged_changed_new_or_gone()
    {
        string previous = Other("demo-0.9.tar.gz", "demo-0.9/");
        _release.Change("README", f => f with { Content = f.Content + "More.\n" })
            .Change("gen.sh", f => f with { Mode = 0x1ED }).Remove("tests/data.bin").Add("new.txt", "new\n");
        CaseReport report = ReleaseAudit.Run(_release.Request() with { PreviousPath = previous });
        Assert.Equal(PreviousState.Changed, report.Entry("README").SincePrevious);
        Assert.Equal(PreviousState.Changed, report.Entry("gen.sh").SincePrevious);
        Assert.Equal(PreviousState.New, report.Entry("new.txt").SincePrevious);
        Assert.Equal(PreviousState.Unchanged, report.Entry("configure.ac").SincePrevious);
        Assert.Null(report.Entry("tests/data.bin").SincePrevious);
        Assert.Equal(["tests/data.bin"], report.Previous!.Gone);
        Assert.Equal((2, 1), (report.Previous.Changed, report.Previous.New));
        Assert.Equal("demo-0.9.tar.gz", report.Previous.Archive.Name);
    }

    [Fact]
    public void Being_unchanged_since_the_release_before_explains_nothing_beside_a_tag()
    {
        _release.Add("m4/host.m4", Macro);
        string previous = Other("demo-0.9.tar.gz", "demo-0.9/");
        CaseReport report = ReleaseAudit.Run(_release.Request() with { PreviousPath = previous });
        Assert.Equal(PreviousState.Unchanged, report.Entry("m4/host.m4").SincePrevious);
        Assert.Contains(report.Findings, f => f.Subject == "m4/host.m4");
    }

    [Fact]
    public void Without_a_repository_only_what_changed_is_judged_and_the_report_says_what_it_cannot_know()
    {
        _release.Add("m4/old.m4", Macro);
        string previous = Other("demo-0.9.tar.gz", "demo-0.9/");
        _release.Add("m4/host.m4", Macro)
            .Change("gen.sh", f => f with { Content = f.Content + "cat tests/data.bin | sh\n" });
        CaseReport report = ReleaseAudit.Run(
            _release.Request() with { SourcePath = null, Tag = null, PreviousPath = previous });
        Assert.Null(report.Source);
        Assert.Equal(AccountKind.SameAsCompared, report.Entry("m4/old.m4").Account.Kind);
        Assert.Equal(["gen.sh", "m4/host.m4"], report.Ledger.Unexplained.Select(e => e.Path));
        Assert.Equal(["gen.sh", "m4/host.m4"], report.Findings.Select(f => f.Subject).Distinct().Order());
        Assert.Contains(report.NotLookedAt, o => o.What == "where the files come from");
        Assert.StartsWith(
            "No source was given: ", Audit.Reports.Verdict.Of(report), StringComparison.Ordinal);
    }

    [Fact]
    public void Two_forms_of_one_release_are_alike_whatever_their_compression()
    {
        string plain = _release.Write(_release.Tar(), "other.tar");
        CaseReport report = ReleaseAudit.Run(_release.Request() with { OtherArchives = [plain] });
        Assert.Empty(report.Findings);
        Assert.Equal(["demo-1.0.tar.gz", "other.tar"], report.Inputs.Select(i => i.Name));
    }

    [Fact]
    public void Every_difference_of_another_form_is_found_by_its_path()
    {
        string readme = _release.Archive.Single(f => f.Path == "README").Content;
        _release.Add("m4/host.m4", Macro).Change("README", f => f with { Content = "other\n" })
            .Change("gen.sh", f => f with { Mode = 0x1ED }).Remove("src/main.c");
        string other = Other("other.tar.gz");
        _release.Remove("m4/host.m4").Add("src/main.c", "int main(void) { return 0; }\n")
            .Change("README", f => f with { Content = readme })
            .Change("gen.sh", f => f with { Mode = 0x1A4 });
        CaseReport report = ReleaseAudit.Run(_release.Request() with { OtherArchives = [other] });
        Assert.Equal(
            ["README", "gen.sh", "m4/host.m4", "src/main.c"],
            report.Findings.Where(f => f.RuleId == "D44").Select(f => f.Subject).Order(StringComparer.Ordinal));
        Assert.All(report.Findings, f => Assert.Equal(Severity.High, f.Severity));
    }

    [Fact]
    public void Two_archives_can_be_compared_without_any_source()
    {
        string other = Other("other.tar.gz");
        _release.Add("m4/host.m4", Macro);
        CaseReport report = ReleaseAudit.Run(
            _release.Request() with { SourcePath = null, Tag = null, OtherArchives = [other] });
        Assert.Contains(report.Findings, f => f is { RuleId: "D44", Subject: "m4/host.m4" });
        Assert.Contains(report.Findings, f => f is { RuleId: "D03", Subject: "m4/host.m4" });
    }

    [Fact]
    public void Where_there_is_no_source_no_check_and_no_word_speaks_of_a_tag()
    {
        string previous = _release.Write(ReleaseFixture.Gzip(_release.Tar("demo-0.9/")), "demo-0.9.tar.gz");
        _release.Change("src/main.c", f => f with { Content = "int main(void) { return 2; }\n" });
        _release.Add("src/parse.c", "int p(void) { return system(\"date\"); }\n");
        CaseReport report = ReleaseAudit.Run(
            _release.Request() with { SourcePath = null, Tag = null, PreviousPath = previous });
        Assert.All(
            (string[])["D06", "D09", "D43", "D44", "D47"],
            id => Assert.Equal(Outcome.NotApplicable, report.Results.Single(r => r.CheckId == id).Outcome));
        Assert.Contains(report.Findings, f => f.RuleId == "D46");
        Assert.All(report.Findings, f => Assert.DoesNotContain("the tag", f.Message, StringComparison.Ordinal));
        Assert.All(report.Findings.SelectMany(f => f.Evidence), e => Assert.DoesNotContain(
            "the tag", e.What, StringComparison.Ordinal));
        Assert.DoesNotContain(
            report.NotLookedAt, o => o.What.Contains("follow from the tag", StringComparison.Ordinal));
    }
}
