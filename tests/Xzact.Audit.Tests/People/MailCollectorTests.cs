using System.Text;
using Xzact.Audit.Case;
using Xzact.Audit.Case.Histories;
using Xzact.Audit.People;

namespace Xzact.Audit.Tests.People;

public sealed class MailCollectorTests : IDisposable
{
    private readonly HistoryFolder _folder = new();
    private readonly MailCollector _mails = new((mail, _) => mail == "ann@example.invalid" ? 1 : null, default);
    private readonly List<Omission> _unread = [];

    public void Dispose() => _folder.Dispose();

    internal static string Mail(string from, int day, string id, string? answers, string subject, string body) =>
        $"From x Mon Jan  6 10:00:00 2020\nFrom: {from} <{HistoryBuilder.MailOf(from)}>\n"
        + $"Date: {HistoryBuilder.Day(day):ddd, d MMM yyyy HH:mm:ss} +0000\nMessage-ID: <{id}>\n"
        + (answers is null ? "" : $"In-Reply-To: <{answers}>\n") + $"Subject: {subject}\n\n{body}\n\n";

    private IReadOnlyList<MailThread> Read(params string[] mails)
    {
        string file = _folder.New();
        File.WriteAllText(file, string.Concat(mails), Encoding.Latin1);
        _mails.Read(file, _unread);
        return _mails.Threads();
    }

    [Fact]
    public void Threads_are_joined_by_references_and_subjects_and_accounts_are_numbers()
    {
        IReadOnlyList<MailThread> threads = Read(
            Mail("Zoe", 1, "1", null, "Progress", "There should be another maintainer."),
            Mail("Ann", 2, "2", "1", "Re: Progress", "I have little time."),
            Mail("Fay", 3, "3", "2", "Other words", "Please pass on the maintainership."),
            Mail("Gus", 4, "4", null, "RE: re: progress", "Any news?"),
            Mail("Zoe", 5, "5", null, "Else", "Thank you."));
        MailThread thread = Assert.Single(threads);
        Assert.Equal((4, 4), (thread.Mails, thread.Accounts));
        Assert.Equal([("M1", 1, false), ("M2", 0, false)],
            thread.Asks.Select(a => (a.Account, a.OtherMails, a.HasCommits)));
        Assert.All(thread.Asks, a => Assert.Equal(MailRequest.ChangeOfPower, a.Request));
    }

    [Fact]
    public void One_who_wrote_commits_is_known_as_such_and_a_mail_in_two_mailboxes_counts_once()
    {
        string mail = Mail("Ann", 1, "1", null, "Help", "I look for another maintainer.");
        Read(mail);
        MailAsk ask = Assert.Single(Assert.Single(Read(mail)).Asks);
        Assert.Equal(("P1", true), (ask.Account, ask.HasCommits));
        Assert.Equal(1, _mails.Count);
    }

    [Fact]
    public void What_has_no_date_is_said()
    {
        Assert.Empty(Read(Mail("Zoe", 1, "1", null, "x", "another maintainer").Replace(
            "Date:", "Dated:", StringComparison.Ordinal)));
        Assert.Contains("1 mail", Assert.Single(_unread).What, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_mailbox_is_said()
    {
        Assert.Empty(Read(""));
        Assert.Equal("it holds no mail", Assert.Single(_unread).Why);
    }

    [Theory]
    [InlineData(8, false)]
    [InlineData(9, true)]
    public void Parts_that_lie_too_deep_are_said(int depth, bool isSaid)
    {
        string parts = string.Concat(Enumerable.Range(0, depth).Select(i =>
            $"Content-Type: multipart/mixed; boundary=b{i}\n\n--b{i}\n"));
        string mail = Mail("Zoe", 1, "1", null, "x", "").TrimEnd('\n');
        Read(mail + "\n" + parts + "Content-Type: text/plain\n\nanother maintainer\n");
        Assert.Equal(isSaid, _unread.Any(o => o.Why.Contains("deep", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_mailbox_that_is_not_there_is_an_error() => Assert.Contains(
        "cannot be read", Assert.Throws<AuditInputException>(() => _mails.Read(_folder.New(), _unread)).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData("Is there a new maintainer in sight?", "ChangeOfPower")]
    [InlineData("You could give someone else commit access.", "ChangeOfPower")]
    [InlineData("Maybe hand over the project.", "ChangeOfPower")]
    [InlineData("Why not step down?", "ChangeOfPower")]
    [InlineData("Could you please upload version 5.0?", "Upgrade")]
    [InlineData("We should update it to 2.4 soon", "Upgrade")]
    [InlineData("This patch updates the documentation.", "None")]
    [InlineData("The maintainer of the package answered.", "None")]
    [InlineData("The loop takes one step down the tree.", "ChangeOfPower")]
    [InlineData("", "None")]
    public void Requests_are_phrases(string text, string expected) =>
        Assert.Equal(expected, MailRequests.Of(text).ToString());
}
