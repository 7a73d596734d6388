using Xzact.Audit.Case;

namespace Xzact.Audit.Tests.Release.Proofs;

public sealed class ChangeLogProofTests
{
    private static string FromHistory(ReleaseFixture release) => string.Concat(release
        .Git("log", "--format=%as  %an  <%ae>%n%n%x09%s%n", "v1.0")
        .Replace("\n\n\n", "\n\n", StringComparison.Ordinal)).TrimEnd('\n') + "\n";

    private static AccountKind Kind(ReleaseFixture release, string content) =>
        release.Add("ChangeLog", content).Audit().Entry("ChangeLog").Account.Kind;

    [Theory]
    [InlineData("--stat", "iso")]
    [InlineData("--no-patch", "iso")]
    [InlineData("--stat", "default")]
    [InlineData("--no-patch", "default")]
    [InlineData("--no-patch", "short")]
    public void What_git_log_prints_is_explained(string option, string date)
    {
        using ReleaseFixture release = new();
        string log = release.Git("log", "--pretty=medium", "--date=" + date, option, "v1.0");
        Assert.Equal(AccountKind.DerivedAndVerified, Kind(release, log));
    }

    [Theory]
    [InlineData("    Release\n", "    Release\n    INERT TEST FIXTURE\n")]
    [InlineData("Author: ", "Author:  ")]
    [InlineData("    Release\n", "    Release\n\n")]
    public void A_log_with_anything_else_in_it_is_not(string from, string to)
    {
        using ReleaseFixture release = new();
        string log = release.Git("log", "--pretty=medium", "--date=iso", "v1.0");
        string changed = log.Replace(from, to, StringComparison.Ordinal);
        Assert.NotEqual(log, changed);
        Assert.Equal(AccountKind.Unaccounted, Kind(release, changed));
    }

    [Fact]
    public void Lines_of_commits_under_author_and_day_are_explained()
    {
        using ReleaseFixture release = new();
        Assert.Equal(AccountKind.DerivedAndVerified, Kind(release, FromHistory(release)));
    }

    [Theory]
    [InlineData("See ChangeLog-CVS for more.", AccountKind.DerivedAndVerified)]
    [InlineData("See INERT TEST FIXTURE for more.", AccountKind.Unaccounted)]
    public void Only_a_remark_that_the_tags_makefile_prints_is_explained(string remark, AccountKind expected)
    {
        using ReleaseFixture release = new(
            ("Makefile.am", "ChangeLog:\n\techo 'See ChangeLog-CVS for more.' >> $@\n"));
        string log = FromHistory(release) + remark + "\n";
        Account account = release.Add("ChangeLog", log).Audit().Entry("ChangeLog").Account;
        Assert.Equal(expected, account.Kind);
        Assert.Empty(account.Carriers);

        // It would be explained with a carrier, but build text names the file.
        Assert.Equal(expected == AccountKind.Unaccounted, account.Withdrawn is not null);
    }

    // Messages are in no tracked file, so that whoever reads them reads what nobody compared; the first line is a
    // heading.
    [Theory]
    [InlineData("demo.txt:\n\tsed -n 's/^\t  //p' ChangeLog > $@\n", false)]
    [InlineData("demo.txt: ChangeLog\n\ttail -n 1 $< > $@\n", false)]
    [InlineData("demo.txt:\n\thead -n 1 ChangeLog > $@ && tail -n 1 ChangeLog > $@\n", false)]
    [InlineData("demo.txt:\n\thead -n 12 ChangeLog > $@\n", false)]
    [InlineData("VERSION = `head -n 1 $(srcdir)/ChangeLog | cut -d' ' -f1`\n", true)]
    [InlineData("demo.txt:\n\tsed -n 1p ChangeLog > $@\n", true)]
    [InlineData("dist-hook:\n\tcp ChangeLog $(distdir)/ChangeLog\n", true)]
    public void Messages_of_commits_are_not_for_a_build_to_read(string rule, bool expected)
    {
        using ReleaseFixture release = new(("local.mk", rule));
        Assert.Equal(
            expected ? AccountKind.DerivedAndVerified : AccountKind.Unaccounted,
            Kind(release, FromHistory(release)));
    }

    [Fact]
    public void A_tracked_older_log_may_follow()
    {
        using ReleaseFixture release = new(("ChangeLog-2019", "2019-01-01  nobody\n\n\tolder\n"));
        string log = FromHistory(release);
        Assert.Equal(AccountKind.DerivedAndVerified, Kind(release, log + "2019-01-01  nobody\n\n\tolder\n"));
    }

    [Theory]
    [InlineData("\tRelease\n", "\tRelease\n\tINERT TEST FIXTURE\n")]
    [InlineData("\tRelease\n", "\tRelease\n# INERT TEST FIXTURE\n")]
    [InlineData("  <", "  INERT  <")]
    public void A_line_that_no_commit_has_is_not(string from, string to)
    {
        using ReleaseFixture release = new();
        string log = FromHistory(release);
        string changed = log.Replace(from, to, StringComparison.Ordinal);
        Assert.NotEqual(log, changed);
        Assert.Equal(AccountKind.Unaccounted, Kind(release, changed));
    }

    // Enough of a history that one place more is little; it is told, and found where a build reads the file.
    [Theory]
    [InlineData("\tline 7\n", "\tline 7\n\tINERT TEST FIXTURE\n", "\tINERT TEST FIXTURE\n")]
    [InlineData("\tline 7\n", "\tline 7\n\n", "\n")]
    [InlineData("\tline 7\n", "\tline 7 \n", "\tline 7 \n")]
    [InlineData("\tline 7\n", "", "\t")]
    public void A_place_of_no_commit_is_a_carrier_until_a_build_text_reads_the_file(
        string from, string to, string carried)
    {
        string body = string.Concat(Enumerable.Range(1, 40).Select(i => $"line {i}\n"));
        using ReleaseFixture release = new(
            [("Release\n\n" + body, [new("README", "text\n"), new("m4/inert.m4", "AC_DEFUN([INERT])\n")])]);
        string heading = release.Git("log", "-1", "--format=%as  %an  <%ae>", "v1.0");
        string log = $"{heading}\n\tRelease\n{body.Replace("line", "\tline", StringComparison.Ordinal)}";
        string changed = log.Replace(from, to, StringComparison.Ordinal);
        CaseReport report = release.Add("ChangeLog", changed).Audit();
        Carrier carrier = Assert.Single(report.Entry("ChangeLog").Account.Carriers);
        Assert.Equal(carried, changed.Substring((int)carrier.Offset, carrier.Length));
        report = release.Change(
            "m4/inert.m4", f => f with { Content = "AC_DEFUN([INERT], [tail -1 \"$srcdir/ChangeLog\"])\n" }).Audit();
        Assert.Equal(AccountKind.Unaccounted, report.Entry("ChangeLog").Account.Kind);
        Assert.Contains(
            report.Entry("ChangeLog").Account.Proof, e => e is { Path: "m4/inert.m4", Line: 1 });
    }

    [Fact]
    public void Another_day_is_not()
    {
        using ReleaseFixture release = new();
        string log = FromHistory(release);
        Assert.Equal(AccountKind.Unaccounted, Kind(release, "1999" + log[4..]));
    }
}
