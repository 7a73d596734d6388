using Xzact.Kernels;
using Xzact.Matching;

namespace Xzact.Tests.Matching;

public sealed class TreeBatchTests
{
    [Fact]
    public void Each_position_is_in_the_order_of_its_part_and_the_orders_rise()
    {
        var batch = new TreeBatch(stride: 1);
        for (int run = 0; run < 20; run++)
        {
            var random = new Random(run);
            int[] parts = [.. batch.Heads.Select(_ => random.Next(random.Next(1, TreeBatch.Parts + 1)))];
            for (int i = 0; i < TreeBatch.Size; i++)
            {
                batch.Heads[i] = new MatchHeads { Count = parts[i] };
            }

            batch.Sort();
            for (int part = 0; part < TreeBatch.Parts; part++)
            {
                byte[] wanted = [.. Enumerable.Range(0, TreeBatch.Size).Where(i => parts[i] == part)
                    .Select(i => (byte)i)];
                Assert.Equal(wanted, batch.Order(part).ToArray());
            }
        }
    }
}
