namespace Xzact.Format;

/// <summary>LZMA2 chunks. The .xz File Format 1.2.1, section 5.3.1, and the LZMA2 chunk layout in common use.</summary>
internal static class Lzma2Format
{
    /// <summary>Control byte: end of the LZMA2 data.</summary>
    public const byte End = 0x00;

    /// <summary>Control byte: uncompressed chunk, dictionary reset before it.</summary>
    public const byte UncompressedDictionaryReset = 0x01;

    /// <summary>Control byte: uncompressed chunk.</summary>
    public const byte Uncompressed = 0x02;

    /// <summary>
    /// Control bytes from here on: LZMA chunk; bits 5-6 say what is reset, bits 0-4 are size bits 16-20.
    /// </summary>
    public const byte Lzma = 0x80;

    /// <summary>LZMA chunk, state reset.</summary>
    public const byte LzmaStateReset = 0xA0;

    /// <summary>LZMA chunk, state reset and new properties.</summary>
    public const byte LzmaNewProperties = 0xC0;

    /// <summary>LZMA chunk, state reset, new properties and dictionary reset.</summary>
    public const byte LzmaDictionaryReset = 0xE0;

    /// <summary>The bits of an LZMA control byte that hold bits 16-20 of the uncompressed size minus one.</summary>
    public const byte SizeHighMask = 0x1F;

    /// <summary>Control byte, uncompressed size (2), compressed size (2), properties.</summary>
    public const int MaxHeaderSize = 6;

    /// <summary>Control byte and size (2) of an uncompressed chunk.</summary>
    public const int UncompressedHeaderSize = 3;

    /// <summary>The most compressed bytes of an LZMA chunk.</summary>
    public const int MaxCompressed = 1 << 16;

    /// <summary>The most bytes of an uncompressed chunk.</summary>
    public const int MaxUncompressedChunk = 1 << 16;

    /// <summary>The most uncompressed bytes that an LZMA chunk may stand for.</summary>
    public const int MaxUncompressed = 1 << 21;

    /// <summary>The largest value of the dictionary size byte, section 5.3.1: 4 GiB - 1.</summary>
    public const int MaxDictionaryByte = 40;

    /// <summary>The largest dictionary: 4 GiB - 1.</summary>
    public const uint MaxDictionarySize = uint.MaxValue;
}
