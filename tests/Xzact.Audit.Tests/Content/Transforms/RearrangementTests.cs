using System.Text;
using Xzact.Audit.Content.Transforms;

namespace Xzact.Audit.Tests.Content.Transforms;

public sealed class RearrangementTests
{
    [Fact]
    public void Turns_ranges_swaps_and_strides_take_the_bytes_they_name()
    {
        Assert.Equal("cdghk", Of(Rearrangement.InTurns(2, 2)));
        Assert.Equal("abcdefghijk", Of(Rearrangement.InTurns(0, 3)));
        Assert.Equal("defghijk", Of(Rearrangement.Range(3)));
        Assert.Equal("de", Of(Rearrangement.Range(3, 2)));
        Assert.Equal("", Of(Rearrangement.Range(99)));
        Assert.Equal("badcfehgjik", Of(Rearrangement.SwapWords(2)));
        Assert.Equal("dcbahgfeijk", Of(Rearrangement.SwapWords(4)));
        Assert.Equal("kjihgfedcba", Of(Rearrangement.Reversed));
        Assert.Equal("cfi", Of(Rearrangement.Every(3, 2)));
        Assert.Equal("abc", Of(Rearrangement.Identity, 3));
    }

    [Fact]
    public void Numbers_out_of_range_are_refused_and_large_ones_are_harmless()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Rearrangement.InTurns(-1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Rearrangement.InTurns(1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Rearrangement.Range(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Rearrangement.Range(0, -1));
        Assert.Equal("", Of(Rearrangement.Range(long.MaxValue, long.MaxValue)));
        Assert.Equal("", Of(Rearrangement.InTurns(int.MaxValue, int.MaxValue)));
    }

    private static string Of(Rearrangement order, int max = 100) =>
        Encoding.ASCII.GetString(order.Apply("abcdefghijk"u8, max));
}
