using System.Text;
using System.Text.Json;
using Xzact.Audit.Case;
using Xzact.Audit.Git;
using Xzact.Audit.People;
using Xzact.Audit.Reports;
using Xzact.Audit.Tests.Reports;

namespace Xzact.Audit.Tests.People;

/// <summary>Whole histories with invented people: one in which one contributor gains everything, and one that looks
/// alike and in which others look on.</summary>
public sealed class PeopleAuditTests : IDisposable
{
    private static readonly byte[] s_opaque = [0, 1, 2, 3, 255, 0];

    private readonly HistoryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>Ann founds it; Ben comes after a year, and at the end releases alone, or with Ann looking on.</summary>
    private string Repository(bool isWatched)
    {
        HistoryBuilder builder = new();
        int count = 0;
        string? watch = isWatched ? "Ann" : null;
        int mark = builder.Text("Ann", 1, "CMakeLists.txt", "check landlock\nflags -Wall\n");
        builder.Tag("v1", mark, "Ann", 2, 1);
        for (int day = 400; day < 490; day += 6)
        {
            builder.Text("Ben", day, "a.c", $"{++count}", committer: "Ann", written: day - 3);
        }

        builder.Text("Ann", 500, "a.c", "patch", committer: "Ben", written: 499);
        for (int day = 550; day < 640; day += 6)
        {
            builder.Text("Ben", day, "a.c", $"{++count}", committer: watch);
        }

        builder.Text("Ben", 660, "CMakeLists.txt", "check landlock\n.\nflags -Wall\n", committer: watch);
        mark = builder.Commit("Ben", 669.3, [("tests/a.bin", s_opaque)], watch);
        builder.Tag("v2", mark, "Ben", 670, (byte)(isWatched ? 1 : 2));
        return builder.Create(_folder.New());
    }

    private string Mailbox(params string[] mails)
    {
        string file = _folder.New();
        File.WriteAllText(file, string.Concat(mails), Encoding.Latin1);
        return file;
    }

    private static string[] Rules(CaseReport report) => [.. report.Findings.Select(f => f.RuleId).Distinct().Order()];

    [Fact]
    public void One_who_gains_everything_is_reported_as_structure_and_each_finding_is_low()
    {
        string mailbox = Mailbox(
            MailCollectorTests.Mail("Zoe", 380, "1", null, "Progress", "There should be another maintainer."),
            MailCollectorTests.Mail("Fay", 390, "2", "1", "Progress", "Pass on the maintainership."));
        CaseReport report = PeopleAudit.Run(new() { RepositoryPath = Repository(false), Mailboxes = [mailbox] });
        Assert.Equal(["D39", "D40", "D80", "D81", "D82", "D83"], Rules(report));
        Assert.All(report.Findings, f => Assert.Equal(Severity.Low, f.Severity));
        Assert.False(report.IsIncomplete);
        Assert.Contains(report.History!.WindowsAt(HistoryBuilder.Day(669.5)), w => w.RuleId == "D82");
        Assert.DoesNotContain(report.History.WindowsAt(HistoryBuilder.Day(200)), w => w.RuleId is "D82" or "D39");
    }

    [Fact]
    public void The_same_with_another_who_lands_the_changes_is_not()
    {
        string mailbox = Mailbox(
            MailCollectorTests.Mail("Zoe", 380, "1", null, "Progress", "There should be another maintainer."),
            MailCollectorTests.Mail("Ben", 390, "2", "1", "Progress", "Another maintainer would be good."));
        CaseReport report = PeopleAudit.Run(new() { RepositoryPath = Repository(true), Mailboxes = [mailbox] });
        Assert.Empty(report.Findings);
        Assert.Equal(2, report.History!.Mails);
    }

    [Theory]
    [InlineData(ReportFormat.Text)]
    [InlineData(ReportFormat.Json)]
    [InlineData(ReportFormat.Sarif)]
    [InlineData(ReportFormat.Html)]
    [InlineData(ReportFormat.Markdown)]
    [InlineData(ReportFormat.GitHub)]
    public void No_report_holds_a_name_an_address_or_a_time_zone(ReportFormat format)
    {
        string mailbox = Mailbox(
            MailCollectorTests.Mail("Zoe", 380, "1", null, "Secret subject", "There should be another maintainer."),
            MailCollectorTests.Mail("Fay", 390, "2", "1", "Secret subject", "Pass on the maintainership."));
        CaseReport report = PeopleAudit.Run(new() { RepositoryPath = Repository(false), Mailboxes = [mailbox] });
        string text = report.Write(format);
        foreach (string word in (string[])[
            "Ann", "Ben", "Zoe", "Fay", "Example", "example.invalid", "+0300", "-0500", "Secret", "maintainership"])
        {
            Assert.DoesNotContain(word, text, StringComparison.Ordinal);
        }

        Assert.Contains("P2", text, StringComparison.Ordinal);
        if (format == ReportFormat.Json)
        {
            Assert.Empty(JsonSchemaCheck.Violations(text, EmbeddedText.Read("Reports/case-report.schema.json")));
            using JsonDocument document = JsonDocument.Parse(text);
            Assert.Equal(2, document.RootElement.GetProperty("history").GetProperty("contributors").GetArrayLength());
        }
    }

