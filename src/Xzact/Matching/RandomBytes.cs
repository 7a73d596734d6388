using System.Buffers.Binary;
using System.Numerics;
using Xzact.Kernels;

namespace Xzact.Matching;

/// <summary>
/// Remembers where in the window bytes are that look random, to tell whether others like them are repetitions: one
/// position in sixteen, with the eight bytes that follow.
/// </summary>
/// <remarks>
/// The match finder's tables would know more, but how far they are ahead of the encoder depends on how its input comes.
/// </remarks>
internal sealed class RandomBytes : IDisposable
{
    /// <summary>Bytes from one remembered position to the next: a repetition of this and eight more is found.</summary>
    private const int Step = 16;

    // Odd, with well spread bits: 2^64 divided by the golden ratio.
    private const ulong Multiplier = 0x9E3779B97F4A7C15;

    private readonly EncoderWindow _window;
    private readonly uint _dictionarySize;
    private readonly int _bits;
    private readonly WorkMemory<uint> _table;
    private uint _base;
    private bool _isEmpty = true;

    /// <param name="allocator">Where the memory comes from.</param>
    /// <param name="window">Where the bytes are.</param>
    /// <param name="dictionarySize">How far back a repetition may be.</param>
    public RandomBytes(WorkAllocator allocator, EncoderWindow window, uint dictionarySize)
    {
        _window = window;
        _dictionarySize = dictionarySize;
        _bits = Bits(dictionarySize);
        _table = allocator.Allocate<uint>(1L << _bits);
        Reset();
    }

    /// <summary>Working memory in bytes.</summary>
    public static long MemoryUsage(uint dictionarySize) => sizeof(uint) << Bits(dictionarySize);

    /// <summary>Forgets everything.</summary>
    public void Reset()
    {
        if (!_isEmpty)
        {
            _table.Clear();
        }

        // An empty entry is then farther away than any repetition may be.
        _isEmpty = true;
        _base = _dictionarySize + 1;
    }

    /// <summary>The window was moved by so many bytes.</summary>
    public void Slid(long distance) => _base += (uint)distance;

    /// <summary>Remembers bytes.</summary>
    /// <param name="index">Where in the window they start.</param>
    /// <param name="count">How many; the last eight or fewer are not remembered.</param>
    public void Remember(long index, int count)
    {
        _isEmpty = false;
        Span<uint> table = _table.Span;
        ReadOnlySpan<byte> bytes = _window.Memory.Slice(index, count);
        for (int i = 0; i <= count - sizeof(ulong); i += Step)
        {
            table[Hash(bytes[i..])] = (uint)(index + i) + _base;
        }
    }

    /// <summary>Whether any of the bytes repeat what is remembered.</summary>
    /// <param name="index">Where in the window they start.</param>
    /// <param name="count">How many.</param>
    public bool Repeat(long index, int count)
    {
        if (_isEmpty)
        {
            return false;
        }

        Span<uint> table = _table.Span;
        ReadOnlySpan<byte> bytes = _window.Memory.Slice(index, count);
        for (int i = 0; i <= count - sizeof(ulong); i++)
        {
            ReadOnlySpan<byte> here = bytes[i..];
            uint distance = (uint)(index + i) + _base - table[Hash(here)];
            if (distance - 1 < _dictionarySize && distance <= index + i
                && _window.Memory.Slice(index + i - distance, sizeof(ulong)).SequenceEqual(here[..sizeof(ulong)]))
            {
                return true;
            }
        }

        return false;
    }

    public void Dispose() => _table.Dispose();

    private static int Bits(uint dictionarySize) => Math.Max(BitOperations.Log2(dictionarySize / Step) - 1, 6);

    private int Hash(ReadOnlySpan<byte> bytes) =>
        (int)((BinaryPrimitives.ReadUInt64LittleEndian(bytes) * Multiplier) >> (64 - _bits));
}
