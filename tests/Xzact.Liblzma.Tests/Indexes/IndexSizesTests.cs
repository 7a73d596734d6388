using Xzact.Liblzma.Indexes;

namespace Xzact.Liblzma.Tests.Indexes;

public sealed class IndexSizesTests
{
    [Theory]
    [InlineData(1, 0, 408)]
    [InlineData(1, 1, 8696)]
    [InlineData(1, 512, 8696)]
    [InlineData(1, 513, 16984)]
    [InlineData(0, 0, ulong.MaxValue)]
    [InlineData(1UL << 32, 1, ulong.MaxValue)]
    [InlineData(1, ulong.MaxValue, ulong.MaxValue)]
    public void Memory_is_reckoned_as_liblzma_does(ulong streams, ulong blocks, ulong bytes) =>
        Assert.Equal(bytes, IndexSizes.Memory(streams, blocks));

    [Fact]
    public void An_empty_index_has_eight_bytes() => Assert.Equal(8UL, IndexSizes.Index(0, 0));
}
