using System.Buffers.Binary;

namespace Xzact.Audit.Archives.Zip;

/// <summary>A local file header (APPNOTE 4.3.7), as far as it is compared with the central one.</summary>
internal sealed class ZipLocalHeader
{
    private readonly List<string> _differences = [];

    private ZipLocalHeader(long dataOffset, byte[] name, ZipExtraFields extra)
    {
        DataOffset = dataOffset;
        Name = name;
        Extra = extra;
    }

    /// <summary>Offset of the member's data in the file.</summary>
    public long DataOffset { get; }

    /// <summary>The name as stored.</summary>
    public byte[] Name { get; }

    public ZipExtraFields Extra { get; }

    /// <summary>The names of the fields that differ from the central header.</summary>
    public IReadOnlyList<string> Differences => _differences;

    /// <exception cref="ArchiveException">There is no local header at that place.</exception>
    public static ZipLocalHeader Read(ZipFile file, long offset, ZipEntry entry)
    {
        byte[] header = file.Read(offset, ZipLayout.LocalLength, "a local header");
        if (!header.AsSpan().StartsWith(ZipLayout.LocalMagic))
        {
            throw new ArchiveException(
                ArchiveErrorReason.Corrupt,
                "the central directory points at something that is no local header",
                offset);
        }

        int nameLength = U16(ZipLayout.LocalNameLengthOffset);
        int extraLength = U16(ZipLayout.LocalExtraLengthOffset);
        byte[] rest = file.Read(offset + ZipLayout.LocalLength, nameLength + extraLength, "a local header");
        ZipExtraFields extra = ZipExtraFields.Parse(rest.AsSpan(nameLength));
        var local = new ZipLocalHeader(
            offset + ZipLayout.LocalLength + rest.Length, rest[..nameLength], extra);
        local.Compare("name", rest.AsSpan(0, nameLength).SequenceEqual(entry.RawName));
        local.Compare("flags", U16(ZipLayout.LocalFlagsOffset) == entry.Flags);
        local.Compare("method", U16(ZipLayout.LocalMethodOffset) == entry.Method);
        local.Compare("time", U32(ZipLayout.LocalTimeOffset) == entry.DosTime);

        // 4.4.4: with a data descriptor the three are 0 here, and follow the data.
        long[] sizes = [U32(ZipLayout.LocalSizeOffset), U32(ZipLayout.LocalCompressedSizeOffset)];
        bool widens = extra.TryWiden(sizes);
        bool isDeferred = (entry.Flags & ZipLayout.FlagDescriptor) != 0;
        local.Compare("CRC-32", Fits(U32(ZipLayout.LocalCrcOffset), entry.Crc));
        local.Compare("size", widens && Fits(sizes[0], entry.Size));
        local.Compare("compressed size", widens && Fits(sizes[1], entry.CompressedSize));
        return local;

        bool Fits(long here, long there) => here == there || (isDeferred && here == 0);
        ushort U16(int at) => BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(at));
        uint U32(int at) => BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(at));
    }

    private void Compare(string field, bool isEqual)
    {
        if (!isEqual)
        {
            _differences.Add(field);
        }
    }
}
