using Xzact.Container;
using Xzact.Filters;
using Xzact.Format;
using Xzact.Testing.Interop;

namespace Xzact.Tests.Format;

public sealed class BranchFormatTests
{
    [Theory]
    [InlineData(0x04, 1u)]
    [InlineData(0x05, 4u)]
    [InlineData(0x06, 16u)]
    [InlineData(0x07, 4u)]
    [InlineData(0x08, 2u)]
    [InlineData(0x09, 4u)]
    [InlineData(0x0A, 4u)]
    [InlineData(0x0B, 2u)]
    [InlineData(0x03, 0u)]
    [InlineData(0x21, 0u)]
    [InlineData(0x0C, 0u)]
    public void The_alignment_is_the_one_of_the_specification(ulong id, uint alignment)
    {
        Assert.Equal(alignment, BranchFormat.Alignment((FilterId)id));
        Assert.Equal(alignment != 0, ((FilterId)id).IsBranch());
    }

    [Fact]
    public void A_start_offset_is_refused_here_exactly_where_liblzma_refuses_it()
    {
        var lzma2 = LiblzmaFilter.Lzma2(new LzmaSettings(Preset: 0) { DictionarySize = 4096 });
        foreach (FilterId id in Enum.GetValues<FilterId>().Where(id => id.IsBranch()))
        {
            if (id == FilterId.RiscV && !SystemLiblzma.HasRiscV)
                continue;

            for (uint start = 0; start <= 33; start++)
            {
                var reference = LiblzmaFilter.Branch((ulong)id, start);
                LiblzmaStatus theirs = SystemLiblzma.RawDecode([0], reference, lzma2).Status;
                Exception? ours = Record.Exception(
                    () => FilterChain.Create(new FilterFlags(id, start), FilterDirection.Decode));
                Assert.Equal(theirs == LiblzmaStatus.StreamEnd, ours is null);
                Assert.True(ours is null or ArgumentException { ParamName: "startOffset" }, $"{id} at {start}: {ours}");
            }
        }
    }
}
