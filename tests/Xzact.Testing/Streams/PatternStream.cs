namespace Xzact.Testing.Streams;

/// <summary>
/// A stream as long as one likes that takes no memory: a period of about a thousand bytes, and its own position every
/// now and then, so that nothing can be mistaken for another place.
/// </summary>
/// <param name="length">Its length in bytes.</param>
public sealed class PatternStream(long length) : Stream
{
    private const int Period = 1009;
    private const int Mark = 1 << 20;

    private long _position;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => length;

    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    /// <summary>The bytes at a place.</summary>
    public static byte[] Bytes(long position, int count)
    {
        byte[] bytes = new byte[count];
        Fill(bytes, position);
        return bytes;
    }

    public override int Read(Span<byte> buffer)
    {
        int count = (int)Math.Min(buffer.Length, length - _position);
        Fill(buffer[..count], _position);
        _position += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private static void Fill(Span<byte> bytes, long position)
    {
        int phase = (int)(position % Period);
        for (int i = 0; i < bytes.Length; i++)
        {
            bytes[i] = (byte)(phase * 37 / 11);
            phase = phase + 1 == Period ? 0 : phase + 1;
        }

        // Eight bytes that say where they are, at each multiple of the distance between marks.
        for (long mark = (position / Mark * Mark) - Mark; mark < position + bytes.Length; mark += Mark)
        {
            for (int i = 0; i < sizeof(long); i++)
            {
                long at = mark + i - position;
                if (mark >= 0 && at >= 0 && at < bytes.Length)
                {
                    bytes[(int)at] = (byte)(mark >> (8 * i));
                }
            }
        }
    }
}
