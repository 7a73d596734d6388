namespace Xzact.Tests;

public sealed class XzCompressionOptionsTests
{
    [Fact]
    public void The_defaults_are_those_of_preset_6()
    {
        var options = new XzCompressionOptions();
        Assert.Equal((6, 0, false, XzChecksumType.Crc64),
            (options.Quality, options.WindowLog2, options.EnableExtremeMode, options.Checksum));
        Assert.Equal(6, XzCompressionOptions.DefaultQuality);
        Assert.Equal((0, 9), (XzCompressionOptions.MinQuality, XzCompressionOptions.MaxQuality));
        Assert.Equal(23, XzCompressionOptions.DefaultWindowLog2);
        Assert.Equal((12, 30), (XzCompressionOptions.MinWindowLog2, XzCompressionOptions.MaxWindowLog2));
    }

    [Theory]
    [InlineData(int.MinValue)]
    [InlineData(-1)]
    [InlineData(10)]
    [InlineData(int.MaxValue)]
    public void A_quality_out_of_range_is_refused_and_changes_nothing(int value)
    {
        var options = new XzCompressionOptions { Quality = 3 };
        Assert.Throws<ArgumentOutOfRangeException>(nameof(value), () => options.Quality = value);
        Assert.Equal(3, options.Quality);
    }

    [Theory]
    [InlineData(int.MinValue)]
    [InlineData(-1)]
    [InlineData(1)]
    [InlineData(11)]
    [InlineData(31)]
    [InlineData(int.MaxValue)]
    public void A_window_out_of_range_is_refused_and_changes_nothing(int value)
    {
        var options = new XzCompressionOptions { WindowLog2 = 12 };
        Assert.Throws<ArgumentOutOfRangeException>(nameof(value), () => options.WindowLog2 = value);
        Assert.Equal(12, options.WindowLog2);
        options.WindowLog2 = 0;
        Assert.Equal(0, options.WindowLog2);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(4)]
    [InlineData(10)]
    public void A_check_that_does_not_exist_is_refused(int value) => Assert.Throws<ArgumentOutOfRangeException>(
        nameof(value), () => new XzCompressionOptions { Checksum = (XzChecksumType)value });

    [Theory]
    [InlineData(XzChecksumType.None, 0x00)]
    [InlineData(XzChecksumType.Crc32, 0x01)]
    [InlineData(XzChecksumType.Crc64, 0x04)]
    [InlineData(XzChecksumType.Sha256, 0x0A)]
    public void The_check_is_written_under_its_number_in_the_format(XzChecksumType checksum, byte id)
    {
        var options = new XzCompressionOptions { Checksum = checksum, WindowLog2 = 12, Quality = 0 };
        using var encoder = new XzEncoder(options);
        byte[] file = new byte[100];
        encoder.Compress([], file, out _, out int written, isFinalBlock: true);
        Assert.Equal((id, 32), (file[7], written));
    }

    [Fact]
    public void An_encoder_copies_its_options()
    {
        var options = new XzCompressionOptions { Quality = 0, Checksum = XzChecksumType.None };
        using var encoder = new XzEncoder(options);
        options.Checksum = XzChecksumType.Sha256;
        byte[] file = new byte[100];
        encoder.Compress([], file, out _, out _, isFinalBlock: true);
        Assert.Equal(0, file[7]);
        Assert.Throws<ArgumentNullException>("compressionOptions", () => new XzEncoder(null!));
    }

    [Fact]
    public void Threads_and_block_sizes_out_of_range_are_refused_and_change_nothing()
    {
        var options = new XzCompressionOptions();
        Assert.Equal((1, 0L), (options.Threads, options.BlockSize));
        Assert.Throws<ArgumentOutOfRangeException>("value", () => options.Threads = -1);
        int tooMany = XzCompressionOptions.MaxThreads + 1;
        Assert.Throws<ArgumentOutOfRangeException>("value", () => options.Threads = tooMany);
        Assert.Throws<ArgumentOutOfRangeException>("value", () => options.BlockSize = -1);
        Assert.Equal((1, 0L), (options.Threads, options.BlockSize));
        options.Threads = XzCompressionOptions.MaxThreads;
        options.BlockSize = long.MaxValue;
        Assert.Equal((16384, long.MaxValue), (options.Threads, options.BlockSize));
    }

    [Fact]
    public void Only_the_last_item_of_a_block_list_may_stand_for_the_rest()
    {
        var options = new XzCompressionOptions();
        Assert.Null(options.BlockList);
        Assert.Throws<ArgumentException>("value", () => options.BlockList = []);
        Assert.Throws<ArgumentException>("value", () => options.BlockList = [null!]);
        Assert.Throws<ArgumentException>(
            "value", () => options.BlockList = [new XzBlockListItem(0), new XzBlockListItem(1)]);
        XzBlockListItem[] list = [new XzBlockListItem(1), new XzBlockListItem(0)];
        options.BlockList = list;
        list[0] = list[1];
        Assert.Equal([1L, 0L], options.BlockList.Select(item => item.Size));
    }

    [Fact]
    public void Lzma_options_that_the_format_cannot_have_are_refused_when_an_encoder_is_made()
    {
        var options = new XzCompressionOptions { LzmaOptions = new LzmaOptions { PresetDictionary = new byte[1] } };
        Assert.Throws<ArgumentException>("LzmaOptions", () => new XzEncoder(options));
        options.LzmaOptions = new LzmaOptions { LiteralContextBits = 4, LiteralPositionBits = 4 };
        Assert.Throws<ArgumentException>("LzmaOptions", () => new XzEncoder(options));
        options.LzmaOptions = new LzmaOptions { DictionarySize = LzmaOptions.MaxDictionarySize };
        Assert.Throws<ArgumentOutOfRangeException>("LzmaOptions", () => new XzEncoder(options));
    }
}
