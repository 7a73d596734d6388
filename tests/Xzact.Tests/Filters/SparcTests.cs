using Xzact.Filters;
using Xzact.Format;
using static Xzact.Tests.Filters.BranchDifferential;

namespace Xzact.Tests.Filters;

public sealed class SparcTests
{
    [Fact]
    public void A_call_becomes_the_address_it_leads_to_and_goes_back()
    {
        // nop; call +0x10 words; call -1 word: at 0x1004 and 0x1008, so words 0x401 and 0x402.
        byte[] code = [0x01, 0, 0, 0, 0x40, 0x00, 0x00, 0x10, 0x7F, 0xFF, 0xFF, 0xFF];
        byte[] bytes = [.. code];
        Assert.Equal(12, new WordFilter<Sparc>(0x1000, FilterDirection.Encode).Convert(bytes));
        Assert.Equal([0x01, 0, 0, 0, 0x40, 0x00, 0x04, 0x11, 0x40, 0x00, 0x04, 0x01], bytes);
        Assert.Equal(12, new WordFilter<Sparc>(0x1000, FilterDirection.Decode).Convert(bytes));
        Assert.Equal(code, bytes);
    }

    [Theory]
    [InlineData(0x403FFFFFu, true)]
    [InlineData(0x40400000u, false)]
    [InlineData(0x7FC00000u, true)]
    [InlineData(0x7FBFFFFFu, false)]
    [InlineData(0x00000000u, false)]
    [InlineData(0xC0000000u, false)]
    public void A_distance_beyond_16_MiB_is_left_alone(uint instruction, bool isBranch) =>
        Assert.Equal(isBranch, Sparc.IsBranch(instruction));

    [Fact]
    public void Both_directions_equal_liblzma_however_the_data_is_cut() => Verify(
        FilterId.Sparc,
        Instruction.BigEndian(0x40000000, 0xFFC00000),
        Instruction.BigEndian(0x7FC00000, 0xFFC00000),
        Instruction.BigEndian(0x40000000, 0xC0000000));
}
