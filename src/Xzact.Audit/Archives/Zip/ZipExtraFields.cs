using System.Buffers.Binary;
using System.Numerics;

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

    /// <summary>How many bytes of a field of a usual id its definition has no use for; null for another id. The values
    /// in a zip64 field depend on the header, see <see cref="HasUnusedZip64"/>.</summary>
    public static int? UnusedBytes(int id, ReadOnlySpan<byte> data)
    {
        const int Ntfs = 4 + 2 + 2 + (3 * 8); // reserved, one attribute of three times
        int used = id switch
        {
            ZipLayout.ExtraZip64 or ZipLayout.ExtraUnicodePath => data.Length,
            ZipLayout.ExtraNtfs => data.Length < 4 || data[..4].ContainsAnyExcept((byte)0) ? 0 : Ntfs,
            ZipLayout.ExtraTimes => data.IsEmpty ? 0 : 1 + (sizeof(int) * BitOperations.PopCount(data[0] & 7u)),
            ZipLayout.ExtraUnixIds => UsedByIds(data),
            ZipLayout.ExtraUnixOld => (2 * sizeof(int)) + (2 * sizeof(short)),
            ZipLayout.ExtraUnixIdsOld => 2 * sizeof(short),
            _ => -1,
        };
        return used < 0 ? null : Math.Max(0, data.Length - used);
    }

    /// <summary>Whether a zip64 field holds something else than the values that it may hold, in their order: it may
    /// repeat a value that the header itself could say, and leave out any; the last four bytes are a disk, 0.</summary>
    public bool HasUnusedZip64(params ReadOnlySpan<long> values)
    {
        ReadOnlySpan<byte> data = Find(ZipLayout.ExtraZip64);
        foreach (long value in values)
        {
            bool isHere = data.Length >= sizeof(long)
                && BinaryPrimitives.ReadInt64LittleEndian(data) is var stored && (stored == value || stored == 0);
            data = isHere ? data[sizeof(long)..] : data;
        }

        bool isDisk = data.Length == sizeof(uint) && !data.ContainsAnyExcept((byte)0);
        return (!data.IsEmpty && !isDisk) || _fields.Count(field => field.Id == ZipLayout.ExtraZip64) > 1;
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

    /// <summary>A version, then the user's and the group's id, each behind its length.</summary>
    private static int UsedByIds(ReadOnlySpan<byte> data)
    {
        int at = 1;
        for (int i = 0; i < 2 && at < data.Length; i++)
        {
            if (data[at] > sizeof(long))
            {
                return at;
            }

            at += 1 + data[at];
        }

        return at;
    }
}
