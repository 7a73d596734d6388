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

    private static IReadOnlyList<Carrier>? Of(string archived, string regenerated) => DateStamps.Of(
        Encoding.Latin1.GetBytes(archived), LineDiff.Compare(archived, regenerated), s_tagged);
}
