using Xzact.Container;
using Xzact.Format;
using Xzact.Kernels;
using Xzact.Threading;

namespace Xzact.Tests.Threading;

public sealed class IdleWorkplacesTests
{
    [Fact]
    public void What_is_kept_is_what_the_allocator_counts_and_is_given_back_as_asked()
    {
        var allocator = new WorkAllocator();
        using var workplaces = new IdleWorkplaces(allocator);
        BlockWorkplace[] taken = [workplaces.Take(), workplaces.Take(), workplaces.Take()];
        foreach (BlockWorkplace workplace in taken)
        {
            var header = new BlockHeader { Filters = [new FilterFlags(FilterId.Lzma2, 1 << 20)] };
            workplace.Start(new DispatchedBlock(header, CheckId.Crc32, VerifiesCheck: true, DataOffset: 0));
        }

        Assert.Equal(0, workplaces.Kept);
        long each = allocator.InUse / taken.Length;
        foreach (BlockWorkplace workplace in taken)
        {
            workplaces.Return(workplace);
        }

        Assert.Equal((3 * each, 3 * each), (workplaces.Kept, allocator.InUse));
        workplaces.Trim(3 * each);
        Assert.Equal(3 * each, allocator.InUse);
        workplaces.Trim((3 * each) - 1);
        Assert.Equal((2 * each, 2 * each), (workplaces.Kept, allocator.InUse));
        Assert.Contains(workplaces.Take(), taken);
        Assert.Equal(each, workplaces.Kept);
        workplaces.Trim(0);
        Assert.Equal(0, workplaces.Kept);
        Assert.DoesNotContain(workplaces.Take(), taken);
    }
}
