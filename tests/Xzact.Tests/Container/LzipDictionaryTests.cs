using Xzact.Container;

namespace Xzact.Tests.Container;

public sealed class LzipDictionaryTests
{
    [Theory]
    [InlineData(0x0C, 4096)]
    [InlineData(0x1D, 1 << 29)]
    [InlineData(0xD3, 320 * 1024)]
    [InlineData(0xED, 4608)]
    public void A_byte_stands_for_a_power_of_two_less_sixteenths_of_it(byte value, uint size)
    {
        Assert.True(LzipDictionary.TryParse(value, out uint parsed));
        Assert.Equal(size, parsed);
        Assert.Equal(value, LzipDictionary.ToByte(size));
    }

    [Theory]
    [InlineData(0x00)]
    [InlineData(0x0B)]
    [InlineData(0x2C)]
    [InlineData(0x1E)]
    [InlineData(0xFF)]
    public void Sizes_below_4_KiB_and_above_512_MiB_are_refused(byte value) =>
        Assert.False(LzipDictionary.TryParse(value, out _));

    [Fact]
    public void The_byte_of_a_size_stands_for_the_smallest_size_that_holds_it()
    {
        uint[] sizes = [.. Enumerable.Range(0, 256)
            .Where(value => LzipDictionary.TryParse((byte)value, out _))
            .Select(value => LzipDictionary.TryParse((byte)value, out uint size) ? size : 0)
            .Distinct().Order()];
        Assert.Equal((4096U, LzipDictionary.MaxSize), (sizes[0], sizes[^1]));
        foreach (uint wanted in sizes.SelectMany(size => (uint[])[size - 1, size, size + 1])
            .Where(size => size is >= 4096 and <= LzipDictionary.MaxSize))
        {
            Assert.True(LzipDictionary.TryParse(LzipDictionary.ToByte(wanted), out uint found), $"{wanted}");
            Assert.Equal(sizes.First(size => size >= wanted), found);
        }
    }
}
