using Xzact.Liblzma.Indexes;

namespace Xzact.Liblzma.Tests.Indexes;

public sealed class IndexComparisonTests
{
    [Fact]
    public void The_index_of_the_same_blocks_is_accepted_and_no_other()
    {
        var index = new FileIndex();
        index.Append(100, 7);
        index.Append(200, 8);
        Assert.Equal(LzmaRet.StreamEnd, (LzmaRet)Compare(index, (100, 7), (200, 8)));
        Assert.Equal(LzmaRet.DataError, (LzmaRet)Compare(index, (100, 7), (200, 9)));
        Assert.Equal(LzmaRet.DataError, (LzmaRet)Compare(index, (100, 7)));
    }

    [Fact]
    public void Blocks_come_before_the_index()
    {
        var comparison = new IndexComparison();
        Assert.Equal(LzmaRet.ProgError, comparison.Append(4, 0));
        Assert.Equal(LzmaRet.Ok, comparison.Append(5, 0));
        ReadOnlySpan<byte> start = [0];
        Assert.Equal(LzmaRet.Ok, comparison.Decode(ref start));
        Assert.Equal(LzmaRet.ProgError, comparison.Append(5, 0));
        comparison.Reset();
        Assert.Equal(LzmaRet.Ok, comparison.Append(5, 0));
    }

    [Fact]
    public void Sizes_that_are_too_large_together_are_damage()
    {
        var comparison = new IndexComparison();
        Assert.Equal(LzmaRet.Ok, comparison.Append(100, long.MaxValue));
        Assert.Equal(LzmaRet.DataError, comparison.Append(100, 1));
    }

    private static object Compare(FileIndex index, params (ulong Unpadded, ulong Uncompressed)[] blocks)
    {
        var comparison = new IndexComparison();
        foreach ((ulong unpadded, ulong uncompressed) in blocks)
        {
            comparison.Append(unpadded, uncompressed);
        }

        ReadOnlySpan<byte> bytes = index.ToBytes().Span;
        return comparison.Decode(ref bytes);
    }
}
