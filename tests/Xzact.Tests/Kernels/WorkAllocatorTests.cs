using System.Runtime.InteropServices;
using Xzact.Container;
using Xzact.Format;
using Xzact.Kernels;

namespace Xzact.Tests.Kernels;

public sealed class WorkAllocatorTests
{
    [Fact]
    public void The_peak_is_the_largest_sum_at_a_time()
    {
        var allocator = new WorkAllocator();
        using (allocator.Allocate<byte>(100))
        {
            allocator.Allocate<long>(10).Dispose();
            Assert.Equal((100L, 180L), (allocator.InUse, allocator.Peak));
        }

        allocator.Allocate<byte>(150).Dispose();
        Assert.Equal((0L, 180L), (allocator.InUse, allocator.Peak));
    }

    [Fact]
    public void Counting_is_right_on_many_threads()
    {
        var allocator = new WorkAllocator();
        Parallel.For(0, 2000, i => allocator.Allocate<byte>(1 + (i % 50)).Dispose());
        Assert.Equal(0, allocator.InUse);
        Assert.InRange(allocator.Peak, 50, 2000 * 50);
    }

    [Fact]
    public void A_callers_own_memory_is_taken_and_given_back_block_by_block()
    {
        Assert.SkipWhen(KernelSwitch.UseSafeKernels, "With the safe kernels memory is managed.");
        var allocator = new OwnAllocator();
        using (var encoder = new StreamEncoder(allocator, CoderLoops.Options(1 << 12), [], CheckId.None))
        {
            CoderLoops.Encode(encoder, new byte[100_000]);
        }

        Assert.True(allocator.Taken >= 4);
        Assert.Equal((allocator.Taken, 0), (allocator.Returned, allocator.Live.Count));
    }

    [Fact]
    public void A_codec_that_is_forgotten_gives_its_memory_back()
    {
        var allocator = new WorkAllocator();
        Forget(allocator);
        for (int i = 0; i < 10 && allocator.InUse > 0; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.Equal(0, allocator.InUse);
        Assert.True(allocator.Peak > 0);

        [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        static void Forget(WorkAllocator allocator) => allocator.Allocate<byte>(1000).Span.Fill(1);
    }

    private sealed unsafe class OwnAllocator : WorkAllocator
    {
        public HashSet<nint> Live { get; } = [];

        public int Taken { get; private set; }

        public int Returned { get; private set; }

        protected override nint AllocateNativeCore(nuint size)
        {
            nint block = (nint)NativeMemory.AllocZeroed(size);
            Assert.True(Live.Add(block));
            Taken++;
            return block;
        }

        protected override void FreeNativeCore(nint block)
        {
            Assert.True(Live.Remove(block));
            NativeMemory.Free((void*)block);
            Returned++;
        }
    }
}
