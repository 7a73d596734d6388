namespace Xzact.Format;

/// <summary>
/// The lzip file format, versions 0 and 1, as the manual of lzip describes it ("File format"): members one behind the
/// other, each a header, an LZMA1 stream with an end marker, and a trailer.
/// </summary>
internal static class LzipFormat
{
    // Member header.
    public const int MagicSize = 4;
    public const int VersionOffset = MagicSize;
    public const int DictionarySizeOffset = VersionOffset + 1;
    public const int HeaderSize = DictionarySizeOffset + 1;

    /// <summary>The version without the member's size in its trailer.</summary>
    public const byte Version0 = 0;
    public const byte Version1 = 1;

    // Dictionary size: the base-2 logarithm in the low bits, sixteenths to take off in the high ones.
    public const int DictionaryLog2Bits = 5;
    public const int DictionaryLog2Mask = (1 << DictionaryLog2Bits) - 1;
    public const int DictionaryFractions = 16;
    public const int MaxDictionaryFraction = 7;
    public const int MinDictionaryLog2 = 12;
    public const int MaxDictionaryLog2 = 29;

    /// <summary>Bytes that an LZMA1 stream with nothing but its end marker has.</summary>
    public const int MinDataSize = 10;

    // Member trailer.
    public const int Crc32Offset = 0;
    public const int DataSizeOffset = Crc32Offset + sizeof(uint);
    public const int MemberSizeOffset = DataSizeOffset + sizeof(ulong);
    public const int TrailerSize = MemberSizeOffset + sizeof(ulong);
    public const int Version0TrailerSize = MemberSizeOffset;

    /// <summary>The first bytes of a member.</summary>
    public static ReadOnlySpan<byte> Magic => "LZIP"u8;

    // LZMA properties, which the format fixes.
    public const int Lc = 3;
    public const int Lp = 0;
    public const int Pb = 2;
}
