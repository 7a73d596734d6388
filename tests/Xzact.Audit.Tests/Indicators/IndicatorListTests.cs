using Xzact.Audit.Indicators;

namespace Xzact.Audit.Tests.Indicators;

public sealed class IndicatorListTests
{
    private static string Row(string kind, int digits) =>
        $"{kind} | {new string('a', digits)} | n | 2024-03-29 | a | s";

    [Fact]
    public void The_shipped_rows_hold_the_six_published_archives() =>
        Assert.Equal(6, IndicatorList.Shipped.All.Count(i => i.Kind == IndicatorKind.ArchiveSha256));

    // Pinned against the published value, because altered copies circulate.
    [Fact]
    public void A_published_digest_is_found_by_its_exact_value() => Assert.Equal(
        "CVE-2024-3094",
        IndicatorList.Shipped.Find(
            IndicatorKind.ArchiveSha256, "2398f4a8e53345325f44bdd9f0cc7401bd9025d736c6d43b372f4dea77bf75b8")?.Advisory);

    [Fact]
    public void A_digest_matches_only_what_it_was_taken_over()
    {
        IndicatorList list = IndicatorList.Parse(Row("archive-sha256", 64));
        Assert.NotNull(list.Find(IndicatorKind.ArchiveSha256, new('a', 64)));
        Assert.Null(list.Find(IndicatorKind.FileSha256, new('a', 64)));
        Assert.Null(list.Find(IndicatorKind.ArchiveSha256, new('b', 64)));
    }

    [Theory]
    [InlineData("git-blob", 40)]
    [InlineData("git-blob", 64)]
    [InlineData("file-sha256", 64)]
    public void Complete_digests_are_accepted(string kind, int digits) =>
        Assert.Single(IndicatorList.Parse("# comment\n\n" + Row(kind, digits)).All);

    [Theory]
    [InlineData("archive-sha256", 63)]
    [InlineData("git-blob", 8)]
    [InlineData("md5", 32)]
    public void Abbreviated_digests_and_unknown_kinds_are_refused(string kind, int digits) =>
        Assert.Throws<FormatException>(() => IndicatorList.Parse(Row(kind, digits)));

    [Fact]
    public void A_digest_that_is_listed_twice_is_refused() => Assert.Throws<FormatException>(
        () => IndicatorList.Parse(Row("archive-sha256", 64) + "\n" + Row("archive-sha256", 64)));

    [Fact]
    public void A_malformed_row_is_refused_with_its_line_number() => Assert.Contains(
        "Line 2", Assert.Throws<FormatException>(() => IndicatorList.Parse("# c\nx | y")).Message,
            StringComparison.Ordinal);
}
