using Xzact.Audit.Content;
using Xzact.Audit.Content.Transforms;
using Xzact.Audit.Indicators;

namespace Xzact.Audit.Tests.Content;

public sealed class ContentCollectorTests
{
    [Fact]
    public void A_stream_that_was_cut_in_two_is_joined_with_its_neighbour()
    {
        byte[] packed = FormatExamples.Xz(FormatExamples.Script);
        ContentReport report = Collect(
            ("t/a.xz", packed[..60]), ("t/b.bin", packed[60..]), ("u/c.bin", packed[60..]));
        TransformEvidence evidence = Assert.Single(report.Evidence);
        Assert.Equal(("t/a.xz", "followed by t/b.bin", ContentClass.Compressed),
            (evidence.Path, evidence.Transform, evidence.Class));
    }

    [Fact]
    public void An_indicator_anywhere_ends_the_analysis_before_anything_is_decoded()
    {
        byte[] listed = FormatExamples.Gzip(FormatExamples.Script);
        string digest = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(listed));
        IndicatorList indicators = IndicatorList.Parse(
            $"file-sha256 | {digest} | example | 2026-01-01 | EX-1 | a test");
        ContentReport report = new ContentCollector(ContentLimits.Default, indicators, TransformHints.None)
            .Collect([File("a.gz", FormatExamples.Gzip(FormatExamples.Sentence)), File("z.gz", listed)]);
        Assert.True(report.IsStopped);
        ContentAccount account = Assert.Single(report.Accounts);
        Assert.Equal("z.gz", account.Name);
        Assert.Empty(account.Parts);
    }

    [Fact]
    public void A_file_over_the_limit_is_not_read_and_not_clean()
    {
        ContentLimits limits = new() { MaxFileBytes = 10 };
        ContentReport report = new ContentCollector(limits, IndicatorList.Shipped, TransformHints.None)
            .Collect([new("a", 11, () => throw new InvalidOperationException("it was read"))]);
        ContentAccount account = Assert.Single(report.Accounts);
        Assert.NotNull(account.Incomplete);
        Assert.Equal(11, account.UnaccountedBytes);
    }

    [Fact]
    public void Whole_files_and_text_are_not_transformed()
    {
        ContentReport report = Collect([.. FormatExamples.All.Select(pair => (pair.Key, pair.Value)),
            ("a.txt", FormatExamples.Script)]);
        Assert.Empty(report.Evidence);
    }

    private static ContentReport Collect(params (string Path, byte[] Content)[] files) =>
        new ContentCollector(ContentLimits.Default, IndicatorList.Shipped, TransformHints.None)
            .Collect([.. files.Select(file => File(file.Path, file.Content))]);

    private static ContentFile File(string path, byte[] content) => new(path, content.Length, () => content);
}
