using Xzact.Audit.Archives;

namespace Xzact.Audit.Witness;

/// <summary>A stream that ends with an error where it would give more than a number of bytes.</summary>
internal sealed class BoundedStream(Stream stream, long limit) : ForwardStream
{
    private long _read;

    /// <exception cref="InvalidDataException">There is more than the limit.</exception>
    public override int Read(byte[] buffer, int offset, int count)
    {
        int read = stream.Read(buffer, offset, count);
        _read += read;
        return _read <= limit ? read : throw new InvalidDataException($"it unpacks to more than {limit:N0} bytes");
    }

    protected override void Dispose(bool disposing)
    {
        stream.Dispose();
        base.Dispose(disposing);
    }
}
