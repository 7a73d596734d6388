using System.Buffers.Binary;

namespace Xzact.Audit.Archives.Zip;

/// <summary>One header of the central directory (APPNOTE 4.3.12).</summary>
internal sealed class ZipEntry
{
    private ZipEntry(long offset, byte[] header, byte[] name, ZipExtraFields extra, byte[] comment)
    {
        Offset = offset;
        RawName = name;
        Extra = extra;
        Comment = comment;
        Host = header[ZipLayout.CentralHostOffset];
        Flags = BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(ZipLayout.CentralFlagsOffset));
        Method = BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(ZipLayout.CentralMethodOffset));
        DosTime = BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(ZipLayout.CentralTimeOffset));
        Crc = BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(ZipLayout.CentralCrcOffset));
        Attributes = BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(ZipLayout.CentralAttributesOffset));
    }

    /// <summary>Offset of this header in the file.</summary>
    public long Offset { get; }

    public byte[] RawName { get; }

    public ZipExtraFields Extra { get; }

    public byte[] Comment { get; }

    /// <summary>The system that made the entry, 4.4.2.</summary>
    public int Host { get; }

    public ushort Flags { get; }

    public ushort Method { get; }

    /// <summary>Time in the lower half, date in the upper.</summary>
    public uint DosTime { get; }

    public uint Crc { get; }

    public uint Attributes { get; }

    public long CompressedSize { get; private init; }

    public long Size { get; private init; }

    /// <summary>Offset of the local header as stored, without what stands before the archive.</summary>
    public long LocalOffset { get; private init; }

    /// <exception cref="ArchiveException">The header is damaged.</exception>
    public static ZipEntry Read(ArchiveInput directory, ArchiveContext context)
    {
        long offset = directory.Offset;
        byte[] header = ReadFull(directory, ZipLayout.CentralLength);
        if (BinaryPrimitives.ReadUInt32LittleEndian(header) != ZipLayout.CentralSignature)
        {
            throw new ArchiveException(
                ArchiveErrorReason.Corrupt, "the central directory holds something that is no header", offset);
        }

        int nameLength = BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(ZipLayout.CentralNameLengthOffset));
        int extraLength = BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(ZipLayout.CentralExtraLengthOffset));
        int commentLength =
            BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(ZipLayout.CentralCommentLengthOffset));
        context.CheckNameLength(nameLength, offset);
        byte[] name = ReadFull(directory, nameLength);
        ZipExtraFields extra = ZipExtraFields.Parse(ReadFull(directory, extraLength));
        byte[] comment = ReadFull(directory, commentLength);

        long[] widened =
        [
            BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(ZipLayout.CentralSizeOffset)),
            BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(ZipLayout.CentralCompressedSizeOffset)),
            BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(ZipLayout.CentralLocalOffsetOffset)),
        ];
        if (!extra.TryWiden(widened))
        {
            throw new ArchiveException(
                ArchiveErrorReason.Corrupt, "the zip64 field of a central header does not fit it", offset);
        }

        if (BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(ZipLayout.CentralDiskOffset))
            is not (0 or ZipLayout.Saturated16))
        {
            throw new ArchiveException(
                ArchiveErrorReason.Unsupported, "zip archives of several volumes are not read", offset);
        }

        return new ZipEntry(offset, header, name, extra, comment)
        {
            Size = widened[0],
            CompressedSize = widened[1],
            LocalOffset = widened[2],
        };
    }

    private static byte[] ReadFull(ArchiveInput directory, int count)
    {
        byte[] bytes = new byte[count];
        return directory.ReadFull(bytes, 0, count) == count
            ? bytes
            : throw new ArchiveException(
                ArchiveErrorReason.Corrupt, "the central directory ends inside a header", directory.Offset);
    }
}
