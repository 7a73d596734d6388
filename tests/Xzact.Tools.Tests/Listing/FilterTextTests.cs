using Xzact.Container;
using Xzact.Format;
using Xzact.Tools.Listing;

namespace Xzact.Tools.Tests.Listing;

public sealed class FilterTextTests
{
    [Fact]
    public void A_chain_looks_like_the_options_that_ask_for_it() =>
        Assert.Equal(
            "--x86 --delta=dist=4 --x86=start=4KiB --lzma2=dict=1536KiB",
            FilterText.Of(
            [
                new FilterFlags(FilterId.X86, 0),
                new FilterFlags(FilterId.Delta, 4),
                new FilterFlags(FilterId.X86, 4096),
                new FilterFlags(FilterId.Lzma2, 1536 << 10),
            ]));

    [Theory]
    [InlineData(0UL, "0")]
    [InlineData(1023UL, "1023")]
    [InlineData(4294967295UL, "4294967295")]
    [InlineData(1UL << 42, "4096GiB")]
    public void Sizes_have_the_largest_unit_that_leaves_them_whole(ulong size, string expected) =>
        Assert.Equal(expected, FilterText.Size(size));
}
