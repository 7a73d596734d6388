namespace Xzact.Audit.Tests.Archives;

/// <summary>A stream over bytes that cannot seek and, like a pipe, gives fewer bytes than asked for.</summary>
internal sealed class ForwardOnly(byte[] bytes, int most = 7) : Stream
{
    private int _next;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        int given = Math.Min(Math.Min(count, most), bytes.Length - _next);
        Array.Copy(bytes, _next, buffer, offset, given);
        _next += given;
        return given;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
