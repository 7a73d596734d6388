using Xzact.Container;
using Xzact.Kernels;
using Xzact.Testing.Data;

namespace Xzact.Tests.Container;

public sealed class SegmentedBufferTests
{
    [Fact]
    public void Bytes_leave_in_the_order_in_which_they_came_and_memory_is_given_back()
    {
        var allocator = new WorkAllocator();
        var random = new Random(1);
        byte[] data = Corpus.Make(CorpusKind.Random, 5_000_000);
        using (var pool = new SegmentPool(allocator))
        {
            var buffer = new SegmentedBuffer(pool);
            int added = 0;
            var result = new MemoryStream();
            byte[] piece = new byte[700_000];
            while (result.Length < data.Length)
            {
                int count = Math.Min(random.Next(1 << random.Next(20)), data.Length - added);
                buffer.Append(data.AsSpan(added, count));
                added += count;
                Span<byte> room = piece.AsSpan(0, random.Next(1 << random.Next(20)));
                int before = room.Length;
                bool isEmpty = buffer.MoveTo(ref room);
                result.Write(piece.AsSpan(0, before - room.Length));
                Assert.Equal(added - result.Length, buffer.Length);
                Assert.Equal(buffer.Length == 0, isEmpty);
                Assert.Equal(buffer.Length == 0, buffer.First.IsEmpty);
            }

            Assert.Equal(data, result.ToArray());
            Assert.Equal(0, allocator.InUse % SegmentPool.SegmentSize);
            Assert.InRange(allocator.Peak, 1, data.Length - 1);
        }

        Assert.Equal(0, allocator.InUse);
    }

    [Fact]
    public void Segments_change_hands_without_being_copied_and_the_last_need_not_be_full()
    {
        byte[] data = Corpus.Make(CorpusKind.Random, (3 * SegmentPool.SegmentSize) + 7);
        var allocator = new WorkAllocator();
        using var pool = new SegmentPool(allocator);
        var from = new SegmentedBuffer(pool);
        var to = new SegmentedBuffer(pool);
        from.Append(data.AsSpan(0, 2 * SegmentPool.SegmentSize));
        to.Append(from);
        from.Append(data.AsSpan(2 * SegmentPool.SegmentSize));
        to.Append(from);
        Assert.Equal((0, data.Length), (from.Length, to.Length));
        Assert.Equal(4 * SegmentPool.SegmentSize, allocator.Peak);

        byte[] result = new byte[data.Length];
        Span<byte> target = result;
        Assert.True(to.MoveTo(ref target));
        Assert.Equal(data, result);
        from.Append(data.AsSpan(0, 1));
        Assert.Equal((1, 0), (from.Length, to.Length));
    }

    [Fact]
    public void Segments_that_no_buffer_holds_are_counted_and_given_back_as_asked()
    {
        var allocator = new WorkAllocator();
        using var pool = new SegmentPool(allocator);
        var buffer = new SegmentedBuffer(pool);
        foreach (int length in (int[])[1, SegmentPool.SegmentSize - 1, SegmentPool.SegmentSize, 1_000_000])
        {
            buffer.Append(new byte[length]);
            _ = buffer.Room;
            Assert.Equal(0, pool.Kept);
            Assert.Equal(SegmentPool.SizeFor((ulong)length), allocator.InUse);
            buffer.Clear();
            Assert.Equal(allocator.InUse, pool.Kept);
            pool.Trim(SegmentPool.SegmentSize);
            Assert.Equal((SegmentPool.SegmentSize, SegmentPool.SegmentSize), (allocator.InUse, pool.Kept));
            pool.Trim(0);
            Assert.Equal((0, 0), (allocator.InUse, pool.Kept));
        }

        Assert.Equal(long.MaxValue, SegmentPool.SizeFor(ulong.MaxValue));
    }

    [Fact]
    public void Room_that_is_not_used_is_offered_again()
    {
        using var pool = new SegmentPool(new WorkAllocator());
        var buffer = new SegmentedBuffer(pool);
        Assert.Equal(SegmentPool.SegmentSize, buffer.Room.Length);
        Assert.Equal(SegmentPool.SegmentSize, buffer.Room.Length);
        buffer.Room[0] = 7;
        buffer.Added(1);
        Assert.Equal(SegmentPool.SegmentSize - 1, buffer.Room.Length);
        Assert.Equal([7], buffer.First.ToArray());
        buffer.Remove(1);
        Assert.Equal((0L, 0), (buffer.Length, buffer.First.Length));
        Assert.Equal(SegmentPool.SegmentSize, buffer.Room.Length);
        buffer.Clear();
    }
}
