using System.Buffers.Binary;
using Xzact.Format;
using Xzact.Liblzma.Indexes;

namespace Xzact.Liblzma.Coders;

/// <summary>Most bytes that data takes in one call: LZMA2's chunks for what does not get smaller.</summary>
internal static class BlockSizes
{
    /// <summary>Bytes around the data of a Block: a header with both sizes and LZMA2, padding, and any check.</summary>
    private const ulong HeadersBound = 92;

    /// <summary>Stream Header and Footer, and the Index of one Block with its padding.</summary>
    private const ulong StreamBound = (2 * StreamFormat.HeaderSize) + 24;

    /// <summary>The largest size of which anything may be said.</summary>
    private const ulong Largest = (ulong)long.MaxValue & ~3UL;

    /// <summary>Bytes of data as LZMA2 chunks without compression; 0 if they are too many.</summary>
    public static ulong Stored(ulong size)
    {
        const ulong Most = Largest - CheckIdExtensions.MaxSize - HeadersBound;
        ulong chunks = (size / Lzma2Format.MaxUncompressedChunk)
            + (size % Lzma2Format.MaxUncompressedChunk == 0 ? 0UL : 1UL);
        ulong overhead = (chunks * Lzma2Format.UncompressedHeaderSize) + 1;
        return size > Most || overhead > Most - size ? 0 : size + overhead;
    }

    /// <summary>Bytes of a Block; 0 if they are too many.</summary>
    public static ulong Block(ulong size)
    {
        ulong stored = Stored(size);
        return stored == 0 ? 0 : IndexSizes.Padded(stored) + HeadersBound;
    }

    /// <summary>Bytes of a file; 0 if they are too many.</summary>
    public static ulong Stream(ulong size)
    {
        ulong block = Block(size);
        return block == 0 ? 0 : block + StreamBound;
    }

    /// <summary>Writes data as one LZMA2 chunk without compression; returns its size.</summary>
    /// <param name="data">1 byte to 64 KiB.</param>
    /// <param name="target">Three bytes more than the data.</param>
    /// <param name="isFirst">Whether no chunk came before it.</param>
    public static int StoreChunk(ReadOnlySpan<byte> data, Span<byte> target, bool isFirst)
    {
        target[0] = isFirst ? Lzma2Format.UncompressedDictionaryReset : Lzma2Format.Uncompressed;
        BinaryPrimitives.WriteUInt16BigEndian(target[1..], (ushort)(data.Length - 1));
        data.CopyTo(target[Lzma2Format.UncompressedHeaderSize..]);
        return Lzma2Format.UncompressedHeaderSize + data.Length;
    }
}
