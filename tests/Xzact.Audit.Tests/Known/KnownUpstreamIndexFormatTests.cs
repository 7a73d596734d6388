using Xzact.Audit.Known;

namespace Xzact.Audit.Tests.Known;

public sealed class KnownUpstreamIndexFormatTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(-1, 1)]
    [InlineData(1, 2)]
    [InlineData(-2, 3)]
    [InlineData(long.MaxValue, ulong.MaxValue - 1)]
    [InlineData(long.MinValue, ulong.MaxValue)]
    public void Signed_numbers_are_zigzag_coded_and_come_back(long value, ulong coded)
    {
        Assert.Equal(coded, KnownUpstreamIndexFormat.ZigZag(value));
        Assert.Equal(value, KnownUpstreamIndexFormat.UnZigZag(coded));
    }

    [Fact]
    public void The_magic_is_eight_bytes_that_end_in_the_version() =>
        Assert.Equal([0x58, 0x4B, 0x49, 0x44, 0x58, 0, 0, 1], KnownUpstreamIndexFormat.Magic.ToArray());
}
