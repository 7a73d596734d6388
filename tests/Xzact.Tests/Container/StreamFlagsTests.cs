using Xzact.Container;
using Xzact.Format;

namespace Xzact.Tests.Container;

public sealed class StreamFlagsTests
{
    [Fact]
    public void Every_check_is_written_as_the_specification_says_and_read_back()
    {
        for (byte id = 0; id < 16; id++)
        {
            byte[] empty = new XzAssembler(id).Finish();
            byte[] header = new byte[12];
            StreamFlags.WriteHeader(header, (CheckId)id);
            Assert.Equal(empty[..12], header);
            Assert.Null(StreamFlags.ReadHeader(header, out CheckId check));
            Assert.Equal((CheckId)id, check);

            byte[] footer = new byte[12];
            StreamFlags.WriteFooter(footer, (CheckId)id, 8);
            Assert.Equal(empty[^12..], footer);
            Assert.Null(StreamFlags.ReadFooter(footer, out check, out ulong backwardSize));
            Assert.Equal(((CheckId)id, 8UL), (check, backwardSize));
        }
    }

    [Theory]
    [InlineData(4UL)]
    [InlineData(8UL)]
    [InlineData(1UL << 34)]
    public void Backward_sizes_to_16_GiB_are_read_back(ulong size)
    {
        byte[] footer = new byte[12];
        StreamFlags.WriteFooter(footer, CheckId.Crc64, size);
        Assert.Null(StreamFlags.ReadFooter(footer, out _, out ulong backwardSize));
        Assert.Equal(size, backwardSize);
    }

    [Theory]
    [InlineData(0UL)]
    [InlineData((1UL << 34) + 4)]
    public void A_backward_size_that_does_not_fit_cannot_be_written(ulong size) =>
        Assert.Throws<OverflowException>(() => StreamFlags.WriteFooter(new byte[12], CheckId.None, size));

    [Fact]
    public void Every_damaged_bit_is_found_with_its_place()
    {
        byte[] file = new XzAssembler(0x04).Finish();
        for (int bit = 0; bit < 96; bit++)
        {
            byte[] header = file[..12];
            header[bit / 8] ^= (byte)(1 << (bit % 8));
            (XzError error, int offset, string rule) = StreamFlags.ReadHeader(header, out _)!.Value;
            Assert.Equal(bit < 48 ? XzError.FormatNotRecognized : XzError.StreamHeaderCorrupt, error);
            Assert.Equal(bit < 48 ? 0 : 8, offset);
            Assert.Contains("section 2.1.1", rule, StringComparison.Ordinal);

            byte[] footer = file[^12..];
            footer[bit / 8] ^= (byte)(1 << (bit % 8));
            (error, offset, rule) = StreamFlags.ReadFooter(footer, out _, out _)!.Value;
            Assert.Equal(XzError.StreamFooterCorrupt, error);
            Assert.Equal(bit >= 80 ? 10 : 0, offset);
            Assert.Contains("section 2.1.2", rule, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(0x00, 0x10)]
    [InlineData(0x00, 0x81)]
    [InlineData(0x01, 0x01)]
    [InlineData(0x80, 0x0A)]
    public void Reserved_bits_under_a_right_checksum_are_not_supported(byte first, byte second)
    {
        byte[] file = new XzAssembler(second, first).Finish(XzAssembler.Index(new byte[2]), flags: first);
        Assert.Equal(XzError.UnsupportedStreamFlags, StreamFlags.ReadHeader(file.AsSpan(0, 12), out _)!.Value.Error);
        var footer = StreamFlags.ReadFooter(file.AsSpan(file.Length - 12), out _, out _);
        Assert.Equal((XzError.UnsupportedStreamFlags, 8), (footer!.Value.Error, footer.Value.Offset));
    }
}
