using Xzact.Filters;
using Xzact.Format;
using static Xzact.Tests.Filters.BranchDifferential;

namespace Xzact.Tests.Filters;

public sealed class ArmTests
{
    [Fact]
    public void A_call_becomes_the_address_it_leads_to_and_goes_back()
    {
        // nop; bl to 0x40 words behind the program counter, which is 0x1004 + 8; blne, which is left alone.
        byte[] code = [0x00, 0xF0, 0x20, 0xE3, 0x40, 0x00, 0x00, 0xEB, 0x40, 0x00, 0x00, 0x1B];
        byte[] bytes = [.. code];
        Assert.Equal(12, new WordFilter<Arm>(0x1000, FilterDirection.Encode).Convert(bytes));
        Assert.Equal([0x00, 0xF0, 0x20, 0xE3, 0x43, 0x04, 0x00, 0xEB, 0x40, 0x00, 0x00, 0x1B], bytes);
        Assert.Equal(12, new WordFilter<Arm>(0x1000, FilterDirection.Decode).Convert(bytes));
        Assert.Equal(code, bytes);
    }

    [Fact]
    public void Both_directions_equal_liblzma_however_the_data_is_cut() => Verify(
        FilterId.Arm, new Instruction(0xEB000000, 0xFF000000), new Instruction(0xE0000000, 0xF0000000));
}
