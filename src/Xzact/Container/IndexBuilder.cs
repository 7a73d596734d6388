using System.Buffers;
using System.Buffers.Binary;
using Xzact.Checks;
using Xzact.Format;

namespace Xzact.Container;

/// <summary>Collects the records of Blocks and makes an Index of them (.xz specification, section 4).</summary>
internal sealed class IndexBuilder
{
    private readonly ArrayBufferWriter<byte> _records = new();
    private ulong _count;

    /// <summary>Begins again with no Blocks.</summary>
    public void Reset()
    {
        _records.ResetWrittenCount();
        _count = 0;
    }

    /// <summary>Adds a Block.</summary>
    /// <param name="unpaddedSize">Block Header, data and check; without Block Padding.</param>
    /// <param name="uncompressedSize">Bytes that the Block stands for.</param>
    public void Append(ulong unpaddedSize, ulong uncompressedSize)
    {
        Span<byte> record = _records.GetSpan(2 * MultibyteFormat.MaxSize);
        int size = Multibyte.Write(unpaddedSize, record);
        _records.Advance(size + Multibyte.Write(uncompressedSize, record[size..]));
        _count++;
    }

    /// <summary>The Index, from its indicator to its CRC32.</summary>
    public ReadOnlyMemory<byte> Build()
    {
        int size = 1 + Multibyte.Size(_count) + _records.WrittenCount;
        int padded = (size + StreamFormat.Alignment - 1) / StreamFormat.Alignment * StreamFormat.Alignment;
        byte[] index = new byte[padded + StreamFormat.Crc32Size];
        index[0] = IndexFormat.Indicator;
        int start = 1 + Multibyte.Write(_count, index.AsSpan(1));
        _records.WrittenSpan.CopyTo(index.AsSpan(start));
        BinaryPrimitives.WriteUInt32LittleEndian(index.AsSpan(padded), Crc32.Append(0, index.AsSpan(0, padded)));
        return index;
    }
}
