using System.Collections.Concurrent;
using System.Diagnostics;
using Xzact.Kernels;

namespace Xzact.Container;

/// <summary>Pieces of memory that buffers take and give back; they may do so from several threads.</summary>
/// <param name="allocator">Where the memory comes from.</param>
internal sealed class SegmentPool(WorkAllocator allocator) : IDisposable
{
    /// <summary>Bytes of a segment.</summary>
    public const int SegmentSize = 1 << 18;

    private readonly ConcurrentStack<WorkMemory<byte>> _free = new();
    private long _kept;

    /// <summary>Bytes that are kept and that no buffer holds; never less than there are.</summary>
    public long Kept => Interlocked.Read(ref _kept);

    /// <summary>Most bytes that a buffer takes for so many.</summary>
    public static long SizeFor(ulong length) => length > long.MaxValue - SegmentSize
        ? long.MaxValue
        : (((long)length / SegmentSize) + 1) * SegmentSize;

    public WorkMemory<byte> Rent() => TryPop() ?? allocator.Allocate<byte>(SegmentSize);

    public void Return(WorkMemory<byte> segment)
    {
        Interlocked.Add(ref _kept, SegmentSize);
        _free.Push(segment);
    }

    /// <summary>Gives memory back until no more is kept than this many bytes.</summary>
    public void Trim(long most)
    {
        while (Kept > most && TryPop() is { } segment)
        {
            segment.Dispose();
        }
    }

    /// <summary>Gives the memory back that no buffer holds.</summary>
    public void Dispose() => Trim(0);

    private WorkMemory<byte>? TryPop()
    {
        if (!_free.TryPop(out WorkMemory<byte>? segment))
        {
            return null;
        }

        Interlocked.Add(ref _kept, -SegmentSize);
        return segment;
    }
}

/// <summary>
/// Bytes on their way from one end to the other, of any length: memory is taken as they come and given back as they
/// leave.
/// </summary>
/// <param name="pool">Where the memory comes from.</param>
internal sealed class SegmentedBuffer(SegmentPool pool)
{
    private readonly Queue<WorkMemory<byte>> _segments = new();
    private WorkMemory<byte>? _last;

    /// <summary>First byte, in the first segment.</summary>
    private int _start;

    /// <summary>Behind the last byte, in the last segment.</summary>
    private int _end;

    /// <summary>Bytes that are here.</summary>
    public long Length { get; private set; }

    /// <summary>Room for more bytes, at least one; <see cref="Added"/> says how many came.</summary>
    public Span<byte> Room
    {
        get
        {
            if (_last is null || _end == SegmentPool.SegmentSize)
            {
                _last = pool.Rent();
                _segments.Enqueue(_last);
                _end = 0;
            }

            return _last.Slice(_end, SegmentPool.SegmentSize - _end);
        }
    }

    /// <summary>The first bytes, as far as they lie in one piece; empty only if there are none.</summary>
    public ReadOnlySpan<byte> First => Length == 0
        ? default
        : _segments.Peek().Slice(_start, (int)Math.Min(Length, SegmentPool.SegmentSize - _start));

    /// <summary>So many bytes were put into <see cref="Room"/>.</summary>
    public void Added(int count)
    {
        _end += count;
        Length += count;
    }

    /// <summary>Adds bytes.</summary>
    public void Append(ReadOnlySpan<byte> source)
    {
        while (!source.IsEmpty)
        {
            Span<byte> room = Room;
            int count = Math.Min(room.Length, source.Length);
            source[..count].CopyTo(room);
            Added(count);
            source = source[count..];
        }
    }

    /// <summary>Adds all bytes of another buffer of the same pool, which is empty behind it, without copying
    /// them.</summary>
    /// <remarks>The last segment of this one must be full, as it is where only whole segments came before.</remarks>
    public void Append(SegmentedBuffer source)
    {
        Debug.Assert(source._start == 0 && (_last is null || _end == SegmentPool.SegmentSize), "Segments are whole.");
        while (source._segments.TryDequeue(out WorkMemory<byte>? segment))
        {
            _segments.Enqueue(segment);
        }

        (_last, _end) = (source._last, source._end);
        Length += source.Length;
        source.Clear();
    }

    /// <summary>Removes the first bytes, no more than <see cref="First"/> has.</summary>
    public void Remove(int count)
    {
        _start += count;
        Length -= count;
        if (Length == 0)
        {
            Clear();
        }
        else if (_start == SegmentPool.SegmentSize)
        {
            pool.Return(_segments.Dequeue());
            _start = 0;
        }
    }

    /// <summary>Moves as many bytes as fit; true if none are left.</summary>
    public bool MoveTo(ref Span<byte> target)
    {
        while (Length > 0 && !target.IsEmpty)
        {
            ReadOnlySpan<byte> first = First;
            int count = Math.Min(first.Length, target.Length);
            first[..count].CopyTo(target);
            target = target[count..];
            Remove(count);
        }

        return Length == 0;
    }

    /// <summary>Removes everything and gives the memory back.</summary>
    public void Clear()
    {
        while (_segments.TryDequeue(out WorkMemory<byte>? segment))
        {
            pool.Return(segment);
        }

        _last = null;
        _start = 0;
        _end = 0;
        Length = 0;
    }
}
