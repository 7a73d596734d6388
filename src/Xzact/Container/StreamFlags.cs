using System.Buffers.Binary;
using Xzact.Checks;
using Xzact.Format;

namespace Xzact.Container;

/// <summary>The Stream Header and the Stream Footer (.xz specification, sections 2.1.1 and 2.1.2).</summary>
internal static class StreamFlags
{
    /// <summary>Reads a Stream Header; null if it is whole and supported.</summary>
    public static (XzError Error, int Offset, string Rule)? ReadHeader(ReadOnlySpan<byte> header, out CheckId check)
    {
        check = CheckId.None;
        if (!header.StartsWith(StreamFormat.HeaderMagic))
        {
            return (XzError.FormatNotRecognized, 0,
                "The data does not start with the magic bytes of .xz (section 2.1.1.1).");
        }

        ReadOnlySpan<byte> flags = header.Slice(StreamFormat.HeaderFlagsOffset, StreamFormat.FlagsSize);
        if (Crc32.Append(0, flags) != BinaryPrimitives.ReadUInt32LittleEndian(header[StreamFormat.HeaderCrc32Offset..]))
        {
            return (XzError.StreamHeaderCorrupt, StreamFormat.HeaderCrc32Offset,
                "The CRC32 of the Stream Header does not match (section 2.1.1.3).");
        }

        return ReadFlags(flags, StreamFormat.HeaderFlagsOffset, out check);
    }

    /// <summary>Reads a Stream Footer; null if it is whole and supported.</summary>
    public static (XzError Error, int Offset, string Rule)? ReadFooter(
        ReadOnlySpan<byte> footer, out CheckId check, out ulong backwardSize)
    {
        check = CheckId.None;
        backwardSize = 0;
        if (!footer[StreamFormat.FooterMagicOffset..].StartsWith(StreamFormat.FooterMagic))
        {
            return (XzError.StreamFooterCorrupt, StreamFormat.FooterMagicOffset,
                "The Stream Footer does not end with its magic bytes (section 2.1.2.4).");
        }

        ReadOnlySpan<byte> covered = footer[StreamFormat.FooterBackwardSizeOffset..StreamFormat.FooterMagicOffset];
        ReadOnlySpan<byte> crc = footer[StreamFormat.FooterCrc32Offset..];
        if (Crc32.Append(0, covered) != BinaryPrimitives.ReadUInt32LittleEndian(crc))
        {
            return (XzError.StreamFooterCorrupt, StreamFormat.FooterCrc32Offset,
                "The CRC32 of the Stream Footer does not match (section 2.1.2.1).");
        }

        uint stored = BinaryPrimitives.ReadUInt32LittleEndian(footer[StreamFormat.FooterBackwardSizeOffset..]);
        backwardSize = ((ulong)stored + 1) * StreamFormat.BackwardSizeUnit;
        ReadOnlySpan<byte> flags = footer.Slice(StreamFormat.FooterFlagsOffset, StreamFormat.FlagsSize);
        return ReadFlags(flags, StreamFormat.FooterFlagsOffset, out check);
    }

    /// <summary>Writes a Stream Header.</summary>
    public static void WriteHeader(Span<byte> header, CheckId check)
    {
        StreamFormat.HeaderMagic.CopyTo(header);
        Span<byte> flags = header.Slice(StreamFormat.HeaderFlagsOffset, StreamFormat.FlagsSize);
        WriteFlags(flags, check);
        BinaryPrimitives.WriteUInt32LittleEndian(header[StreamFormat.HeaderCrc32Offset..], Crc32.Append(0, flags));
    }

    /// <summary>Writes a Stream Footer.</summary>
    /// <param name="footer">Where to.</param>
    /// <param name="check">As in the header.</param>
    /// <param name="backwardSize">Size of the Index in bytes, a multiple of four.</param>
    public static void WriteFooter(Span<byte> footer, CheckId check, ulong backwardSize)
    {
        uint stored = checked((uint)((backwardSize / StreamFormat.BackwardSizeUnit) - 1));
        BinaryPrimitives.WriteUInt32LittleEndian(footer[StreamFormat.FooterBackwardSizeOffset..], stored);
        WriteFlags(footer.Slice(StreamFormat.FooterFlagsOffset, StreamFormat.FlagsSize), check);
        StreamFormat.FooterMagic.CopyTo(footer[StreamFormat.FooterMagicOffset..]);
        ReadOnlySpan<byte> covered = footer[StreamFormat.FooterBackwardSizeOffset..StreamFormat.FooterMagicOffset];
        BinaryPrimitives.WriteUInt32LittleEndian(footer[StreamFormat.FooterCrc32Offset..], Crc32.Append(0, covered));
    }

    private static void WriteFlags(Span<byte> flags, CheckId check)
    {
        flags[0] = 0;
        flags[1] = (byte)check;
    }

    private static (XzError Error, int Offset, string Rule)? ReadFlags(
        ReadOnlySpan<byte> flags, int offset, out CheckId check)
    {
        check = (CheckId)(flags[1] & StreamFormat.CheckMask);
        if (flags[0] != 0 || (flags[1] & ~StreamFormat.CheckMask) != 0)
        {
            return (XzError.UnsupportedStreamFlags, offset, "The Stream Flags use a reserved bit (section 2.1.1.2).");
        }

        return null;
    }
}
