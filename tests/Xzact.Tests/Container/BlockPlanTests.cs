using Xzact.Container;

namespace Xzact.Tests.Container;

public sealed class BlockPlanTests
{
    private static readonly EncoderChain s_small = new([], CoderLoops.Options(1 << 12));
    private static readonly EncoderChain s_large = new([], CoderLoops.Options(1 << 23));

    [Fact]
    public void Without_list_and_size_there_is_one_block_in_the_single_threaded_layout() =>
        Assert.Equal(long.MaxValue, Plan(0, false, (0, s_small)).Left);

    [Fact]
    public void The_threaded_layout_has_blocks_of_three_dictionaries_and_at_least_a_mebibyte()
    {
        Assert.Equal(1 << 20, Plan(0, true, (0, s_small)).LargestBlock);
        Assert.Equal(3 << 23, Plan(0, true, (0, s_large)).LargestBlock);
        Assert.Equal(3 << 23, Plan(0, true, (5 << 23, s_small), (0, s_large)).LargestBlock);
        Assert.Equal(5000, Plan(5000, true, (0, s_large)).LargestBlock);
        Assert.Equal(7, Plan(0, true, (7, s_large), (3, s_small)).LargestBlock);

        // A size that was asked for is what headers are made for, whatever the list says.
        Assert.Equal(5000, Plan(5000, true, (7, s_large), (3, s_small)).LargestBlock);
    }

    [Fact]
    public void Items_longer_than_a_block_are_split_and_their_boundaries_stay() =>

        // Row T103 of xz's behaviour: blocks of ten units, items of 5, 10, 8, 12 and 24, 80 in all.
        Assert.Equal(
            [5, 10, 8, 10, 2, 10, 10, 4, 10, 10, 1],
            Cut(Plan(10, false, (5, s_small), (10, s_small), (8, s_small), (12, s_small), (24, s_small)), 80));

    [Fact]
    public void The_last_item_repeats_or_takes_what_follows()
    {
        Assert.Equal([3, 7, 7, 3], Cut(Plan(0, false, (3, s_small), (7, s_large)), 20));
        Assert.Equal([3, 17], Cut(Plan(0, false, (3, s_small), (0, s_large)), 20));
    }

    [Fact]
    public void Each_item_brings_its_chain()
    {
        BlockPlan plan = Plan(0, false, (3, s_small), (2, s_large), (4, s_small));
        var chains = new List<EncoderChain>();
        for (int i = 0; i < 4; i++)
        {
            chains.Add(plan.Chain);
            plan.Take((int)plan.Left);
            plan.EndBlock();
        }

        Assert.Equal([s_small, s_large, s_small, s_small], chains);
        plan.Reset();
        Assert.Equal((s_small, 3L), (plan.Chain, plan.Left));
    }

    [Fact]
    public void A_flush_ends_a_block_and_leaves_the_item_where_it_was()
    {
        BlockPlan plan = Plan(4, false, (6, s_small), (9, s_large));
        plan.Take(1);
        plan.EndBlock();
        Assert.Equal([4, 1, 4, 4, 1, 4], Cut(plan, 18));
    }

    private static BlockPlan Plan(long size, bool storesSizes, params (long Size, EncoderChain Chain)[] list) =>
        new([.. list.Select(item => new PlannedBlock(item.Size, item.Chain))], size, storesSizes);

    private static IEnumerable<int> Cut(BlockPlan plan, int length)
    {
        while (length > 0)
        {
            int count = (int)Math.Min(plan.Left, length);
            yield return count;
            plan.Take(count);
            plan.EndBlock();
            length -= count;
        }
    }
}
