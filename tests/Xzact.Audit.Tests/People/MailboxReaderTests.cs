using System.Text;
using Xzact.Audit.People;

namespace Xzact.Audit.Tests.People;

public sealed class MailboxReaderTests
{
    private static MailMessage[] Read(string text)
    {
        using MemoryStream stream = new(Encoding.Latin1.GetBytes(text));
        return [.. MailboxReader.Read(stream, "x.mbox")];
    }

    private static string Mail(string body, string separator = "From a@b Mon Jan  6 10:00:00 2020") =>
        $"{separator}\nFrom: A <a@b>\nDate: Mon, 6 Jan 2020 10:00:00 +0200\nMessage-ID: <1@b>\n\n{body}\n\n";

    [Theory]
    [InlineData("From a@b Mon Jan  6 10:00:00 2020", true)]
    [InlineData("From - Mon Jan 06 10:00:00 2020", true)]
    [InlineData("From user at example.invalid  Mon Jan  6 10:00:00 2020", true)]
    [InlineData("From a@b Mon Jan  6 10:00 2020 +0100", true)]
    [InlineData("From here on it is 10:00 somewhere", false)]
    [InlineData("From 2020 on", false)]
    [InlineData(">From a@b Mon Jan  6 10:00:00 2020", false)]
    [InlineData("From", false)]
    public void A_separator_has_a_time_and_a_year(string line, bool isOne) =>
        Assert.Equal(isOne, MailboxReader.IsSeparator(Encoding.ASCII.GetBytes(line + "\r\n")));

    [Fact]
    public void Mails_are_told_apart_with_their_offsets()
    {
        string first = Mail("one");
        MailMessage[] mails = Read(first + Mail("two").ReplaceLineEndings("\r\n"));
        Assert.Equal(["one", "two"], mails.Select(m => m.Text.Trim()));
        Assert.Equal([0L, first.Length], mails.Select(m => m.Offset));
    }

    [Fact]
    public void What_looks_like_a_separator_inside_a_mail_is_none()
    {
        MailMessage mail = Assert.Single(Read(Mail(
            "text\nFrom a@b Mon Jan  6 10:00:00 2020\nFrom now on\n\nFrom now on\n\n"
            + ">From a@b Mon Jan  6 10:00:00 2020\n>>From x")));
        Assert.Contains("From a@b Mon", mail.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_length_that_a_mail_states_is_not_believed()
    {
        string lying = Mail("one").Replace("From: A", "Content-Length: 999999\nFrom: A", StringComparison.Ordinal);
        Assert.Equal(2, Read(lying + Mail("two")).Length);
    }

    [Theory]
    [InlineData("no mailbox\n", 0)]
    [InlineData("\n\nFrom nobody\n", 2)]
    public void What_is_no_mailbox_is_refused_with_its_place(string text, int offset) => Assert.Contains(
        $"byte {offset} ", Assert.Throws<AuditInputException>(() => Read(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void An_empty_mailbox_has_no_mail() => Assert.Empty(Read(""));

    [Fact]
    public void A_long_line_and_a_long_mail_are_cut()
    {
        string line = new('x', 200_000);
        MailMessage[] mails = Read(Mail(line + "\n" + string.Concat(Enumerable.Repeat(line + "\n", 40))) + Mail("two"));
        Assert.Equal(2, mails.Length);
        Assert.InRange(mails[0].Text.Length, 1_000_000, 2 << 20);
        Assert.Equal("two", mails[1].Text.Trim());
    }

    [Fact]
    public void Random_bytes_end_in_mails_or_an_error_that_says_so()
    {
        Random random = new(7);
        string good = Mail("one\n=?x?q?=zz?=\n--b\n");
        for (int i = 0; i < 300; i++)
        {
            byte[] bytes = Encoding.Latin1.GetBytes(good + good);
            for (int k = 0; k < 12; k++)
            {
                bytes[random.Next(40, bytes.Length)] = (byte)random.Next(256);
            }

            Assert.NotEmpty(Read(Encoding.Latin1.GetString(bytes)));
        }
    }
}
