using Xzact.Audit.Archives;

namespace Xzact.Audit.Content;

/// <summary>Bytes in memory as a stream that is read forward, without a copy.</summary>
internal sealed class MemoryView(ReadOnlyMemory<byte> memory) : ForwardStream
{
    /// <summary>The offset of the next byte.</summary>
    public int At { get; private set; }

    public override int Read(byte[] buffer, int offset, int count)
    {
        count = Math.Min(count, memory.Length - At);
        memory.Span.Slice(At, count).CopyTo(buffer.AsSpan(offset));
        At += count;
        return count;
    }

    public override int ReadByte() => At < memory.Length ? memory.Span[At++] : -1;
}
