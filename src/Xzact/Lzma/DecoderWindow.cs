using Xzact.Format;
using Xzact.Kernels;

namespace Xzact.Lzma;

/// <summary>
/// The dictionary of a decoder and the way out of it: symbols are decoded into the window, and from there copied to the
/// caller. Memory is the dictionary plus <see cref="WindowLayout"/>'s margins, whatever the length of the data.
/// </summary>
internal sealed class DecoderWindow : IDisposable
{
    /// <summary>A history start that makes every distance pass: set once the ring has wrapped.</summary>
    private static readonly nint s_everything = nint.MinValue / 2;

    private readonly WorkMemory<byte> _memory;
    private readonly long _end;
    private WindowCursor _cursor;
    private long _flushed;

    /// <param name="allocator">Where the memory comes from.</param>
    /// <param name="dictionarySize">Declared dictionary size in bytes.</param>
    public DecoderWindow(WorkAllocator allocator, uint dictionarySize)
    {
        DeclaredSize = dictionarySize;
        long size = WindowLayout.DictionarySize(dictionarySize);
        _end = WindowLayout.End(size);
        _memory = allocator.Allocate<byte>(WindowLayout.Size(size));
        _cursor.DictionarySize = (nint)size;
        Reset();
    }

    /// <summary>The size that the window was made for.</summary>
    public uint DeclaredSize { get; }

    /// <summary>Bytes decoded and not yet handed out.</summary>
    public int Unflushed => (int)(_cursor.Position - _flushed);

    internal WorkMemory<byte> Memory => _memory;

    internal ref WindowCursor Cursor => ref _cursor;

    /// <summary>The byte before the position; zero where the history is empty.</summary>
    public byte Previous => _memory.Slice(_cursor.Position - 1, 1)[0];

    /// <summary>Forgets the history: a dictionary reset. Everything must have been handed out.</summary>
    public void Reset()
    {
        _cursor.Position = WindowLayout.Mirror;
        _cursor.HistoryStart = WindowLayout.Mirror;
        _cursor.WrapJump = 0;
        _cursor.Limit = WindowLayout.Mirror;
        _flushed = WindowLayout.Mirror;
        _memory.Slice(WindowLayout.Mirror - 1, 1)[0] = 0;
    }

    /// <summary>
    /// Takes bytes for history, as if they had been decoded and handed out. Only after <see cref="Reset"/>.
    /// </summary>
    /// <param name="history">Of more than the dictionary holds, the last ones count.</param>
    public void SetHistory(ReadOnlySpan<byte> history)
    {
        int count = (int)Math.Min(history.Length, Math.Max(DeclaredSize, LzmaFormat.MinDictionarySize));
        history[^count..].CopyTo(_memory.Slice(_cursor.Position, count));
        _cursor.Position += count;
        _cursor.Limit = _cursor.Position;
        _flushed = _cursor.Position;
    }

    /// <summary>
    /// Makes room for up to <paramref name="wanted"/> more bytes and sets the limit there, or nearer where the ring
    /// ends. Everything must have been handed out.
    /// </summary>
    public void SetLimit(long wanted)
    {
        if (_cursor.Position == _end)
        {
            Span<byte> mirror = _memory.Slice(0, WindowLayout.Mirror);
            _memory.Slice(_end - WindowLayout.Mirror, WindowLayout.Mirror).CopyTo(mirror);
            _cursor.Position = WindowLayout.Mirror;
            _cursor.WrapJump = (nint)(_end - WindowLayout.Mirror);
            _cursor.HistoryStart = s_everything;
            _flushed = WindowLayout.Mirror;
        }

        _cursor.Limit = (nint)Math.Min(_end, _cursor.Position + wanted);
    }

    /// <summary>The byte at <paramref name="distance"/> + 1 before the position; zero where there is none.</summary>
    public byte At(uint distance)
    {
        if (distance >= Math.Min(_cursor.Position - _cursor.HistoryStart, _cursor.DictionarySize))
        {
            return 0;
        }

        long from = _cursor.Position - (long)distance - 1;
        return _memory.Slice(from < 0 ? from + _cursor.WrapJump : from, 1)[0];
    }

    /// <summary>Takes bytes that are not compressed, up to the limit; returns how many.</summary>
    public int Append(ReadOnlySpan<byte> bytes)
    {
        int count = (int)Math.Min(bytes.Length, _cursor.Limit - _cursor.Position);
        bytes[..count].CopyTo(_memory.Slice(_cursor.Position, count));
        _cursor.Position += count;
        return count;
    }

    /// <summary>
    /// Hands out what was decoded; the limit must have been set to what <paramref name="output"/> can take.
    /// </summary>
    public void Flush(ref Span<byte> output)
    {
        int count = Unflushed;
        _memory.Slice(_flushed, count).CopyTo(output);
        output = output[count..];
        _flushed = _cursor.Position;
    }

    public void Dispose() => _memory.Dispose();
}
