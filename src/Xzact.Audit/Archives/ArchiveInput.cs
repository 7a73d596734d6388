using System.Runtime.ExceptionServices;

namespace Xzact.Audit.Archives;

/// <summary>The compressed bytes as they are stored: counts those that were taken, and can look ahead without taking.
/// </summary>
/// <param name="stream">Where the bytes come from, at its present position; it stays the caller's.</param>
/// <param name="context">The clock of this reading.</param>
/// <param name="start">The offset of the first byte in the file.</param>
/// <param name="bufferSize">The furthest that <see cref="Peek"/> can look, in bytes.</param>
internal sealed class ArchiveInput(
    Stream stream, ArchiveContext context, long start = 0, int bufferSize = ArchiveInput.DefaultBufferSize)
    : ForwardStream
{
    public const int DefaultBufferSize = 65536;

    private readonly byte[] _buffer = new byte[bufferSize];
    private int _next;
    private int _end;
    private bool _atEnd;
    private ExceptionDispatchInfo? _failure;

    /// <summary>The offset in the file of the next byte to be taken.</summary>
    public long Offset { get; private set; } = start;

    /// <summary>Looks at up to <paramref name="count"/> bytes without taking them; fewer at the end, and never more
    /// than the buffer holds.</summary>
    public ReadOnlySpan<byte> Peek(int count)
    {
        // A full buffer would ask the stream for nothing, and nothing is what a stream gives at its end.
        count = Math.Min(count, _buffer.Length);
        while (_end - _next < count && !_atEnd)
        {
            Buffer.BlockCopy(_buffer, _next, _buffer, 0, _end - _next);
            _end -= _next;
            _next = 0;
            Fill();
        }

        return _buffer.AsSpan(_next, Math.Min(count, _end - _next));
    }

    /// <summary>Looks at all that is at hand: at least one byte, unless it is the end.</summary>
    public ReadOnlySpan<byte> PeekAvailable()
    {
        Peek(1);
        return _buffer.AsSpan(_next, _end - _next);
    }

    /// <summary>Takes bytes that were looked at.</summary>
    public void Take(int count)
    {
        _next += count;
        Offset += count;
    }

    /// <summary>Throws what reading threw before. For decoders that swallow the exceptions of their source.</summary>
    public void ThrowIfFailed() => _failure?.Throw();

    public override int ReadByte()
    {
        if (_next == _end && !Refill())
        {
            return -1;
        }

        Offset++;
        return _buffer[_next++];
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        if (count == 0 || (_next == _end && !Refill()))
        {
            return 0;
        }

        int taken = Math.Min(count, _end - _next);
        Buffer.BlockCopy(_buffer, _next, buffer, offset, taken);
        Take(taken);
        return taken;
    }

    private bool Refill()
    {
        if (_atEnd)
        {
            return false;
        }

        _next = _end = 0;
        Fill();
        return _end > 0;
    }

    private void Fill()
    {
        try
        {
            context.CheckTime(Offset, ArchiveOffsetBase.File);
            int read = stream.Read(_buffer, _end, _buffer.Length - _end);
            _atEnd = read == 0;
            _end += read;
        }
        catch (Exception exception)
        {
            _failure = ExceptionDispatchInfo.Capture(exception);
            throw;
        }
    }
}
