using Xzact.Container;
using Xzact.Format;

namespace Xzact.Tests.Container;

public sealed class BlockHeaderTests
{
    [Theory]
    [InlineData(null, null)]
    [InlineData(1UL, null)]
    [InlineData(null, 0UL)]
    [InlineData(127UL, 128UL)]
    [InlineData(0x7FFFFFFFFFFFFF00UL, 0x7FFFFFFFFFFFFFFFUL)]
    public void A_header_is_written_as_the_specification_says_and_read_back(ulong? compressed, ulong? uncompressed)
    {
        byte[][] flags = [XzAssembler.Delta(7), [0x04, 0x00], [0x04, 0x04, 1, 0, 0, 0], XzAssembler.Lzma2(5)];
        FilterFlags[] filters =
        [
            new(FilterId.Delta, 7), new(FilterId.X86, 0), new(FilterId.X86, 1), new(FilterId.Lzma2, 3 << 13),
        ];
        for (int first = 0; first < 4; first++)
        {
            byte[] expected = XzAssembler.BlockHeader(flags[first..], compressed, uncompressed);
            var header = new BlockHeader
            {
                CompressedSize = compressed,
                UncompressedSize = uncompressed,
                Filters = filters[first..],
            };
            byte[] target = new byte[1024];
            Assert.Equal(expected.Length, header.Write(target));
            Assert.Equal(expected, target[..header.Size]);

            Assert.Null(BlockHeader.Read(expected, out BlockHeader? read));
            Assert.Equal((compressed, uncompressed), (read!.CompressedSize, read.UncompressedSize));
            Assert.Equal(filters[first..], read.Filters);
            Assert.Equal(expected.Length, read.Size);
        }
    }

    [Fact]
    public void Padding_to_1024_bytes_is_read()
    {
        byte[] header = XzAssembler.BlockHeader([XzAssembler.Lzma2()], padding: (1024 - 12) / 4);
        Assert.Equal(1024, header.Length);
        Assert.Null(BlockHeader.Read(header, out BlockHeader? read));
        Assert.Equal(1024, read!.Size);
    }

    [Fact]
    public void Every_damaged_bit_is_found_by_the_checksum()
    {
        byte[] intact = XzAssembler.BlockHeader([XzAssembler.Lzma2()], 5, 5);
        for (int bit = 8; bit < intact.Length * 8; bit++)
        {
            byte[] header = [.. intact];
            header[bit / 8] ^= (byte)(1 << (bit % 8));
            var (error, offset, rule) = BlockHeader.Read(header, out BlockHeader? none)!.Value;
            Assert.Equal((XzError.BlockHeaderCorrupt, intact.Length - 4), (error, offset));
            Assert.Contains("section 3.1.7", rule, StringComparison.Ordinal);
            Assert.Null(none);
        }
    }

    [Theory]
    [InlineData("0004210100", XzError.UnsupportedBlockHeader, 1)]
    [InlineData("0020210100", XzError.UnsupportedBlockHeader, 1)]
    [InlineData("004000210100", XzError.BlockHeaderCorrupt, 2)]
    [InlineData("0040FEFFFFFFFFFFFFFF7F210100", XzError.BlockHeaderCorrupt, 2)]
    [InlineData("00408000210100", XzError.BlockHeaderCorrupt, 2)]
    [InlineData("00808000210100", XzError.BlockHeaderCorrupt, 2)]
    [InlineData("0000210129", XzError.UnsupportedFilter, 2)]
    [InlineData("0000030100", XzError.UnsupportedFilter, 2)]
    [InlineData("0001210100210100", XzError.UnsupportedFilter, 2)]
    [InlineData("0001210100030100", XzError.UnsupportedFilter, 2)]
    [InlineData("0001050402000000210100", XzError.UnsupportedFilter, 2)]
    [InlineData("00010604F8FFFFFF210100", XzError.UnsupportedFilter, 2)]
    [InlineData("0001070402000000210100", XzError.UnsupportedFilter, 2)]
    [InlineData("0001080401000000210100", XzError.UnsupportedFilter, 2)]
    [InlineData("0001090402000000210100", XzError.UnsupportedFilter, 2)]
    [InlineData("00010A0402000000210100", XzError.UnsupportedFilter, 2)]
    [InlineData("00010B0401000000210100", XzError.UnsupportedFilter, 2)]
    [InlineData("00012101000409", XzError.BlockHeaderCorrupt, 5)]
    [InlineData("000021010001", XzError.UnsupportedBlockHeader, 5)]
    [InlineData("000021010000000001", XzError.UnsupportedBlockHeader, 5)]
    public void A_field_that_breaks_a_rule_is_named_with_its_place(string hex, XzError error, int offset)
    {
        byte[] fields = Convert.FromHexString(hex);
        byte[] header = XzAssembler.Index(fields);
        header[0] = (byte)((header.Length / 4) - 1);
        XzAssembler.Crc32(header.AsSpan(0, header.Length - 4)).CopyTo(header.AsSpan(header.Length - 4));
        var (found, place, rule) = BlockHeader.Read(header, out _)!.Value;
        Assert.Equal((error, offset), (found, place));
        Assert.Matches(@"\(section [35]\.", rule);
    }
}
