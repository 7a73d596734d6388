using Xzact.Audit.Case;
using Xzact.Audit.Git;
using Xzact.Audit.Release.Proofs;

namespace Xzact.Audit.Tests.Release.Proofs;

public sealed class ChangeLogProofTests
{
    private static string FromHistory(ReleaseFixture release) => string.Concat(release
        .Git("log", "--format=%as  %an  <%ae>%n%n%x09%s%n", "v1.0")
        .Replace("\n\n\n", "\n\n", StringComparison.Ordinal));

    private static AccountKind Kind(ReleaseFixture release, string content) =>
        release.Add("ChangeLog", content).Audit().Entry("ChangeLog").Account.Kind;

    [Theory]
    [InlineData("--stat")]
    [InlineData("--no-patch")]
    public void What_git_log_prints_is_explained(string option)
    {
        using ReleaseFixture release = new();
        string log = release.Git("log", "--pretty=medium", "--date=iso", option, "v1.0");
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
    [InlineData("\tone line and its rest\n", true)]
    [InlineData("\tone line and INERT TEST FIXTURE its rest\n", false)]
    public void The_first_paragraph_of_a_commit_may_be_one_line(string subject, bool isExplained)
    {
        GitLogEntry commit = new("A", "a@example.org", Day, Day, "one line\nand its rest\n\nmore\n");
        IReadOnlyList<Carrier>? foreign = ChangeLogProof.ForeignLines(
            $"{Day:yyyy-MM-dd}  A  <a@example.org>\n\n{subject}\n\tmore\n", [commit]);
        Assert.Equal(isExplained, Assert.IsType<List<Carrier>>(foreign).Count == 0);
    }

    [Theory]
    [InlineData("one line", "one line.", true)]
    [InlineData("one line.", "one line..", false)]
    [InlineData("one line", "one line!", false)]
    [InlineData("", ".", false)]
    public void The_first_line_of_a_commit_may_end_with_a_dot(string subject, string written, bool isExplained)
    {
        GitLogEntry commit = new("A", "a@example.org", Day, Day, subject + "\nrest\n");
        IReadOnlyList<Carrier>? foreign = ChangeLogProof.ForeignLines(
            $"{Day:yyyy-MM-dd}  A  <a@example.org>\n\n\t{written}\n\trest\n", [commit]);
        Assert.Equal(isExplained, Assert.IsType<List<Carrier>>(foreign).Count == 0);
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

    private static DateTimeOffset Day { get; } = new(2022, 2, 2, 12, 0, 0, TimeSpan.Zero);

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

    // Enough of a history that one line more is little; it is told, and found where a build reads the file.
    [Fact]
    public void A_line_of_no_commit_is_a_carrier_until_a_build_text_reads_the_file()
    {
        using ReleaseFixture release = new();
        const string Hidden = "\tINERT TEST FIXTURE\n";
        string log = string.Concat(Enumerable.Repeat(FromHistory(release), 10)) + Hidden;
        CaseReport report = release.Add("ChangeLog", log).Audit();
        Carrier carrier = Assert.Single(report.Entry("ChangeLog").Account.Carriers);
        Assert.Equal(Hidden.TrimEnd('\n'), log.Substring((int)carrier.Offset, carrier.Length));
        report = release.Add("m4/inert.m4", "AC_DEFUN([INERT_READ], [tail -1 \"$srcdir/ChangeLog\"])\n").Audit();
        Assert.Equal(AccountKind.Unaccounted, report.Entry("ChangeLog").Account.Kind);
        Assert.Contains(
            report.Entry("ChangeLog").Account.Proof, e => e is { Path: "m4/inert.m4", Line: 1 });
    }

    [Fact]
    public void Many_lines_of_no_commit_are_not_explained()
    {
        using ReleaseFixture release = new();
        string log = string.Concat(Enumerable.Repeat(FromHistory(release), 40))
            + string.Concat(Enumerable.Range(0, 5).Select(i => $"\tINERT {i}\n"));
        Assert.Equal(AccountKind.Unaccounted, Kind(release, log));
    }

    [Fact]
    public void Another_day_is_not()
    {
        using ReleaseFixture release = new();
        string log = FromHistory(release);
        Assert.Equal(AccountKind.Unaccounted, Kind(release, "1999" + log[4..]));
    }
}
