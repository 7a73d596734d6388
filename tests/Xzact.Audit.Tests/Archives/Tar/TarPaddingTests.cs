using Xzact.Audit.Archives;
using Xzact.Audit.Archives.Tar;

namespace Xzact.Audit.Tests.Archives.Tar;

public sealed class TarPaddingTests
{
    private readonly ArchiveContext _context = new(ArchiveLimits.Default);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 511)]
    [InlineData(511, 1)]
    [InlineData(512, 0)]
    [InlineData(513, 511)]
    [InlineData(5_000_000_001, 511)]
    [InlineData(long.MaxValue, 1)]
    public void Padding_brings_content_to_whole_blocks(long size, long padding)
    {
        using ContainerStream container = ContainerStreamTests.Open(new byte[600], _context);

        TarPadding.Skip(container, _context, size, "a");

        Assert.Equal(padding, container.Offset);
        Assert.Empty(_context.Observations);
    }

    [Fact]
    public void Bytes_that_are_not_zero_are_observed_where_the_padding_begins()
    {
        byte[] bytes = new byte[600];
        (bytes[0], bytes[10], bytes[511], bytes[512]) = (1, 2, 3, 4);
        using ContainerStream container = ContainerStreamTests.Open(bytes, _context);
        container.Skip(1, "the content");

        TarPadding.Skip(container, _context, 1, "a");

        Assert.Equal(
            new ArchiveObservation(
                ArchiveObservationKind.NonZeroPadding,
                "a",
                1,
                ArchiveOffsetBase.Container,
                "2 bytes that are not zero in the 511 bytes of padding"),
            Assert.Single(_context.Observations));
    }

    [Fact]
    public void An_archive_that_ends_inside_is_truncated()
    {
        using ContainerStream container = ContainerStreamTests.Open(new byte[510], _context);

        ArchiveException exception =
            Assert.Throws<ArchiveException>(() => TarPadding.Skip(container, _context, 1, "a"));

        Assert.Equal((ArchiveErrorReason.Truncated, 510L), (exception.Reason, exception.Offset));
    }
}
