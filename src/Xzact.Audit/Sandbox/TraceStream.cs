using Xzact.Audit.Archives;

namespace Xzact.Audit.Sandbox;

/// <summary>
/// Reads lines off a pipe, then whatever follows them. Where little comes at a time it waits for more: a reader that
/// wakes at each line of a tracer would take the processor from the command that is traced.
/// </summary>
internal sealed class TraceStream(Stream stream) : ForwardStream
{
    /// <summary>The longest line that is kept whole, in bytes; the rest of a longer one is passed over.</summary>
    public const int MaxLine = 1 << 18;

    // A pipe holds 64 KiB: a tracer must not wait for us.
    private const int Little = 8 << 10;
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(2);

    private readonly byte[] _buffer = new byte[1 << 16];
    private byte[] _line = new byte[1 << 12];
    private int _start;
    private int _end;
    private int _last = int.MaxValue;

    /// <summary>The next line, without its end; valid until the next call.</summary>
    /// <param name="line">The line, cut to <see cref="MaxLine"/>.</param>
    /// <returns>False at the end of the stream.</returns>
    public bool ReadLine(out ReadOnlySpan<byte> line)
    {
        int length = 0;
        bool any = false;
        while (_start < _end || Fill())
        {
            any = true;
            ReadOnlySpan<byte> rest = _buffer.AsSpan(_start, _end - _start);
            int end = rest.IndexOf((byte)'\n');
            ReadOnlySpan<byte> part = end < 0 ? rest : rest[..end];
            _start += end < 0 ? rest.Length : end + 1;
            if (end >= 0 && length == 0)
            {
                line = part[..Math.Min(part.Length, MaxLine)];
                return true;
            }

            length += Keep(part, length);
            if (end >= 0)
            {
                break;
            }
        }

        line = _line.AsSpan(0, length);
        return any;
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        if (_start == _end)
        {
            return stream.Read(buffer, offset, count);
        }

        int length = Math.Min(count, _end - _start);
        _buffer.AsSpan(_start, length).CopyTo(buffer.AsSpan(offset));
        _start += length;
        return length;
    }

    private int Keep(ReadOnlySpan<byte> part, int length)
    {
        int kept = Math.Min(part.Length, MaxLine - length);
        while (_line.Length < length + kept)
        {
            Array.Resize(ref _line, Math.Min(MaxLine, _line.Length * 2));
        }

        part[..kept].CopyTo(_line.AsSpan(length));
        return kept;
    }

    private bool Fill()
    {
        if (_last < Little)
        {
            Thread.Sleep(s_pause);
        }

        _start = 0;
        _end = _last = stream.Read(_buffer, 0, _buffer.Length);
        return _end > 0;
    }
}
