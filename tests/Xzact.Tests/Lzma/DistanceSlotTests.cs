using Xzact.Format;
using Xzact.Lzma;

namespace Xzact.Tests.Lzma;

public sealed class DistanceSlotTests
{
    [Fact]
    public void Slots_cover_every_distance_without_gaps()
    {
        for (uint distance = 0; distance < 4; distance++)
        {
            Assert.Equal(distance, DistanceSlot.Of(distance));
        }

        ulong next = LzmaFormat.FooterSlotStart;
        for (uint slot = LzmaFormat.FooterSlotStart; slot < LzmaFormat.Slots; slot++)
        {
            Assert.Equal(next, DistanceSlot.Base(slot));
            ulong size = 1UL << DistanceSlot.FooterBits(slot);
            Assert.Equal(slot, DistanceSlot.Of((uint)next));
            Assert.Equal(slot, DistanceSlot.Of((uint)(next + size - 1)));
            next += size;
        }

        Assert.Equal(1UL << 32, next);
    }

    [Theory]
    [InlineData(2, 0)]
    [InlineData(3, 1)]
    [InlineData(4, 2)]
    [InlineData(5, 3)]
    [InlineData(6, 3)]
    [InlineData(273, 3)]
    public void Lengths_share_four_trees(int length, int tree) => Assert.Equal(tree, DistanceSlot.LengthState(length));
}
