using Xzact.Tools.Messages;

namespace Xzact.Tools.Tests.Messages;

public sealed class AmountsTests
{
    [Theory]
    [InlineData(0UL, "0 B")]
    [InlineData(9999UL, "9999 B")]
    [InlineData(10000UL, "9.8 KiB")]
    [InlineData(10239897UL, "9999.9 KiB")]
    [InlineData(10240000UL, "9.8 MiB")]
    [InlineData(ulong.MaxValue, "16777216.0 TiB")]
    public void Sizes(ulong bytes, string expected) => Assert.Equal(expected, Amounts.Size(bytes));

    [Theory]
    [InlineData(9999UL, "9999 B")]
    [InlineData(20480UL, "20.0 KiB (20480 B)")]
    public void Sizes_with_bytes(ulong bytes, string expected) => Assert.Equal(expected, Amounts.SizeAndBytes(bytes));

    [Theory]
    [InlineData(1UL, 3UL, "0.333")]
    [InlineData(0UL, 0UL, "---")]
    [InlineData(9999UL, 1000UL, "9.999")]
    [InlineData(10000UL, 1000UL, "---")]
    public void Ratios(ulong compressed, ulong uncompressed, string expected) =>
        Assert.Equal(expected, Amounts.Ratio(compressed, uncompressed));

    [Theory]
    [InlineData(0.9, "")]
    [InlineData(1.0, "0:01")]
    [InlineData(3599.9, "59:59")]
    [InlineData(3661.0, "1:01:01")]
    public void Times(double seconds, string expected) =>
        Assert.Equal(expected, Amounts.Time(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(1000000UL, 2.9, "")]
    [InlineData(10240UL, 4.0, "2.5 KiB/s")]
    [InlineData(1048576UL, 4.0, "256 KiB/s")]
    [InlineData(1073741824UL, 4.0, "256 MiB/s")]
    public void Speeds(ulong bytes, double seconds, string expected) =>
        Assert.Equal(expected, Amounts.Speed(bytes, TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(1UL, 0UL, "1 MiB of memory is required. The limiter is disabled.")]
    [InlineData(2097153UL, 1048576UL, "3 MiB of memory is required. The limit is 1 MiB.")]
    [InlineData(2097152UL, 1048575UL, "2 MiB of memory is required. The limit is 1048575 B.")]
    public void Memory(ulong needed, ulong limit, string expected) =>
        Assert.Equal(expected, Amounts.MemoryNeed(needed, limit));
}
