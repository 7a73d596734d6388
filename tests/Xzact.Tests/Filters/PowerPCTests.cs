using Xzact.Filters;
using Xzact.Format;
using static Xzact.Tests.Filters.BranchDifferential;

namespace Xzact.Tests.Filters;

public sealed class PowerPCTests
{
    [Fact]
    public void A_call_becomes_the_address_it_leads_to_and_goes_back()
    {
        // nop; bl +0x100; b +0x100. Only bl is converted; it stands at 0x1004.
        byte[] code = [0x60, 0, 0, 0, 0x48, 0x00, 0x01, 0x01, 0x48, 0x00, 0x01, 0x00];
        byte[] bytes = [.. code];
        Assert.Equal(12, new WordFilter<PowerPC>(0x1000, FilterDirection.Encode).Convert(bytes));
        Assert.Equal([0x60, 0, 0, 0, 0x48, 0x00, 0x11, 0x05, 0x48, 0x00, 0x01, 0x00], bytes);
        Assert.Equal(12, new WordFilter<PowerPC>(0x1000, FilterDirection.Decode).Convert(bytes));
        Assert.Equal(code, bytes);
    }

    [Fact]
    public void Both_directions_equal_liblzma_however_the_data_is_cut() => Verify(
        FilterId.PowerPC,
        Instruction.BigEndian(0x48000001, 0xFC000003),
        Instruction.BigEndian(0x48000000, 0xFC000000));
}
