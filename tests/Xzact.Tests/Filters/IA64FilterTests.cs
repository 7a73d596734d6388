using Xzact.Filters;
using Xzact.Format;
using Xzact.Testing.Interop;
using static Xzact.Tests.Filters.BranchDifferential;

namespace Xzact.Tests.Filters;

public sealed class IA64FilterTests
{
    private const ulong BranchTemplate = 0x16;

    private static readonly ulong s_call = 0x5UL << 37;
    private static readonly ulong s_callMask = (0xFUL << 37) | (0x7UL << 9);

    [Fact]
    public void A_call_becomes_the_address_it_leads_to_and_goes_back()
    {
        // BBB, three times br.call +3 bundles; at 0x1010, bundle 0x101. The distance begins at bit 13 of each.
        byte[] code = new byte[32];
        UInt128 call = s_call | (3UL << 13);
        BitConverter.TryWriteBytes(code.AsSpan(16), BranchTemplate | (call << 5) | (call << 46) | (call << 87));
        byte[] bytes = [.. code];
        Assert.Equal(32, new IA64Filter(0x1000, FilterDirection.Encode).Convert(bytes));
        UInt128 moved = s_call | (0x104UL << 13);
        Assert.Equal(
            BranchTemplate | (moved << 5) | (moved << 46) | (moved << 87), BitConverter.ToUInt128(bytes.AsSpan(16)));
        Assert.Equal(32, new IA64Filter(0x1000, FilterDirection.Decode).Convert(bytes));
        Assert.Equal(code, bytes);
    }

    [Fact]
    public void Both_directions_equal_liblzma_however_the_data_is_cut() => Verify(
        FilterId.IA64,
        new Instruction(BranchTemplate | (s_call << 5), 0x1F | (s_callMask << 5)),
        new Instruction(0x10 | (s_call << 5), 0x10 | (s_callMask << 5)),
        new Instruction(s_call << 6, s_callMask << 6),
        new Instruction(s_call << 23, s_callMask << 23),
        new Instruction(0x10, 0x10));

    [Fact]
    public void Every_template_and_slot_equals_liblzma()
    {
        // One bundle for each template, opcode and value of the three bits, the same in all three slots.
        byte[] data = new byte[32 * 16 * 8 * 16];
        int at = 0;
        for (uint template = 0; template < 32; template++)
        {
            for (ulong opcode = 0; opcode < 16; opcode++)
            {
                for (ulong zero = 0; zero < 8; zero++, at += 16)
                {
                    UInt128 instruction = (opcode << 37) | (zero << 9) | (0xFFFF0UL << 13);
                    BitConverter.TryWriteBytes(
                        data.AsSpan(at), template | (instruction << 5) | (instruction << 46) | (instruction << 87));
                }
            }
        }

        FilterDifferential.Verify(
            data,
            LiblzmaFilter.Branch((ulong)FilterId.IA64, 0x100),
            direction => new IA64Filter(0x100, direction),
            new Random(1));
    }
}
