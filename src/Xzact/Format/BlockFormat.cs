namespace Xzact.Format;

/// <summary>The Block Header. The .xz File Format 1.2.1, section 3.1.</summary>
internal static class BlockFormat
{
    /// <summary>Block Header Size is stored as real size / 4 - 1, section 3.1.1; zero is the Index Indicator.</summary>
    public const int HeaderSizeUnit = 4;

    public const int MinHeaderSize = 8;
    public const int MaxHeaderSize = 1024;

    public const int HeaderSizeOffset = 0;
    public const int FlagsOffset = 1;

    /// <summary>Where the optional sizes and the Filter Flags begin.</summary>
    public const int FieldsOffset = 2;

    // Block Flags, section 3.1.2.
    public const int FilterCountMask = 0x03;
    public const int ReservedFlagsMask = 0x3C;
    public const int CompressedSizeFlag = 0x40;
    public const int UncompressedSizeFlag = 0x80;

    /// <summary>The most filters a chain may have.</summary>
    public const int MaxFilters = 4;

    /// <summary>The largest Filter ID in a file, section 3.1.5; larger ones are for use inside programs.</summary>
    public const ulong MaxFilterId = (1UL << 62) - 1;

    /// <summary>
    /// The largest Unpadded Size that the Index can record, section 4.3: the largest integer rounded down to a multiple
    /// of four.
    /// </summary>
    public const ulong MaxUnpaddedSize = MultibyteFormat.MaxValue & ~3UL;

    /// <summary>
    /// The smallest Unpadded Size, section 4.3: the smallest Block Header with one byte less than it.
    /// </summary>
    public const ulong MinUnpaddedSize = 5;
}
