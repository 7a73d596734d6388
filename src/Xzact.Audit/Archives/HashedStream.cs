using System.Security.Cryptography;

namespace Xzact.Audit.Archives;

/// <summary>Gives what it reads to digests on the way.</summary>
internal sealed class HashedStream(Stream stream, params IncrementalHash[] hashes) : ForwardStream
{
    /// <summary>Bytes read so far.</summary>
    public long Count { get; private set; }

    public override int Read(byte[] buffer, int offset, int count)
    {
        int read = stream.Read(buffer, offset, count);
        foreach (IncrementalHash hash in hashes)
        {
            hash.AppendData(buffer, offset, read);
        }

        Count += read;
        return read;
    }

    /// <summary>Reads what was not read yet.</summary>
    public void Drain()
    {
        byte[] scratch = new byte[ArchiveInput.DefaultBufferSize];
        while (Read(scratch, 0, scratch.Length) > 0)
        {
        }
    }
}
