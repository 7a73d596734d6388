using System.Text;
using Xzact.Audit.Case;
using Xzact.Audit.Release.Regeneration;

namespace Xzact.Audit.Tests.Release.Regeneration;

public sealed class DateStampsTests
{
    private static readonly DateTimeOffset s_tagged = new(2022, 12, 9, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("<!-- CreationDate: Fri Dec  9 14:11:01 2022 -->", "<!-- CreationDate: Fri Dec  9 12:00:00 2022 -->")]
    [InlineData("\"POT-Creation-Date: 2022-12-11 17:02+0100\\n\"", "\"POT-Creation-Date: 2022-12-09 12:00+0000\\n\"")]
    [InlineData(".TH A 1 \"November 2022\"", ".TH A 1 \"December 2022\"")]
    [InlineData("12 December 2022", "9 December 2022")]
    [InlineData("made 2022-12-10, again 2022-12-11", "made 2022-12-09, again 2022-12-09")]
    public void Dates_of_the_releases_days_are_all_that_may_differ(string archived, string regenerated)
    {
        string text = $"first\n{archived}\nlast\n";
        IReadOnlyList<Carrier> carriers = Of(text, $"first\n{regenerated}\nlast\n")!;
        Assert.NotEmpty(carriers);
        Assert.All(carriers, carrier => Assert.True(
            DateStamps.IsNear(text.Substring((int)carrier.Offset, carrier.Length), s_tagged)));
    }

    [Theory]
    [InlineData("2022-12-09", "2022-12-09 and more")]
    [InlineData("x 2022-12-10", "y 2022-12-09")]
    [InlineData("2022-10-09", "2022-12-09")]
    [InlineData("2022-12-99", "2022-12-09")]
    [InlineData("Fri Dec  9 29:11:01 2022", "Fri Dec  9 12:00:00 2022")]
    [InlineData("Mon Dec  9 14:11:01 2022", "Fri Dec  9 12:00:00 2022")]
    [InlineData("June 2022", "December 2022")]
    [InlineData("2022-12-09\nadded 2022-12-09", "2022-12-09")]
    public void Anything_else_is_a_difference(string archived, string regenerated) =>
        Assert.Null(Of($"first\n{archived}\nlast\n", $"first\n{regenerated}\nlast\n"));

    [Fact]
    public void The_carriers_are_exactly_the_dates()
    {
        Carrier carrier = Assert.Single(Of("\u00e9\nab 2022-12-10 cd\n", "\u00e9\nab 2022-12-09 cd\n")!);
        Assert.Equal((5L, 10), (carrier.Offset, carrier.Length));
    }

    [Fact]
    public void A_document_of_PDF_may_differ_in_its_dates_and_the_identifiers_made_of_them()
    {
        string text = Pdf("2022-12-10T11:00:00+01:00", "D:20221210110000+01'00'", 'a', 'B');
        IReadOnlyList<Carrier> carriers = Of(text, Pdf("2022-12-09T12:00:00+01:00", "D:20221209120000+01'00'", 'c', 'D'))!;
        Assert.Equal([25, 36, 23, 32, 32], carriers.Select(c => c.Length));
        Assert.All(carriers, c => Assert.DoesNotContain('\0', text.Substring((int)c.Offset, c.Length)));
    }

    [Theory]
    [InlineData("2022-10-10T11:00:00+01:00", "D:20221210110000+01'00'", 'B')]
    [InlineData("2022-12-10T11:00:00+01:00", "D:20221010110000+01'00'", 'B')]
    [InlineData("2022-12-10T11:00:00Z", "D:20221210110000+01'00'", 'B')]
    [InlineData("2022-12-10T11:00:00+01:00", "D:20221210110000+01'00'", 'g')]
    public void A_stamp_of_another_time_or_form_is_a_difference(string iso, string date, char identifier) => Assert.Null(
        Of(Pdf(iso, date, 'a', identifier), Pdf("2022-12-09T12:00:00+01:00", "D:20221209120000+01'00'", 'c', 'D')));

    [Fact]
    public void Identifiers_are_few_so_that_they_carry_little()
    {
        static string Many(char c) => "%PDF-1.7\n" + string.Concat(Enumerable.Repeat($"/ID [<{new string(c, 32)}>", 4));
        Assert.Null(Of(Many('A'), Many('B')));
    }

    [Fact]
    public void An_identifier_outside_of_a_PDF_is_a_difference() =>
        Assert.Null(Of($"/ID [<{new string('A', 32)}>", $"/ID [<{new string('B', 32)}>"));

    private static string Pdf(string iso, string date, char uuid, char id) =>
        "%PDF-1.7\n\0\u00e9 <xmp:CreateDate>" + iso + "</xmp:CreateDate> DocumentID='uuid:" + new string(uuid, 8)
        + "-aaaa-aaaa-aaaa-aaaaaaaaaaaa' <</CreationDate(" + date + ")>> /ID [<" + new string(id, 32) + "><"
        + new string(id, 32) + ">] %%EOF";

    private static IReadOnlyList<Carrier>? Of(string archived, string regenerated) =>
        DateStamps.Of(Encoding.Latin1.GetBytes(archived), Encoding.Latin1.GetBytes(regenerated), s_tagged);
}
