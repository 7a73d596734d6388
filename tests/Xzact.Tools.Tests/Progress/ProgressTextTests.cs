using Xzact.Tools.Progress;

namespace Xzact.Tools.Tests.Progress;

public sealed class ProgressTextTests
{
    private const ulong Mebibyte = 1 << 20;

    [Theory]
    [InlineData(1, 0, "--- %")]
    [InlineData(2, 1, "--- %")]
    [InlineData(0, 10, "0.0 %")]
    [InlineData(5, 10, "50.0 %")]
    [InlineData(10, 10, "99.9 %")]
    public void Percent_reach_100_never_before_the_end(ulong read, ulong expected, string shown) =>
        Assert.Equal(shown, new ProgressText(read, read, read, expected, TimeSpan.Zero).Percentage);

    [Theory]
    [InlineData(7, 100, "")]
    [InlineData(10, 10, "1 s")]
    [InlineData(10, 19, "9 s")]
    [InlineData(10, 21, "15 s")]
    [InlineData(10, 70, "1 min 0 s")]
    [InlineData(10, 599, "9 min 50 s")]
    [InlineData(10, 700, "12 min")]
    [InlineData(10, 4000, "1 h 10 min")]
    [InlineData(10, 50000, "14 h")]
    [InlineData(10, 100000, "1 d 4 h")]
    [InlineData(10, 1000000, "12 d")]
    [InlineData(10, 100000000, "")]
    public void What_remains_is_rounded_up_to_steps_that_grow(int seconds, ulong mebibytes, string shown)
    {
        // A mebibyte a second.
        var text = new ProgressText(
            10 * Mebibyte, 1, 1, mebibytes * Mebibyte, TimeSpan.FromSeconds(seconds));
        Assert.Equal(shown, text.Remaining);
    }

    [Fact]
    public void Sizes_under_way_are_in_mebibytes_at_least()
    {
        var text = new ProgressText(0, 1000, 2000 * Mebibyte, 0, TimeSpan.FromSeconds(4));
        Assert.Equal("0.0 MiB / 2000.0 MiB = 0.000", text.RunningSizes);
        Assert.Equal("1000 B / 2000.0 MiB = 0.000", text.FinalSizes);
        Assert.Equal("500 MiB/s", text.Speed);
        Assert.Equal("0:04", text.Time);
    }
}
