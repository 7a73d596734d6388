using System.Buffers.Binary;

namespace Xzact.Audit.Archives.Zip;

/// <summary>The extra fields of one header (APPNOTE 4.5): each an id and a length of two bytes, then data.</summary>
internal sealed class ZipExtraFields
{
    private readonly List<(int Id, byte[] Data)> _fields = [];

    /// <summary>The fields in their order.</summary>
    public IReadOnlyList<(int Id, byte[] Data)> Fields => _fields;

    /// <summary>Whether bytes are left that make no field.</summary>
    public bool IsMalformed { get; private init; }

    public static ZipExtraFields Parse(ReadOnlySpan<byte> bytes)
    {
        List<(int, byte[])> fields = [];
        while (bytes.Length >= 4)
        {
            int id = BinaryPrimitives.ReadUInt16LittleEndian(bytes);
            int length = BinaryPrimitives.ReadUInt16LittleEndian(bytes[2..]);
            if (length > bytes.Length - 4)
            {
                break;
            }

            fields.Add((id, bytes.Slice(4, length).ToArray()));
            bytes = bytes[(4 + length)..];
        }

        var parsed = new ZipExtraFields { IsMalformed = !bytes.IsEmpty };
        parsed._fields.AddRange(fields);
        return parsed;
    }

    /// <summary>The data of the first field of an id; null if there is none.</summary>
    public byte[]? Find(int id)
    {
        foreach ((int fieldId, byte[] data) in _fields)
        {
            if (fieldId == id)
            {
                return data;
            }
        }

        return null;
    }

    /// <summary>4.5.3: replaces saturated 32-bit values, in the fixed order of the arguments, by 64-bit ones.</summary>
    /// <returns>False if a value is saturated and its replacement missing, or above 2^63-1.</returns>
    public bool TryWiden(params Span<long> values)
    {
        ReadOnlySpan<byte> data = Find(ZipLayout.ExtraZip64);
        foreach (ref long value in values)
        {
            if (value != ZipLayout.Saturated32)
            {
                continue;
            }

            if (data.Length < sizeof(long))
            {
                // Without the field the value is what it says: 2^32-1.
                return Find(ZipLayout.ExtraZip64) is null;
            }

            value = BinaryPrimitives.ReadInt64LittleEndian(data);
            data = data[sizeof(long)..];
            if (value < 0)
            {
                return false;
            }
        }

        return true;
    }
}
