using Xzact.Liblzma.Coders;

namespace Xzact.Liblzma.Tests.Coders;

/// <summary>The numbers are those of liblzma 5.8.3.</summary>
public sealed class BlockSizesTests
{
    [Theory]
    [InlineData(0, 96, 144)]
    [InlineData(1, 100, 148)]
    [InlineData(65536, 65632, 65680)]
    [InlineData(1 << 20, 1048720, 1048768)]
    [InlineData(ulong.MaxValue, 0, 0)]
    [InlineData(ulong.MaxValue / 2, 0, 0)]
    public void Bounds_are_those_of_liblzma(ulong size, ulong block, ulong stream)
    {
        Assert.Equal(block, BlockSizes.Block(size));
        Assert.Equal(stream, BlockSizes.Stream(size));
    }

    [Fact]
    public void A_chunk_tells_its_size_and_whether_it_is_the_first()
    {
        byte[] target = new byte[6];
        Assert.Equal(6, BlockSizes.StoreChunk([7, 8, 9], target, isFirst: true));
        Assert.Equal([0x01, 0x00, 0x02, 7, 8, 9], target);
        BlockSizes.StoreChunk([7, 8, 9], target, isFirst: false);
        Assert.Equal(0x02, target[0]);
    }
}
