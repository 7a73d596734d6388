using System.Text;
using Xzact.Audit.People;

namespace Xzact.Audit.Tests.People;

public sealed class MailTextTests
{
    private static MailMessage Parse(string text) => MailText.Parse(0, Encoding.Latin1.GetBytes(text));

    [Theory]
    [InlineData("Ann Example <Ann@Example.invalid>", "Ann Example", "ann@example.invalid")]
    [InlineData("\"Example, Ann\" <a@b>", "Example, Ann", "a@b")]
    [InlineData("ann at example.invalid (Ann Example)", "Ann Example", "ann@example.invalid")]
    [InlineData("a@b", "", "a@b")]
    [InlineData("=?utf-8?q?=C3=84nn?= <a@b>", "Änn", "a@b")]
    [InlineData("=?utf-8?b?w4Q=?= =?utf-8?q?nn?= <a@b>", "Änn", "a@b")]
    [InlineData("", "", "")]
    [InlineData(">a@b<", "", ">a@b<")]
    public void A_sender_has_a_name_and_an_address(string from, string name, string address) =>
        Assert.Equal((name, address), MailText.Sender(from));

    [Theory]
    [InlineData("Mon, 6 Jan 2020 10:00:00 +0200", "2020-01-06T08:00:00")]
    [InlineData("6 Jan 2020 10:00 -0100 (CET)", "2020-01-06T11:00:00")]
    [InlineData("Mon, 06 Jan 2020 10:00:00 GMT", "2020-01-06T10:00:00")]
    [InlineData("yesterday", null)]
    [InlineData("Mon, 99 Jan 2020 10:00:00 +0200", null)]
    [InlineData("", null)]
    public void A_date_is_read(string text, string? expected) =>
        Assert.Equal(expected, MailText.Date(text)?.UtcDateTime.ToString("s"));

    [Fact]
    public void Headers_are_unfolded_and_the_first_of_each_counts()
    {
        MailMessage mail = Parse(
            "From: A <a@b>\nSubject: one\n two\nSubject: other\nReferences: <1@b>\n\t<2@b>\nIn-Reply-To: <2@b>\n"
            + "Message-ID: <3@b>\nnonsense\n\nbody");
        Assert.Equal(("one two", "3@b", "body"), (mail.Subject, mail.Id, mail.Text));
        Assert.Equal(["1@b", "2@b", "2@b"], mail.Answers);
    }

    [Fact]
    public void Only_what_the_sender_wrote_is_text()
    {
        MailMessage mail = Parse("From: a@b\n\nmine\n> theirs\n  >> older\nmore\n-- \nsignature");
        Assert.Equal("mine more", mail.Text);
    }

    [Theory]
    [InlineData("quoted-printable", "gr=C3=BC=\nn =3D", "grün =")]
    [InlineData("base64", "Z3LDvG4=", "grün")]
    [InlineData("base64", "not base64!", "not base64!")]
    [InlineData("8bit", "gr\u00FCn", "grün")]
    public void Encodings_are_undone(string encoding, string body, string expected) => Assert.Equal(
        expected, Parse($"From: a@b\nContent-Transfer-Encoding: {encoding}\n\n{body}").Text);

    [Fact]
    public void Of_parts_the_first_that_is_plain_text_is_read()
    {
        const string Inner = "Content-Type: multipart/alternative; boundary=in\n\n--in\n"
            + "Content-Type: text/html\n\n<b>\n"
            + "--in\nContent-Type: text/plain\n\nplain\n--in--\n";
        MailMessage mail = Parse(
            $"From: a@b\nContent-Type: multipart/mixed; boundary=\"out\"\n\nignored\n--out\n{Inner}\n--out--\n");
        Assert.Equal("plain", mail.Text.Trim());
    }

    [Fact]
    public void Parts_within_parts_have_an_end()
    {
        StringBuilder text = new("From: a@b\n");
        for (int i = 0; i < 200; i++)
        {
            text.Append($"Content-Type: multipart/mixed; boundary=b{i}\n\n--b{i}\n");
        }

        Assert.Equal("", Parse(text + "Content-Type: text/plain\n\ndeep").Text);
    }
}
