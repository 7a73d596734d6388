using Xzact.Tools.Options;

namespace Xzact.Tools.Tests.Options;

public sealed class NumbersTests
{
    [Theory]
    [InlineData("0", 0UL)]
    [InlineData(" \t7", 7UL)]
    [InlineData("12k", 12UL << 10)]
    [InlineData("12KiB", 12UL << 10)]
    [InlineData("3M", 3UL << 20)]
    [InlineData("3Mi", 3UL << 20)]
    [InlineData("1gB", 1UL << 30)]
    [InlineData("max", ulong.MaxValue)]
    [InlineData("18446744073709551615", ulong.MaxValue)]
    [InlineData("00000000000000000000000000000000000005", 5UL)]
    public void Valid_numbers_are_read(string text, ulong expected) =>
        Assert.Equal(expected, Numbers.Parse("option", text, 0, ulong.MaxValue));

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("-1")]
    [InlineData("1 k")]
    [InlineData("1b")]
    [InlineData("1kib")]
    [InlineData("1T")]
    [InlineData("0x10")]
    [InlineData("maximum")]
    [InlineData("18446744073709551616")]
    [InlineData("18014398509481984k")]
    [InlineData("99999999999999999999999999999999999999999999999999999999G")]
    public void Other_text_is_refused(string text) =>
        Assert.Throws<UsageException>(() => Numbers.Parse("option", text, 0, ulong.MaxValue));

    [Fact]
    public void The_range_is_part_of_the_message()
    {
        UsageException error = Assert.Throws<UsageException>(() => Numbers.Parse("threads", "5", 6, 9));
        Assert.Equal(["Value of the option 'threads' must be in the range [6, 9]"], error.Lines);
    }

    [Theory]
    [InlineData("100%", 1UL << 63)]
    [InlineData("1%", (1UL << 63) / 100)]
    [InlineData("5", 5UL)]
    public void A_limit_may_be_a_part_of_the_memory(string text, ulong expected) =>
        Assert.Equal(expected, Numbers.ParseLimit("memlimit", text, 1UL << 63));
}
