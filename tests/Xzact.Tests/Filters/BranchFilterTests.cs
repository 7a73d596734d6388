using Xzact.Container;
using Xzact.Filters;
using Xzact.Format;
using static Xzact.Tests.Filters.BranchDifferential;

namespace Xzact.Tests.Filters;

public sealed class BranchFilterTests
{
    /// <summary>Shorter than what a converter looks at together, so that each unit is looked at alone.</summary>
    private const int Short = 24;

    [Theory]
    [InlineData(FilterId.X86, 0x000000E8UL, 0xFE0000FEUL)]
    [InlineData(FilterId.PowerPC, 0x01000048UL, 0x030000FCUL)]
    [InlineData(FilterId.IA64, 0x10UL, 0x1FUL)]
    [InlineData(FilterId.Arm, 0xEB000000UL, 0xFF000000UL)]
    [InlineData(FilterId.ArmThumb, 0xF800F000UL, 0xF800F800UL)]
    [InlineData(FilterId.Sparc, 0x00000040UL, 0x0000C0FFUL)]
    [InlineData(FilterId.Arm64, 0x94000000UL, 0xFC000000UL)]
    [InlineData(FilterId.Arm64, 0x90000000UL, 0x9FF00000UL)]
    [InlineData(FilterId.RiscV, 0x000080E700001097UL, 0x000FFFFF00000FFFUL)]
    [InlineData(FilterId.RiscV, 0x00000117UL, 0x00000FFFUL)]
    [InlineData(FilterId.RiscV, 0x000000EFUL, 0x00000DFFUL)]
    public void Bytes_and_what_is_left_are_the_same_whether_much_or_little_is_looked_at_together(
        object filter, ulong bits, ulong mask)
    {
        var id = (FilterId)filter;
        var random = new Random((int)id);
        foreach (FilterDirection direction in (FilterDirection[])[FilterDirection.Encode, FilterDirection.Decode])
        {
            for (int run = 0; run < 400; run++)
            {
                byte[] data = Dense(random, run, [new Instruction(bits, mask)]);
                SimpleFilter together = FilterChain.Create(new FilterFlags(id, 0x1230), direction);
                SimpleFilter alone = FilterChain.Create(new FilterFlags(id, 0x1230), direction);
                byte[] expected = [.. data];
                int position = 0;
                int converted;
                do
                {
                    int length = Math.Min(Short, data.Length - position);
                    converted = alone.Convert(expected.AsSpan(position, length));
                    position += converted;
                }
                while (converted > 0);

                byte[] actual = [.. data];
                Assert.Equal(position, together.Convert(actual));
                Assert.Equal(expected, actual);
            }
        }
    }
}
