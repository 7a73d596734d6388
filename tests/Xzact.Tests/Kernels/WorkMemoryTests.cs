using Xzact.Kernels;

namespace Xzact.Tests.Kernels;

public sealed class WorkMemoryTests
{
    [Fact]
    public void A_block_is_zeroed_counted_and_given_back_once()
    {
        var allocator = new WorkAllocator();
        WorkMemory<uint> memory = allocator.Allocate<uint>(1000);
        Assert.Equal((1000L, 4000L, 4000L), (memory.Length, allocator.InUse, allocator.Peak));
        Assert.False(memory.Span.ContainsAnyExcept(0u));
        memory.Span.Fill(7);
        memory.Clear();
        Assert.False(memory.Span.ContainsAnyExcept(0u));
        memory.Dispose();
        memory.Dispose();
        Assert.Equal((0L, 4000L), (allocator.InUse, allocator.Peak));
    }

    [Theory]
    [InlineData(-1L, 1)]
    [InlineData(0L, 11)]
    [InlineData(11L, 0)]
    [InlineData(10L, 1)]
    [InlineData(5L, -1)]
    [InlineData(long.MaxValue, 1)]
    [InlineData(1L, int.MaxValue)]
    public void A_range_outside_the_block_is_refused(long start, int length)
    {
        using WorkMemory<byte> memory = new WorkAllocator().Allocate<byte>(10);
        Assert.Throws<ArgumentOutOfRangeException>(() => memory.Slice(start, length).Length);
    }

    [Fact]
    public void Every_range_inside_the_block_is_the_same_memory()
    {
        using WorkMemory<ushort> memory = new WorkAllocator().Allocate<ushort>(10);
        memory.Slice(3, 4).Fill(9);
        Assert.Equal([0, 0, 0, 9, 9, 9, 9, 0, 0, 0], memory.Span.ToArray());
        Assert.Equal(0, memory.Slice(10, 0).Length);
    }

    [Theory]
    [InlineData(0L)]
    [InlineData(-5L)]
    public void A_block_has_at_least_one_element(long length) =>
        Assert.Throws<ArgumentOutOfRangeException>(nameof(length), () => new WorkAllocator().Allocate<byte>(length));

    [Fact]
    public void A_block_is_gone_after_dispose()
    {
        WorkMemory<byte> memory = new WorkAllocator().Allocate<byte>(10);
        memory.Dispose();
        Assert.Throws<ObjectDisposedException>(() => memory.Slice(0, 1).Length);
    }

    [Fact]
    public void A_block_may_be_larger_than_two_gibibytes()
    {
        Assert.SkipWhen(
            KernelSwitch.UseSafeKernels, "With the safe kernels a block is an array of at most 2^31 elements.");
        using WorkMemory<byte> memory = new WorkAllocator().Allocate<byte>(5L << 30);
        memory.Slice((5L << 30) - 1, 1)[0] = 1;
        Assert.Equal(1, memory.Slice((5L << 30) - 2, 2)[1]);
    }
}
