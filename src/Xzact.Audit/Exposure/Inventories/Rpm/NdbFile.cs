using System.Buffers.Binary;
using Xzact.Audit.Exposure.Roots;

namespace Xzact.Audit.Exposure.Inventories.Rpm;

/// <summary>Reads RPM's own database format, ndb: pages of slots, each of which leads to a blob in blocks of 16
/// bytes.</summary>
/// <param name="file">The file Packages.db.</param>
/// <param name="path">Its path, for messages.</param>
internal sealed class NdbFile(byte[] file, string path)
{
    private const int PageBytes = 4096;
    private const int SlotBytes = 16;
    private const int BlockBytes = 16;
    private const int BlobHeadBytes = 16;
    private const int FirstSlot = 2;

    /// <summary>Whether a file begins as such a database does.</summary>
    public static bool Begins(ReadOnlySpan<byte> file) => file.StartsWith("RpmP"u8);

    /// <summary>The headers that the slots lead to.</summary>
    /// <exception cref="InventoryException">It is damaged or cut off.</exception>
    public IEnumerable<StoredHeader> Headers()
    {
        if (file.Length < PageBytes || !Begins(file))
        {
            throw Damaged("it is no database of the format ndb", 0);
        }

        uint version = U32(4);
        uint pages = U32(12);
        if (version != 0 || pages == 0 || (long)pages * PageBytes > file.Length)
        {
            throw Damaged(
                $"it is of version {version} with {pages:N0} pages of slots; it was cut off, or is damaged", 4);
        }

        for (int slot = FirstSlot; slot < pages * (PageBytes / SlotBytes); slot++)
        {
            int at = slot * SlotBytes;
            if (!file.AsSpan(at).StartsWith("Slot"u8))
            {
                throw Damaged($"slot {slot} does not begin with its mark", at);
            }

            uint block = U32(at + 8);
            if (block != 0)
            {
                yield return Blob(at, U32(at + 4), (long)block * BlockBytes, (long)U32(at + 12) * BlockBytes);
            }
        }
    }

    private StoredHeader Blob(int slot, uint package, long start, long length)
    {
        if (start + length > file.Length || length < BlobHeadBytes)
        {
            throw Damaged($"package {package} lies outside the file: it was cut off, or is damaged", slot);
        }

        uint size = U32((int)start + 12);
        return file.AsSpan((int)start).StartsWith("BlbS"u8) && U32((int)start + 4) == package
            && BlobHeadBytes + (long)size <= length
            ? new(start + BlobHeadBytes, file.AsSpan((int)start + BlobHeadBytes, (int)size).ToArray())
            : throw Damaged($"package {package} does not begin with its mark and length", start);
    }

    private uint U32(int at) => BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(at));

    private InventoryException Damaged(string what, long offset) => new(what, path, offset);
}
