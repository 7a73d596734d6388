namespace Xzact.Tests;

public sealed class XzDecompressionOptionsTests
{
    [Fact]
    public void By_default_there_are_no_limits_and_everything_is_verified()
    {
        var options = new XzDecompressionOptions();
        Assert.Equal((0, 0L), (options.MaxWindowLog2, options.MemoryLimit));
        Assert.Equal((0L, 0L), (options.MaxOutputLength, options.MaxOutputRatio));
        Assert.True(options is { AllowMultipleStreams: true, VerifyChecksum: true });
    }

    [Theory]
    [InlineData(int.MinValue)]
    [InlineData(-1)]
    [InlineData(11)]
    [InlineData(33)]
    [InlineData(int.MaxValue)]
    public void A_window_out_of_range_is_refused_and_changes_nothing(int value)
    {
        var options = new XzDecompressionOptions { MaxWindowLog2 = 32 };
        Assert.Throws<ArgumentOutOfRangeException>(nameof(value), () => options.MaxWindowLog2 = value);
        Assert.Equal(32, options.MaxWindowLog2);
    }

    [Theory]
    [InlineData(-1L)]
    [InlineData(long.MinValue)]
    public void Negative_limits_are_refused(long value)
    {
        var options = new XzDecompressionOptions();
        Assert.Throws<ArgumentOutOfRangeException>(nameof(value), () => options.MemoryLimit = value);
        Assert.Throws<ArgumentOutOfRangeException>(nameof(value), () => options.MaxOutputLength = value);
        Assert.Throws<ArgumentOutOfRangeException>(nameof(value), () => options.MaxOutputRatio = value);
        Assert.Throws<ArgumentNullException>(
            "decompressionOptions", () => new XzDecoder((XzDecompressionOptions)null!));
    }
}
