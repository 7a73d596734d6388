using System.Globalization;
using Xzact.Audit.Case;
using Xzact.Audit.Git;
using Xzact.Audit.Release.Proofs;

namespace Xzact.Audit.Tests.Release.Proofs;

public sealed class ChangeLogComparisonTests
{
    private static readonly ChangeLogForm s_form = new(
        new(TimeSpan.Zero, SummerTime.None), ChangeLogDot.None, Clusters: true, Merges: true);

    // Messages of one and of several paragraphs, with trailers; two authors; one commit in nine hours.
    private static readonly GitLogEntry[] s_log =
    [
        .. Enumerable.Range(1, 60).Select(i => new GitLogEntry(
            i % 7 == 0 ? "B" : "A", i % 7 == 0 ? "b@example.org" : "a@example.org", Time(i), Time(i),
            $"Subject {i}{(i % 4 == 0 ? "." : "")}\n* file {i}: changed\n"
            + (i % 5 == 0 ? $"\nSecond paragraph {i}\nCo-authored-by: C <c@example.org>\n" : "")
            + "Signed-off-by: A <a@example.org>\n", i % 6 == 0)),
    ];

    private static DateTimeOffset Time(int i) =>
        new DateTimeOffset(2022, 5, 9, 9, 30, 0, TimeSpan.Zero).AddHours(-9 * i);

    private static string Text(ChangeLogForm form) => string.Concat(form.Print(s_log))[1..];

    private static IReadOnlyList<Carrier> Places(string text) =>
        Assert.IsType<IReadOnlyList<Carrier>>(ChangeLogComparison.Of(text, s_log), exactMatch: false);

    [Theory]
    [InlineData(0, "None")]
    [InlineData(-300, "America")]
    [InlineData(60, "Europe")]
    [InlineData(570, "Australia")]
    public void Every_form_in_every_zone_is_what_the_history_makes(int minutes, string summer)
    {
        ChangeLogZone zone = new(TimeSpan.FromMinutes(minutes), Enum.Parse<SummerTime>(summer));
        foreach (ChangeLogForm form in ChangeLogForm.All(zone))
        {
            Assert.Empty(Places(Text(form)));
        }
    }

    [Fact]
    public void Its_beginning_is_too()
    {
        string text = Text(s_form);
        Assert.Empty(Places(text[..(text.IndexOf("\n\n2022-04-2", StringComparison.Ordinal) + 1)]));
    }

    [Theory]
    [InlineData("\tSubject 9\n", "\n\tSubject 9\n")]
    [InlineData("\tSubject 9\n", "\tSubject 9\n\n")]
    [InlineData("\tSubject 9\n", "\tSubject  9\n")]
    [InlineData("\tSubject 9\n", "\tSubject 9.\n")]
    [InlineData("\tSubject 9\n", "\tSubject 9\r\n")]
    [InlineData("\tSubject 9\n", " \tSubject 9\n")]
    [InlineData("\n\n\tSubject 14\n", "\n\tSubject 14\n")]
    [InlineData("\t* file 9: changed\n", "")]
    [InlineData("\tSubject 9\n\t* file 9: changed\n", "")]
    [InlineData("\tSubject 9\n\t* file 9: changed\n", "\tSubject 9\n\t* file 9: changed\n\tSubject 9\n")]
    [InlineData("  B  <b@example.org>\n", "  B  <b@example.org>  (tiny change)\n")]
    [InlineData("\t    C  <c@example.org>\n", "")]
    public void Every_other_byte_is_a_carrier(string from, string to)
    {
        string text = Text(s_form);
        int at = text.IndexOf(from, StringComparison.Ordinal);
        Assert.InRange(at, 0, text.Length);
        string changed = string.Concat(text.AsSpan(0, at), to, text.AsSpan(at + from.Length));
        Assert.NotEmpty(Places(changed));
        Assert.All(Places(changed), place => Assert.InRange(place.Offset + place.Length, 1, changed.Length));
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("INERT")]
    [InlineData("2022-04-01  A  <a@example.org>\n")]
    public void What_stands_behind_the_history_is_a_carrier(string more)
    {
        Carrier place = Assert.Single(Places(Text(s_form) + more));
        Assert.Equal(more.Length, place.Length);
    }

    [Fact]
    public void A_heading_that_is_repeated_is_a_carrier()
    {
        string text = Text(s_form);
        string heading = text[..text.IndexOf('\n', StringComparison.Ordinal)];
        string repeated = text.Replace(
            "\n\tSubject 2\n", $"\n{heading}\n\n\tSubject 2\n", StringComparison.Ordinal);
        Assert.NotEqual(text, repeated);
        Assert.NotEmpty(Places(repeated));
    }

    [Fact]
    public void A_heading_of_the_day_before_is_a_carrier()
    {
        string text = Text(s_form);
        string day = text[..10];
        string before = DateTime.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture).AddDays(-1)
            .ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        Assert.NotEmpty(Places(before + text[10..]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("notes\n")]
    [InlineData("2022-05-09  D  <d@example.org>\n\n\tSomething else\n")]
    public void What_is_not_in_the_history_is_no_derived_log(string text) =>
        Assert.Null(ChangeLogComparison.Of(text, s_log));

    [Fact]
    public void What_has_an_author_of_the_history_is_compared_with_it() => Assert.NotEmpty(Places(
        string.Concat(Enumerable.Repeat("2022-05-09  A  <a@example.org>\n\tSubject 1\n\n\n\n\n\n\n", 20))));
}
