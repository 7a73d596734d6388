namespace Xzact.Format;

/// <summary>
/// The header of .lzma files (LZMA_Alone, lzma-file-format.txt): properties, dictionary size, uncompressed size. It has
/// no magic, so that a file is taken for one if its values are such as encoders write.
/// </summary>
internal static class LzmaAloneFormat
{
    public const int PropertiesOffset = 0;
    public const int DictionarySizeOffset = PropertiesOffset + 1;
    public const int UncompressedSizeOffset = DictionarySizeOffset + sizeof(uint);

    /// <summary>Size of the header.</summary>
    public const int HeaderSize = UncompressedSizeOffset + sizeof(ulong);

    /// <summary>Uncompressed size that stands for "not known"; the data ends with a marker.</summary>
    public const ulong UnknownSize = ulong.MaxValue;

    /// <summary>The largest uncompressed size that is taken for real: 256 GiB.</summary>
    public const ulong MaxPlausibleSize = 1UL << 38;
}
