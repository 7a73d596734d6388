using System.Buffers.Binary;
using Xzact.Checks;
using Xzact.Format;

namespace Xzact.Container;

/// <summary>The Block Header (.xz specification, section 3.1).</summary>
internal sealed class BlockHeader
{
    /// <summary>Size of the header in bytes, 8 to 1024; 0 before it is written.</summary>
    public int Size { get; set; }

    /// <summary>Compressed Size, section 3.1.3, if the header has it.</summary>
    public ulong? CompressedSize { get; init; }

    /// <summary>Uncompressed Size, section 3.1.4, if the header has it.</summary>
    public ulong? UncompressedSize { get; init; }

    /// <summary>The chain, one to four filters, in the order of the encoder; the last one is LZMA2.</summary>
    public required IReadOnlyList<FilterFlags> Filters { get; init; }

    /// <summary>Reads a whole Block Header; null if it is intact and supported.</summary>
    /// <param name="source">The header, as long as its first byte says.</param>
    /// <param name="header">The result.</param>
    public static (XzError Error, int Offset, string Rule)? Read(ReadOnlySpan<byte> source, out BlockHeader? header)
    {
        header = null;
        int crcOffset = source.Length - StreamFormat.Crc32Size;
        if (Crc32.Append(0, source[..crcOffset]) != BinaryPrimitives.ReadUInt32LittleEndian(source[crcOffset..]))
        {
            return (XzError.BlockHeaderCorrupt, crcOffset,
                "The CRC32 of the Block Header does not match (section 3.1.7).");
        }

        byte flags = source[BlockFormat.FlagsOffset];
        if ((flags & BlockFormat.ReservedFlagsMask) != 0)
        {
            return (XzError.UnsupportedBlockHeader, BlockFormat.FlagsOffset,
                "The Block Flags use a reserved bit (section 3.1.2).");
        }

        ReadOnlySpan<byte> rest = source[BlockFormat.FieldsOffset..crcOffset];
        ulong? compressed = null;
        ulong? uncompressed = null;
        if ((flags & BlockFormat.CompressedSizeFlag) != 0)
        {
            if (!Multibyte.TryRead(ref rest, out ulong value) || value == 0
                || value + (ulong)source.Length > BlockFormat.MaxUnpaddedSize)
            {
                return (XzError.BlockHeaderCorrupt, BlockFormat.FieldsOffset,
                    "Compressed Size is not valid (section 3.1.3).");
            }

            compressed = value;
        }

        if ((flags & BlockFormat.UncompressedSizeFlag) != 0)
        {
            if (!Multibyte.TryRead(ref rest, out ulong value))
            {
                return (XzError.BlockHeaderCorrupt, crcOffset - rest.Length,
                    "Uncompressed Size is not valid (section 3.1.4).");
            }

            uncompressed = value;
        }

        var filters = new FilterFlags[(flags & BlockFormat.FilterCountMask) + 1];
        for (int i = 0; i < filters.Length; i++)
        {
            int offset = crcOffset - rest.Length;
            if (FilterFlags.Read(ref rest, out filters[i]) is var (error, rule))
            {
                return (error, offset, rule);
            }
        }

        if (rest.ContainsAnyExcept((byte)0))
        {
            return (XzError.UnsupportedBlockHeader, crcOffset - rest.Length,
                "Header Padding is not zero (section 3.1.6).");
        }

        if (Array.FindIndex(filters, filter => filter.IsLast) != filters.Length - 1)
        {
            return (XzError.UnsupportedFilter, BlockFormat.FieldsOffset,
                "The chain does not end with its only LZMA2 filter (section 5.1).");
        }

        // What the whole header says is read before this is refused: damage is reported before what is not allowed.
        if (Array.Find(filters, filter => filter.IsMisaligned) is { IsMisaligned: true } wrong)
        {
            return (XzError.UnsupportedFilter, BlockFormat.FieldsOffset,
                $"Start offset {wrong.Value} of filter 0x{(ulong)wrong.Id:X} is not a multiple of " +
                $"{BranchFormat.Alignment(wrong.Id)} (section 5.3.2).");
        }

        header = new BlockHeader
        {
            Size = source.Length,
            CompressedSize = compressed,
            UncompressedSize = uncompressed,
            Filters = filters,
        };
        return null;
    }

    /// <summary>Writes the header and returns its size.</summary>
    /// <param name="target">At least <see cref="BlockFormat.MaxHeaderSize"/> bytes, or as many as the header
    /// takes.</param>
    /// <param name="leastSize">The header is padded to this size, a multiple of four.</param>
    public int Write(Span<byte> target, int leastSize = 0)
    {
        int size = BlockFormat.FieldsOffset;
        byte flags = (byte)(Filters.Count - 1);
        if (CompressedSize is { } compressed)
        {
            flags |= BlockFormat.CompressedSizeFlag;
            size += Multibyte.Write(compressed, target[size..]);
        }

        if (UncompressedSize is { } uncompressed)
        {
            flags |= BlockFormat.UncompressedSizeFlag;
            size += Multibyte.Write(uncompressed, target[size..]);
        }

        foreach (FilterFlags filter in Filters)
        {
            size += filter.Write(target[size..]);
        }

        int padded = (size + StreamFormat.Alignment - 1) / StreamFormat.Alignment * StreamFormat.Alignment;
        padded = Math.Max(padded, leastSize - StreamFormat.Crc32Size);
        target[size..padded].Clear();
        Size = padded + StreamFormat.Crc32Size;
        target[BlockFormat.HeaderSizeOffset] = (byte)((Size / BlockFormat.HeaderSizeUnit) - 1);
        target[BlockFormat.FlagsOffset] = flags;
        BinaryPrimitives.WriteUInt32LittleEndian(target[padded..], Crc32.Append(0, target[..padded]));
        return Size;
    }
}
