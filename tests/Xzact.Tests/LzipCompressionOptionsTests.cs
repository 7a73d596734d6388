namespace Xzact.Tests;

public sealed class LzipCompressionOptionsTests
{
    [Fact]
    public void The_defaults_are_preset_6_and_one_member()
    {
        var options = new LzipCompressionOptions();
        Assert.Equal((1L << 51, 64), (options.MaxMemberSize, options.LzmaOptions.NiceLength));
        Assert.Equal(100_000, LzipCompressionOptions.MinMemberSize);
        Assert.Equal(1 << 29, LzipCompressionOptions.MaxDictionarySize);
    }

    [Theory]
    [InlineData(long.MinValue)]
    [InlineData(99_999)]
    [InlineData((1L << 51) + 1)]
    public void A_member_size_out_of_range_is_refused_and_changes_nothing(long value)
    {
        var options = new LzipCompressionOptions { MaxMemberSize = 123_456 };
        Assert.Throws<ArgumentOutOfRangeException>(nameof(value), () => options.MaxMemberSize = value);
        Assert.Equal(123_456, options.MaxMemberSize);
        Assert.Throws<ArgumentNullException>(nameof(value), () => options.LzmaOptions = null!);
    }

    [Fact]
    public void What_the_format_cannot_say_is_refused_where_the_options_are_used()
    {
        foreach (LzmaOptions lzma in (LzmaOptions[])
            [
                new() { LiteralContextBits = 2 }, new() { PositionBits = 0 },
                new() { LiteralPositionBits = 1, LiteralContextBits = 3 }, new() { PresetDictionary = new byte[1] },
                new() { DictionarySize = (1L << 29) + 1 },
            ])
        {
            var options = new LzipCompressionOptions { LzmaOptions = lzma };
            Assert.ThrowsAny<ArgumentException>(() => new LzipEncoder(options));
            Assert.ThrowsAny<ArgumentException>(() => new LzipStream(new MemoryStream(), options));
        }
    }
}
