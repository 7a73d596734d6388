using Xzact.Audit.Archives;

namespace Xzact.Audit.Tests.Archives;

public sealed class ContainerStreamTests
{
    [Fact]
    public void Bytes_are_counted_and_those_that_are_not_zero_told_when_skipped()
    {
        using ContainerStream container = Open([1, 0, 2, 0, 0, 3, 4]);

        Assert.Equal(1, container.ReadByte());
        Assert.Equal(2, container.Skip(5, "a test"));
        Assert.Equal(6, container.Offset);
        Assert.Equal(0, container.Skip(0, "a test"));
        Assert.Equal(4, container.ReadByte());
    }

    [Fact]
    public void Skipping_over_the_end_says_how_much_is_missing()
    {
        using ContainerStream container = Open(new byte[10]);

        ArchiveException exception = Assert.Throws<ArchiveException>(() => container.Skip(14, "a test"));

        Assert.Equal((ArchiveErrorReason.Truncated, 10L), (exception.Reason, exception.Offset));
        Assert.Contains("inside a test, 4 bytes too soon", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new byte[0], 0, 0, -1)]
    [InlineData(new byte[] { 0, 0, 0 }, 3, 0, -1)]
    [InlineData(new byte[] { 9 }, 1, 1, 0)]
    [InlineData(new byte[] { 0, 0, 7, 0, 0, 0, 0, 0, 0, 8, 0 }, 11, 2, 2)]
    public void The_rest_is_counted_and_its_first_byte_that_is_not_zero_found(
        byte[] rest, long count, long nonZero, long first)
    {
        using ContainerStream container = Open([1, 1, .. rest]);
        container.Skip(2, "a test");

        Assert.Equal((count, nonZero, first < 0 ? -1 : 2 + first), container.Drain());
    }

    [Fact]
    public void A_large_rest_is_measured_over_all_its_pieces()
    {
        byte[] rest = new byte[300_000];
        rest[200_000] = 1;
        rest[299_999] = 1;
        using ContainerStream container = Open(rest, most: 70_000);

        Assert.Equal((300_000L, 2L, 200_000L), container.Drain());
    }

    [Fact]
    public void Once_it_failed_it_fails_for_ever_and_no_damage_is_taken_for_an_end()
    {
        using var source = new ForwardOnly([1]);
        var context = new ArchiveContext(ArchiveLimits.Default);
        using var input = new ArchiveInput(source, context);
        using var once = new FailsOnce();
        using var container = new ContainerStream(once, input, context);

        ArchiveException first = Assert.Throws<ArchiveException>(() => container.ReadByte());
        ArchiveException again = Assert.Throws<ArchiveException>(() => container.ReadByte());

        Assert.Equal(first.Message, again.Message);
        Assert.Equal(first.Message, Assert.Throws<ArchiveException>(() => container.Drain()).Message);
        Assert.Equal(first.Message, Assert.Throws<ArchiveException>(() => container.Skip(1, "a test")).Message);
        Assert.Equal(1, once.Reads);
    }

    [Fact]
    public void The_limit_on_unpacked_bytes_holds()
    {
        var context = new ArchiveContext(new ArchiveLimits { MaxTotalBytes = 9 });
        using var source = new ForwardOnly(new byte[10]);
        using var input = new ArchiveInput(source, context);
        using var container = new ContainerStream(input, input, context);

        Assert.Equal(
            ArchiveErrorReason.OverLimit, Assert.Throws<ArchiveException>(() => container.Drain()).Reason);
    }

    internal static ContainerStream Open(byte[] bytes, ArchiveContext? context = null, int most = 7)
    {
        context ??= new ArchiveContext(ArchiveLimits.Default);
        var input = new ArchiveInput(new ForwardOnly(bytes, most), context);
        return new ContainerStream(input, input, context);
    }

    private sealed class FailsOnce : ForwardStream
    {
        public int Reads { get; private set; }

        public override int Read(byte[] buffer, int offset, int count) => Reads++ == 0
            ? throw new ArchiveException(ArchiveErrorReason.Corrupt, "damaged", 3)
            : 0;
    }
}
