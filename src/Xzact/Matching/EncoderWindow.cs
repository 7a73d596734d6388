using Xzact.Kernels;

namespace Xzact.Matching;

/// <summary>
/// What an encoder has seen and what it will see next, in one contiguous piece; see <see cref="EncoderWindowLayout"/>.
/// </summary>
internal sealed class EncoderWindow : IDisposable
{
    private readonly long _capacity;
    private readonly long _keep;

    /// <param name="allocator">Where the memory comes from.</param>
    /// <param name="dictionarySize">Dictionary size in bytes.</param>
    public EncoderWindow(WorkAllocator allocator, uint dictionarySize)
    {
        _capacity = EncoderWindowLayout.Size(dictionarySize);
        _keep = EncoderWindowLayout.Keep(dictionarySize);
        Memory = allocator.Allocate<byte>(_capacity + EncoderWindowLayout.Slack);
    }

    /// <summary>Working memory in bytes.</summary>
    public static long MemoryUsage(uint dictionarySize) =>
        EncoderWindowLayout.Size(dictionarySize) + EncoderWindowLayout.Slack;

    /// <summary>The memory; indexes below are into it.</summary>
    public WorkMemory<byte> Memory { get; }

    /// <summary>End of the data.</summary>
    public long End { get; private set; }

    /// <summary>Free bytes behind the data.</summary>
    public long Free => _capacity - End;

    /// <summary>Whether nothing will follow <see cref="End"/>.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>Forgets everything.</summary>
    public void Reset()
    {
        End = 0;
        IsComplete = false;
    }

    /// <summary>Says that nothing will follow.</summary>
    public void Complete() => IsComplete = true;

    /// <summary>Takes as much of <paramref name="source"/> as there is room for, and cuts it off.</summary>
    public void Append(ref ReadOnlySpan<byte> source)
    {
        int count = (int)Math.Min(source.Length, Free);
        source[..count].CopyTo(Memory.Slice(End, count));
        End += count;
        source = source[count..];
    }

    /// <summary>
    /// Moves what is still needed to the start of the window; returns how far, a multiple of sixteen, so that positions
    /// keep their low bits.
    /// </summary>
    /// <param name="position">The position; the dictionary before it is kept.</param>
    public long Slide(long position)
    {
        long distance = Math.Max(0, position - _keep) & ~15L;
        Drop(distance);
        return distance;
    }

    /// <summary>Forgets what lies before the position; what follows it is still to be encoded.</summary>
    public void Restart(long position)
    {
        Drop(position);
        IsComplete = false;
    }

    public void Dispose() => Memory.Dispose();

    private void Drop(long distance)
    {
        const int Piece = 1 << 24;
        long left = distance == 0 ? 0 : End - distance;
        for (long to = 0; left > 0; to += Piece)
        {
            int count = (int)Math.Min(Piece, left);
            Memory.Slice(to + distance, count).CopyTo(Memory.Slice(to, count));
            left -= count;
        }

        End -= distance;
    }
}
