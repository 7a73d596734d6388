using Xzact.Format;
using Xzact.Lzma;

namespace Xzact.Tests.Lzma;

public sealed class BitPriceTests
{
    [Fact]
    public void The_table_is_the_logarithm_of_the_middle_of_each_class_of_sixteen()
    {
        for (int first = 0; first < LzmaFormat.ProbabilityTotal; first += 16)
        {
            double bits = -Math.Log2((first + 8) / (double)LzmaFormat.ProbabilityTotal);
            Assert.Equal((uint)Math.Round(16 * bits), BitPrice.Zero((ushort)first));
            Assert.Equal((uint)Math.Round(16 * bits), BitPrice.Zero((ushort)(first + 15)));
        }
    }

    [Fact]
    public void A_price_is_sixteen_times_the_bits_that_a_bit_costs()
    {
        for (ushort probability = 31; probability <= LzmaFormat.ProbabilityTotal - 31; probability++)
        {
            double zero = -Math.Log2(probability / 2048.0) * 16;
            double one = -Math.Log2(1 - (probability / 2048.0)) * 16;
            Assert.InRange(BitPrice.Zero(probability), zero - 8, zero + 8);
            Assert.InRange(BitPrice.One(probability), one - 8, one + 8);
            Assert.Equal(BitPrice.Zero(probability), BitPrice.Of(probability, 0));
            Assert.Equal(BitPrice.One(probability), BitPrice.Of(probability, 1));
        }

        Assert.InRange(BitPrice.Zero(LzmaFormat.ProbabilityInit), 15u, 17u);
        Assert.Equal(26u * 16, BitPrice.Direct(26));
    }

    [Fact]
    public void A_tree_costs_the_sum_of_the_bits_that_the_encoder_writes()
    {
        var random = new Random(1);
        for (int bits = 1; bits <= 8; bits++)
        {
            ushort[] tree = [.. Enumerable.Range(0, 1 << bits).Select(_ => (ushort)random.Next(31, 2018))];
            var prices = new uint[1 << bits];
            BitPrice.FillTree(tree, bits, 0, prices);
            for (uint value = 0; value < 1u << bits; value++)
            {
                (uint forward, uint node) = (0, 1);
                (uint reverse, uint reverseNode) = (0, 1);
                for (int i = 0; i < bits; i++)
                {
                    uint high = (value >> (bits - 1 - i)) & 1;
                    forward += BitPrice.Of(tree[node], high);
                    node = (node << 1) | high;
                    uint low = (value >> i) & 1;
                    reverse += BitPrice.Of(tree[reverseNode], low);
                    reverseNode = (reverseNode << 1) | low;
                }

                Assert.Equal(forward, prices[value]);
                Assert.Equal(reverse, BitPrice.ReverseTree(tree, value, bits));
            }
        }
    }

    [Fact]
    public void The_first_values_of_a_tree_cost_what_they_cost_in_the_whole_tree()
    {
        const uint Before = 77;
        var random = new Random(2);
        for (int bits = 1; bits <= 8; bits++)
        {
            ushort[] tree = [.. Enumerable.Range(0, 1 << bits).Select(_ => (ushort)random.Next(31, 2018))];
            var whole = new uint[1 << bits];
            BitPrice.FillTree(tree, bits, Before, whole);
            for (int count = 1; count < whole.Length; count++)
            {
                var first = new uint[count];
                BitPrice.FillTree(tree, bits, Before, first);
                Assert.Equal(whole[..count], first);
            }
        }
    }
}
