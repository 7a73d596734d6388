using Xzact.Audit.Archives;
using Xzact.Audit.Archives.Compression;

namespace Xzact.Audit.Tests.Archives.Compression;

public sealed class TrailingDataTests
{
    [Theory]
    [InlineData(1, -1, "1 bytes follow the test data, all zero")]
    [InlineData(200_000, -1, "200000 bytes follow the test data, all zero")]
    [InlineData(200_000, 0, "200000 bytes follow the test data, not all zero")]
    [InlineData(200_000, 199_999, "200000 bytes follow the test data, not all zero")]
    public void The_rest_is_taken_and_observed_where_it_begins(int length, int nonZero, string text)
    {
        byte[] rest = new byte[length];
        if (nonZero >= 0)
        {
            rest[nonZero] = 1;
        }

        var context = new ArchiveContext(ArchiveLimits.Default);
        using var source = new ForwardOnly([7, 7, .. rest], most: 50_000);
        using var input = new ArchiveInput(source, context);
        input.Peek(2);
        input.Take(2);

        TrailingData.Observe(input, context, "the test data");

        ArchiveObservationKind kind =
            nonZero < 0 ? ArchiveObservationKind.StreamPadding : ArchiveObservationKind.TrailingData;
        Assert.Equal(
            new ArchiveObservation(kind, null, 2, ArchiveOffsetBase.File, text),
            Assert.Single(context.Observations));
        Assert.Equal(2 + length, input.Offset);
        Assert.Equal(-1, input.ReadByte());
    }

    [Fact]
    public void Nothing_left_is_nothing_to_observe()
    {
        var context = new ArchiveContext(ArchiveLimits.Default);
        using var input = new ArchiveInput(new MemoryStream(), context);

        TrailingData.Observe(input, context, "the test data");

        Assert.Empty(context.Observations);
    }
}
