using System.Buffers.Binary;
using Xzact.Audit.Exposure.Roots;

namespace Xzact.Audit.Exposure.Inventories.Rpm;

/// <summary>Reads the values of a Berkeley DB hash file, as RPM before 4.16 keeps its packages. Every page is read in
/// its order, whatever the hash would be; what a deleted package left behind on no page's list is not seen.</summary>
/// <param name="file">The file Packages.</param>
/// <param name="path">Its path, for messages.</param>
internal sealed class BerkeleyHashFile(byte[] file, string path)
{
    private const uint HashMagic = 0x061561;
    private const int PageHead = 26;
    private const int HashUnsorted = 2;
    private const int HashSorted = 13;
    private const int OverflowPage = 7;
    private const int OffPage = 3;
    private const int OffPageLength = 12;

    private readonly HashSet<uint> _visited = [];
    private bool _isBig;
    private int _pageSize;

    /// <summary>Whether a file begins as such a file does.</summary>
    public static bool Begins(ReadOnlySpan<byte> file) => file.Length >= 512
        && (BinaryPrimitives.ReadUInt32LittleEndian(file[12..]) == HashMagic
            || BinaryPrimitives.ReadUInt32BigEndian(file[12..]) == HashMagic);

    /// <summary>The values that are long enough to be headers.</summary>
    /// <exception cref="InventoryException">It is damaged or cut off.</exception>
    public IEnumerable<StoredHeader> Headers()
    {
        if (!Begins(file))
        {
            throw Damaged("it is no hash file of Berkeley DB", 0);
        }

        _isBig = BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(12)) == HashMagic;
        _pageSize = (int)Math.Min(U32(20), int.MaxValue);
        long last = U32(32);
        if (_pageSize is < 512 or > 65536 || !int.IsPow2(_pageSize) || (last + 1) * _pageSize > file.Length)
        {
            throw Damaged(
                $"it should have {last + 1:N0} pages of {_pageSize:N0} bytes; it was cut off, or is damaged", 20);
        }

        for (int page = 1; page <= last; page++)
        {
            int start = page * _pageSize;
            if (file[start + 25] is not (HashSorted or HashUnsorted))
            {
                continue;
            }

            int count = U16(start + 20);
            if (PageHead + (2 * count) > _pageSize)
            {
                throw Damaged($"page {page} has {count} entries, more than it can hold", start + 20);
            }

            // Keys and values in turn.
            for (int i = 1; i < count; i += 2)
            {
                int at = start + U16(start + PageHead + (2 * i));
                if (at + OffPageLength > start + _pageSize)
                {
                    continue;
                }

                if (file[at] == OffPage)
                {
                    yield return new(at, Chain(U32(at + 4), U32(at + 8), at));
                }
            }
        }
    }

    private byte[] Chain(uint page, uint length, int from)
    {
        if (length > file.Length)
        {
            throw Damaged($"a value of {length:N0} bytes is longer than the file", from);
        }

        byte[] value = new byte[length];
        for (int done = 0; done < value.Length;)
        {
            long start = (long)page * _pageSize;
            if (page == 0 || start + _pageSize > file.Length || file[start + 25] != OverflowPage || !_visited.Add(page))
            {
                throw Damaged($"a value goes on at page {page}, which is none of it", from);
            }

            int piece = Math.Min(U16((int)start + 22), value.Length - done);
            if (piece == 0 || piece > _pageSize - PageHead)
            {
                throw Damaged($"page {page} holds {piece} bytes of a value", start + 22);
            }

            file.AsSpan((int)start + PageHead, piece).CopyTo(value.AsSpan(done));
            done += piece;
            page = U32((int)start + 16);
        }

        return value;
    }

    private uint U32(int at) => _isBig ? BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at))
        : BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(at));

    private int U16(int at) => _isBig ? BinaryPrimitives.ReadUInt16BigEndian(file.AsSpan(at))
        : BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(at));

    private InventoryException Damaged(string what, long offset) => new(what, path, offset);
}
