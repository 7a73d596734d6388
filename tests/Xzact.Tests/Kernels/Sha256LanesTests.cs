using Xzact.Kernels;

namespace Xzact.Tests.Kernels;

public sealed class Sha256LanesTests
{
    [Fact]
    public void Any_number_of_blocks_at_any_offset_equals_block_by_block_and_fewer_than_eight_are_left()
    {
        Assert.SkipUnless(Sha256Lanes.IsSupported, "The processor has no eight lanes.");
        var random = new Random(9);
        for (int count = 0; count <= 27; count++)
            for (int offset = 0; offset < 5; offset++)
            {
                int size = count * Sha256Blocks.BlockSize;
                byte[] array = new byte[offset + size];
                random.NextBytes(array);
                uint[] lanes = Sha256Blocks.InitialState.ToArray();
                uint[] single = Sha256Blocks.InitialState.ToArray();

                int left = Sha256Lanes.Append(lanes, array.AsSpan(offset)).Length;

                Assert.Equal(count % 8 * Sha256Blocks.BlockSize, left);
                Sha256Blocks.AppendOneByOne(single, array.AsSpan(offset, size - left));
                Assert.Equal(single, lanes);
            }
    }
}
