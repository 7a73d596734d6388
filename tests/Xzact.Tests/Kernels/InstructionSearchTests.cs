using System.Buffers.Binary;
using Xzact.Kernels;

namespace Xzact.Tests.Kernels;

public sealed class InstructionSearchTests
{
    [Fact]
    public void A_word_is_found_where_its_masked_bits_have_one_of_the_two_values()
    {
        Assert.SkipUnless(InstructionSearch.IsSupported, "No vectors on this machine, or safe kernels.");
        var random = new Random(1);
        byte[] block = new byte[InstructionSearch.BlockSize];
        for (int run = 0; run < 2000; run++)
        {
            random.NextBytes(block);
            var pattern = new InstructionPattern<uint>(3, (uint)run & 3, 0xF0000000, 0x50000000);
            uint expected = 0;
            for (int at = 0; at < block.Length; at += sizeof(uint))
            {
                uint word = BinaryPrimitives.ReadUInt32LittleEndian(block.AsSpan(at));
                expected |= (word & 3) == (run & 3) || word >> 28 == 5 ? 1U << at : 0;
            }

            Assert.Equal(expected, InstructionSearch.Find(block, pattern));
        }
    }

    [Fact]
    public void A_halfword_is_found_where_its_masked_bits_have_one_of_the_two_values()
    {
        Assert.SkipUnless(InstructionSearch.IsSupported, "No vectors on this machine, or safe kernels.");
        var random = new Random(2);
        byte[] block = new byte[InstructionSearch.BlockSize];
        for (int run = 0; run < 2000; run++)
        {
            random.NextBytes(block);
            var pattern = new InstructionPattern<ushort>(3, (ushort)(run & 3), 0xF000, 0x5000);
            uint expected = 0;
            for (int at = 0; at < block.Length; at += sizeof(ushort))
            {
                int halfword = BinaryPrimitives.ReadUInt16LittleEndian(block.AsSpan(at));
                expected |= (halfword & 3) == (run & 3) || halfword >> 12 == 5 ? 1U << at : 0;
            }

            Assert.Equal(expected, InstructionSearch.Find(block, pattern));
        }
    }
}
