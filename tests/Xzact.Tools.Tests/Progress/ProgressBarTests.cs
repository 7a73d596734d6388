using Xzact.Tools.Progress;

namespace Xzact.Tools.Tests.Progress;

public sealed class ProgressBarTests
{
    private const ulong Mebibyte = 1 << 20;

    [Fact]
    public void The_longest_line_fits_a_terminal()
    {
        var text = new ProgressText(
            999 * Mebibyte, 9999 * Mebibyte, 9999 * Mebibyte, 5000 * Mebibyte, TimeSpan.FromHours(9.99));
        string line = ProgressBar.Draw(text);
        Assert.Equal("\r", line[..1]);
        Assert.Equal(79, line.Length - 1);
    }

    [Theory]
    [InlineData(0, "[........]")]
    [InlineData(50, "[####....]")]
    [InlineData(100, "[########]")]
    public void The_bar_is_as_long_as_the_work_is_done(ulong read, string bar) => Assert.Contains(
        bar, ProgressBar.Draw(new ProgressText(read, 1, 1, 100, TimeSpan.Zero)), StringComparison.Ordinal);

    [Fact]
    public void Nobody_knows_how_long_a_pipe_is() => Assert.DoesNotContain(
        "[", ProgressBar.Draw(new ProgressText(5, 1, 1, 0, TimeSpan.Zero)), StringComparison.Ordinal);
}
