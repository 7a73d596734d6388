using System.Buffers.Binary;
using Xzact.Checks;

namespace Xzact.Container;

/// <summary>
/// Sums up the sizes of Blocks, so that the list of Blocks that were decoded can be compared with the list that the
/// Index gives (.xz specification, section 4.3), without keeping either.
/// </summary>
internal sealed class IndexHash
{
    private readonly Sha256 _hash = new();
    private readonly byte[] _record = new byte[2 * sizeof(ulong)];

    /// <summary>Number of Blocks.</summary>
    public ulong Count { get; private set; }

    /// <summary>Bytes of the Index's List of Records for these Blocks.</summary>
    public ulong ListSize { get; private set; }

    /// <summary>Adds a Block.</summary>
    /// <param name="unpaddedSize">Block Header, data and check; without Block Padding.</param>
    /// <param name="uncompressedSize">Bytes that the Block stands for.</param>
    public void Append(ulong unpaddedSize, ulong uncompressedSize)
    {
        Count++;
        ListSize += (ulong)(Multibyte.Size(unpaddedSize) + Multibyte.Size(uncompressedSize));
        BinaryPrimitives.WriteUInt64LittleEndian(_record, unpaddedSize);
        BinaryPrimitives.WriteUInt64LittleEndian(_record.AsSpan(sizeof(ulong)), uncompressedSize);
        _hash.Append(_record);
    }

    /// <summary>Writes the digest of what was added; only <see cref="Reset"/> may follow.</summary>
    public void Finish(Span<byte> digest) => _hash.Finish(digest);

    /// <summary>Begins again with no Blocks.</summary>
    public void Reset()
    {
        Count = 0;
        ListSize = 0;
        _hash.Reset();
    }
}
