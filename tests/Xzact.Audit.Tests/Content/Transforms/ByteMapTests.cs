using Xzact.Audit.Content.Transforms;

namespace Xzact.Audit.Tests.Content.Transforms;

public sealed class ByteMapTests
{
    [Fact]
    public void A_shorter_second_set_repeats_its_last_value()
    {
        ByteMap map = ByteMap.FromTr("a-d", "xy")!;
        Assert.Equal("xyyye"u8.ToArray(), "abcde"u8.ToArray().Select(b => map[b]));
    }

    [Fact]
    public void Maps_of_bits_are_their_own_inverse_and_reach_every_value()
    {
        ByteMap[] maps =
            [ByteMap.ReversedBits, ByteMap.SwappedNibbles, ByteMap.Xor(77), ByteMap.Exchange([(1, 200)])];
        foreach (ByteMap map in maps)
        {
            Assert.All(Enumerable.Range(0, 256), value => Assert.Equal(value, map[map[(byte)value]]));
        }

        Assert.Equal(0x80, ByteMap.ReversedBits[1]);
        Assert.Equal(0x21, ByteMap.SwappedNibbles[0x12]);
        Assert.Equal(4, ByteMap.Add(5)[255]);
    }

    [Theory]
    [InlineData("", "a")]
    [InlineData("a", "")]
    [InlineData("b-a", "a")]
    public void Operands_without_a_map_give_none(string from, string to) => Assert.Null(ByteMap.FromTr(from, to));
}
