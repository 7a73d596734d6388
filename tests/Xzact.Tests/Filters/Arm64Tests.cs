using Xzact.Filters;
using Xzact.Format;
using static Xzact.Tests.Filters.BranchDifferential;

namespace Xzact.Tests.Filters;

public sealed class Arm64Tests
{
    [Fact]
    public void A_call_and_an_address_of_a_page_become_addresses_and_go_back()
    {
        // nop; bl +0x10 words; adrp x1, -1 page: at 0x5004 and 0x5008, so word 0x1401 and page 5.
        byte[] code = [0x1F, 0x20, 0x03, 0xD5, 0x10, 0x00, 0x00, 0x94, 0xE1, 0xFF, 0xFF, 0xF0];
        byte[] bytes = [.. code];
        Assert.Equal(12, new WordFilter<Arm64>(0x5000, FilterDirection.Encode).Convert(bytes));
        Assert.Equal([0x1F, 0x20, 0x03, 0xD5, 0x11, 0x14, 0x00, 0x94, 0x21, 0x00, 0x00, 0x90], bytes);
        Assert.Equal(12, new WordFilter<Arm64>(0x5000, FilterDirection.Decode).Convert(bytes));
        Assert.Equal(code, bytes);
    }

    [Theory]
    [InlineData(0x900FFFE0u, true)]
    [InlineData(0x90100000u, false)]
    [InlineData(0x90EFFFE0u, false)]
    [InlineData(0x90F00000u, true)]
    [InlineData(0x10000000u, false)]
    public void An_address_of_a_page_beyond_512_MiB_is_left_alone(uint instruction, bool isBranch) =>
        Assert.Equal(isBranch, Arm64.IsBranch(instruction));

    [Fact]
    public void Both_directions_equal_liblzma_however_the_data_is_cut() => Verify(
        FilterId.Arm64,
        new Instruction(0x94000000, 0xFC000000),
        new Instruction(0x90000000, 0x9F000000),
        new Instruction(0x90000000, 0x9FF00000),
        new Instruction(0x90F00000, 0x9FF00000));
}
