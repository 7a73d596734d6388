using Xzact.Container;
using Xzact.Format;
using Xzact.Reading;
using Xzact.Tools.Filters;
using Xzact.Tools.Memory;

namespace Xzact.Tools.Listing;

/// <summary>What a Block's own header and check say, beyond the Index.</summary>
internal sealed record BlockDetails
{
    private const uint VersionWithArm64 = 50040002;
    private const uint VersionWithRiscV = 50060002;

    /// <summary>5.0.2: older ones fail on a Block whose LZMA2 data is empty.</summary>
    private const uint VersionWithEmptyLzma2 = 50000022;

    /// <summary>Bytes of the Block Header.</summary>
    public required int HeaderSize { get; init; }

    /// <summary>Which sizes the header gives.</summary>
    public required bool HasCompressedSize { get; init; }

    public required bool HasUncompressedSize { get; init; }

    /// <summary>Bytes of the compressed data.</summary>
    public required ulong CompressedDataSize { get; init; }

    /// <summary>The check as it is written; "---" if there is none.</summary>
    public required string CheckValue { get; init; }

    /// <summary>Bytes of memory that decompression takes.</summary>
    public required ulong Memory { get; init; }

    /// <summary>The chain, in the form of options.</summary>
    public required string Filters { get; init; }

    /// <summary>The oldest release of XZ Utils that decompresses the Block, as XYYYZZZS.</summary>
    public required uint MinVersion { get; init; }

    public bool HasSizes => HasCompressedSize && HasUncompressedSize;

    /// <summary>Both flags as two letters.</summary>
    public string Flags => (HasCompressedSize ? "c" : "-") + (HasUncompressedSize ? "u" : "-");

    /// <summary>Reads what belongs to one Block.</summary>
    /// <param name="readAt">Reads the file.</param>
    /// <param name="block">What the Index says about it.</param>
    /// <returns>The details; or what is wrong.</returns>
    public static (BlockDetails? Details, XzError Error) Read(ReadAt readAt, XzIndexBlock block)
    {
        long offset = block.CompressedOffset;
        CheckId check = block.Stream.Check;
        byte[] header = new byte[BlockFormat.MaxHeaderSize];
        int headerSize = Fill(readAt, header.AsSpan(0, 1), offset)
            ? (header[0] + 1) * BlockFormat.HeaderSizeUnit
            : 0;
        if (headerSize < BlockFormat.MinHeaderSize || !Fill(readAt, header.AsSpan(0, headerSize), offset))
        {
            return (null, XzError.BlockHeaderCorrupt);
        }

        if (BlockHeader.Read(header.AsSpan(0, headerSize), out BlockHeader? parsed) is { } bad)
        {
            return (null, bad.Error);
        }

        int checkSize = check.Size();
        byte[] checkValue = new byte[checkSize];
        ulong compressed = (ulong)(block.UnpaddedSize - headerSize - checkSize);
        ulong uncompressed = (ulong)block.UncompressedSize;
        bool fits = block.UnpaddedSize > headerSize + checkSize
            && (parsed!.CompressedSize ?? compressed) == compressed
            && (parsed.UncompressedSize ?? uncompressed) == uncompressed;
        if (!fits || !Fill(readAt, checkValue, offset + block.TotalSize - checkSize))
        {
            return (null, XzError.BlockSizeMismatch);
        }

        if (check is CheckId.Crc32 or CheckId.Crc64)
        {
            Array.Reverse(checkValue); // a number, least significant byte first
        }

        return (new BlockDetails
        {
            HeaderSize = headerSize,
            HasCompressedSize = parsed!.CompressedSize is not null,
            HasUncompressedSize = parsed.UncompressedSize is not null,
            CompressedDataSize = compressed,
            CheckValue = checkSize == 0 ? "---" : Convert.ToHexStringLower(checkValue),
            Memory = MemoryModel.Decoder(parsed.Filters),
            Filters = FilterDescription.Of(parsed.Filters),
            MinVersion = VersionFor(parsed.Filters, uncompressed),
        }, XzError.None);
    }

    private static uint VersionFor(IReadOnlyList<FilterFlags> filters, ulong uncompressedSize)
    {
        uint version = uncompressedSize == 0 && filters[^1].Id == FilterId.Lzma2
            ? VersionWithEmptyLzma2
            : ListTotals.FirstVersion;
        foreach (FilterFlags filter in filters)
        {
            version = Math.Max(version, filter.Id switch
            {
                FilterId.Arm64 => VersionWithArm64,
                FilterId.RiscV => VersionWithRiscV,
                _ => version,
            });
        }

        return version;
    }

    private static bool Fill(ReadAt readAt, Span<byte> buffer, long offset)
    {
        for (int filled = 0; filled < buffer.Length;)
        {
            int read = readAt(buffer[filled..], offset + filled);
            if (read == 0)
            {
                return false;
            }

            filled += read;
        }

        return true;
    }
}
