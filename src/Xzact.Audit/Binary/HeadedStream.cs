using Xzact.Audit.Archives;

namespace Xzact.Audit.Binary;

/// <summary>Bytes that were read ahead, and then the rest of their stream, which stays the caller's.</summary>
/// <param name="head">The bytes.</param>
/// <param name="rest">The rest.</param>
internal sealed class HeadedStream(byte[] head, Stream rest) : ForwardStream
{
    private int _at;

    public override int Read(byte[] buffer, int offset, int count)
    {
        if (_at == head.Length)
        {
            return rest.Read(buffer, offset, count);
        }

        int taken = Math.Min(count, head.Length - _at);
        head.AsSpan(_at, taken).CopyTo(buffer.AsSpan(offset));
        _at += taken;
        return taken;
    }
}
