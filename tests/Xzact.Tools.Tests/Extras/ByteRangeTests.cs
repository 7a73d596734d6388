using Xzact.Tools.Extras;
using Xzact.Tools.Options;

namespace Xzact.Tools.Tests.Extras;

public sealed class ByteRangeTests
{
    [Theory]
    [InlineData("5", 5, long.MaxValue)]
    [InlineData("5-", 5, long.MaxValue)]
    [InlineData("5-5", 5, 5)]
    [InlineData("1KiB+10", 1024, 1034)]
    [InlineData("1G-1G+4K", 1L << 30, (1L << 30) + 4096)]
    [InlineData("1+9223372036854775807", 1, long.MaxValue)]
    [InlineData("0-max", 0, long.MaxValue)]
    public void Ranges(string text, long start, long end) =>
        Assert.Equal(new ByteRange(start, end), ByteRange.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("-5")]
    [InlineData("x")]
    [InlineData("5-4")]
    [InlineData("5+")]
    [InlineData("1+2+3")]
    [InlineData("1-2-3")]
    [InlineData("9223372036854775808")]
    public void What_is_no_range_is_refused(string text) =>
        Assert.Throws<UsageException>(() => ByteRange.Parse(text));
}
