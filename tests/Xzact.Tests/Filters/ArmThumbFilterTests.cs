using Xzact.Filters;
using Xzact.Format;
using static Xzact.Tests.Filters.BranchDifferential;

namespace Xzact.Tests.Filters;

public sealed class ArmThumbFilterTests
{
    [Fact]
    public void A_call_becomes_the_address_it_leads_to_and_goes_back()
    {
        // nop; bl +0x10 halfwords from the program counter, which is 0x1002 + 4: halfword 0x813.
        byte[] code = [0x00, 0xBF, 0x00, 0xF0, 0x10, 0xF8];
        byte[] bytes = [.. code];
        Assert.Equal(6, new ArmThumbFilter(0x1000, FilterDirection.Encode).Convert(bytes));
        Assert.Equal([0x00, 0xBF, 0x01, 0xF0, 0x13, 0xF8], bytes);
        Assert.Equal(6, new ArmThumbFilter(0x1000, FilterDirection.Decode).Convert(bytes));
        Assert.Equal(code, bytes);
    }

    [Fact]
    public void Both_directions_equal_liblzma_however_the_data_is_cut() => Verify(
        FilterId.ArmThumb,
        new Instruction(0xF800F000, 0xF800F800),
        new Instruction(0xF000, 0xF000),
        new Instruction(0xF800, 0xF800));
}
