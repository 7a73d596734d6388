using Xzact.Container;
using Xzact.Format;

namespace Xzact.Tests.Container;

public sealed class FilterFlagsTests
{
    [Fact]
    public void Every_dictionary_byte_stands_for_the_size_of_the_specification_and_is_found_again()
    {
        ulong previous = 0;
        for (byte value = 0; value <= 40; value++)
        {
            ulong expected = value == 40 ? uint.MaxValue : (2UL + (value % 2UL)) << ((value / 2) + 11);
            Assert.Equal(expected, FilterFlags.DictionarySize(value));
            Assert.Equal(value, FilterFlags.DictionaryByte((uint)expected));
            Assert.Equal(value, FilterFlags.DictionaryByte((uint)previous + 1));
            previous = expected;
        }

        Assert.Equal(0, FilterFlags.DictionaryByte(1));
    }

    [Theory]
    [InlineData(0x21, 4096u, "210100")]
    [InlineData(0x21, 5000u, "210101")]
    [InlineData(0x21, uint.MaxValue, "210128")]
    [InlineData(0x03, 1u, "030100")]
    [InlineData(0x03, 256u, "0301FF")]
    [InlineData(0x04, 0u, "0400")]
    [InlineData(0x04, 0x12345677u, "040477563412")]
    [InlineData(0x05, 4u, "050404000000")]
    [InlineData(0x06, 0xFFFFFFF0u, "0604F0FFFFFF")]
    [InlineData(0x07, 0u, "0700")]
    [InlineData(0x08, 2u, "080402000000")]
    [InlineData(0x09, 4u, "090404000000")]
    [InlineData(0x0A, 0x1000u, "0A0400100000")]
    [InlineData(0x0B, 0xFFFFFFFEu, "0B04FEFFFFFF")]
    public void Flags_are_written_as_the_specification_says_and_read_back(ulong id, uint value, string hex)
    {
        var filter = new FilterFlags((FilterId)id, value);
        byte[] target = new byte[20];
        int size = filter.Write(target);
        Assert.Equal(hex, Convert.ToHexString(target.AsSpan(0, size)));
        Assert.Equal(size, filter.Size);
        ReadOnlySpan<byte> source = target.AsSpan(0, size + 1);
        Assert.Null(FilterFlags.Read(ref source, out FilterFlags read));
        Assert.Equal(1, source.Length);
        byte[] again = new byte[20];
        Assert.Equal(size, read.Write(again));
        Assert.Equal(target, again);
    }

    [Theory]
    [InlineData("", XzError.BlockHeaderCorrupt)]
    [InlineData("21", XzError.BlockHeaderCorrupt)]
    [InlineData("2101", XzError.BlockHeaderCorrupt)]
    [InlineData("210500000000", XzError.BlockHeaderCorrupt)]
    [InlineData("21FFFFFFFFFFFFFFFF7F00", XzError.BlockHeaderCorrupt)]
    [InlineData("80808080808080804000", XzError.BlockHeaderCorrupt)]
    [InlineData("818080808080808040058000000000", XzError.BlockHeaderCorrupt)]
    [InlineData("218000", XzError.BlockHeaderCorrupt)]
    [InlineData("210129", XzError.UnsupportedFilter)]
    [InlineData("2101FF", XzError.UnsupportedFilter)]
    [InlineData("2100", XzError.UnsupportedFilter)]
    [InlineData("21020000", XzError.UnsupportedFilter)]
    [InlineData("0300", XzError.UnsupportedFilter)]
    [InlineData("0403000000", XzError.UnsupportedFilter)]
    [InlineData("0B0100", XzError.UnsupportedFilter)]
    [InlineData("0C00", XzError.UnsupportedFilter)]
    [InlineData("0000", XzError.UnsupportedFilter)]
    [InlineData("FEFFFFFFFFFFFFFF3F00", XzError.UnsupportedFilter)]
    public void Flags_that_are_damaged_or_unknown_are_refused_by_a_rule(string hex, XzError error)
    {
        ReadOnlySpan<byte> source = Convert.FromHexString(hex);
        (XzError found, string rule) = FilterFlags.Read(ref source, out _)!.Value;
        Assert.Equal(error, found);
        Assert.Contains("(section ", rule, StringComparison.Ordinal);
    }
}