    [Fact]
    public void The_newest_finding_is_first_and_a_weakened_check_has_a_line()
    {
        CaseReport report = PeopleAudit.Run(new() { RepositoryPath = Repository(false) });
        DateTimeOffset?[] times = [.. report.Findings.Select(f => f.Time)];
        Assert.DoesNotContain(null, times);
        Assert.Equal(times.OrderDescending(), times);
        Evidence place = Assert.Single(
            report.Findings.Single(f => f.RuleId == "D81").Evidence, e => e.Path == "CMakeLists.txt");
        Assert.Equal(2, place.Line);
        Assert.EndsWith("line 2 behind the commit", place.What, StringComparison.Ordinal);
        string text = report.Write(ReportFormat.Text);
        Assert.Contains("--report html=FILE", text, StringComparison.Ordinal);
        Assert.All(report.Findings, f => Assert.Contains($"    {f.RuleId}  {f.Subject.Split(' ')[0]}", text,
            StringComparison.Ordinal));
    }

    [Fact]
    public void Names_are_given_only_to_who_asks()
    {
        IReadOnlyList<string> names = [];
        PeopleAudit.Run(new() { RepositoryPath = Repository(true), Names = list => names = list });
        Assert.Equal(["Ann Example", "Ben Example"], names);
    }

    /// <summary>A date that no calendar has is said, and its commit does not vanish.</summary>
    [Fact]
    public void Commits_with_dates_out_of_range_are_counted()
    {
        HistoryBuilder all = new();
        all.Text("Ann", 4_000_000, "a.c", "1");
        AuditInputException none = Assert.Throws<AuditInputException>(
            () => PeopleAudit.Run(new() { RepositoryPath = all.Create(_folder.New()) }));
        Assert.Contains("of 1 commit none has a readable author and a date", none.Message, StringComparison.Ordinal);

        HistoryBuilder one = new();
        one.Text("Ann", 1, "a.c", "1");
        one.Text("Ann", 4_000_000, "a.c", "2");
        CaseReport report = PeopleAudit.Run(new() { RepositoryPath = one.Create(_folder.New()) });
        Assert.True(report.IsIncomplete);
        Assert.Contains(report.NotLookedAt, o => o.What == "1 commit");
    }

    [Fact]
    public void An_empty_repository_is_nothing_to_examine()
    {
        string folder = new HistoryBuilder().Create(_folder.New());
        Assert.True(Assert.Throws<AuditInputException>(
            () => PeopleAudit.Run(new() { RepositoryPath = folder })).NothingToExamine);
    }

    [Fact]
    public void What_is_no_repository_is_an_error() => Assert.Throws<GitException>(
        () => PeopleAudit.Run(new() { RepositoryPath = _folder.New() }));

    [Fact]
    public void Contents_that_the_repository_lacks_make_it_incomplete_and_end_nothing()
    {
        HistoryBuilder builder = new();
        builder.Commit("Ann", 1, [("a.bin", s_opaque)]);
        builder.Text("Ann", 2, "Makefile.am", "CFLAGS = -Wall\n");
        builder.Text("Ann", 3, "Makefile.am", "CFLAGS =\n");
        string folder = builder.Create(_folder.New());
        string pack = Directory.GetFiles(Path.Combine(folder, "objects/pack"), "*.pack").FirstOrDefault("");
        Assert.SkipWhen(pack.Length > 0, "this git keeps an import in a pack, and no object can be taken away");
        foreach (string id in (string[])[Id(s_opaque), Id("CFLAGS = -Wall\n"u8.ToArray())])
        {
            File.Delete(Path.Combine(folder, "objects", id[..2], id[2..]));
        }

        CaseReport report = PeopleAudit.Run(new() { RepositoryPath = folder });
        Assert.Contains(report.NotLookedAt, o => o.What == "3 contents" && !o.IsOutOfScope);
        Assert.Empty(report.History!.Checks);

        static string Id(byte[] content) => GitBlobHash.ComputeObject("blob", content, GitObjectFormat.Sha1);
    }

    [Fact]
    public void A_shallow_history_is_incomplete()
    {
        string folder = Repository(true);
        string tip = File.ReadAllText(Path.Combine(folder, "refs/heads/main")).Trim();
        File.WriteAllText(Path.Combine(folder, "shallow"), tip + "\n");
        CaseReport report = PeopleAudit.Run(new() { RepositoryPath = folder });
        Assert.True(report.IsIncomplete);
        Assert.All(report.Results, r => Assert.Equal(Outcome.Incomplete, r.Outcome));
    }
}
