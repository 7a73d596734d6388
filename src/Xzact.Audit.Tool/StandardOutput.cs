using System.Text;

namespace Xzact.Audit.Tool;

/// <summary>
/// Standard output of this process, whose failures are told from those of files. After the first failure nothing more
/// is written. A reader that has enough of it and goes away is no failure.
/// </summary>
internal sealed class StandardOutput(Stream stream) : Stream
{
    private const int BufferSize = 1 << 16;

    private bool _failed;

    /// <summary>A writer of UTF-8, which must be flushed.</summary>
    public static TextWriter Open() => new StreamWriter(
        new StandardOutput(Console.OpenStandardOutput()), new UTF8Encoding(false), BufferSize);

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <exception cref="OutputException">It cannot be written.</exception>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (_failed)
        {
            return;
        }

        try
        {
            stream.Write(buffer);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _failed = true;
            throw OutputException.Of("standard output", e);
        }
    }

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
