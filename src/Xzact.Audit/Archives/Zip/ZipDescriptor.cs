using System.Buffers.Binary;

namespace Xzact.Audit.Archives.Zip;

/// <summary>The data descriptor behind a member's data (APPNOTE 4.3.9), whose form nothing announces: with or
/// without a signature, with sizes of 4 or 8 bytes.</summary>
internal static class ZipDescriptor
{
    /// <summary>Returns the length of the form that states what the central header states; 0 if none does. Of several,
    /// which differ where a size is 0, the one that a signature follows.</summary>
    public static int Match(ZipFile file, long offset, ZipEntry entry)
    {
        int available = (int)Math.Min(ZipLayout.DescriptorMaxLength + sizeof(ushort), file.Length - offset);
        ReadOnlySpan<byte> bytes = file.Read(offset, available, "a data descriptor");
        Span<byte> expected = stackalloc byte[ZipLayout.DescriptorMaxLength];
        int first = 0;
        foreach (bool hasSignature in (ReadOnlySpan<bool>)[true, false])
        {
            foreach (bool isWide in (ReadOnlySpan<bool>)[false, true])
            {
                int length = Write(expected, entry, hasSignature, isWide);
                if (!bytes.StartsWith(expected[..length]))
                {
                    continue;
                }

                first = first == 0 ? length : first;
                if (bytes[length..].StartsWith("PK"u8))
                {
                    return length;
                }
            }
        }

        return first;
    }

    private static int Write(Span<byte> to, ZipEntry entry, bool hasSignature, bool isWide)
    {
        int length = 0;
        if (hasSignature)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(to, ZipLayout.DescriptorSignature);
            length += sizeof(uint);
        }

        BinaryPrimitives.WriteUInt32LittleEndian(to[length..], entry.Crc);
        length += sizeof(uint);
        foreach (long size in (ReadOnlySpan<long>)[entry.CompressedSize, entry.Size])
        {
            if (isWide)
            {
                BinaryPrimitives.WriteInt64LittleEndian(to[length..], size);
                length += sizeof(long);
            }
            else
            {
                BinaryPrimitives.WriteUInt32LittleEndian(to[length..], (uint)size);
                length += sizeof(uint);
            }
        }

        return length;
    }
}
