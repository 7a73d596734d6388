namespace Xzact.Format;

/// <summary>The .xz Stream: its header, footer and padding. The .xz File Format 1.2.1, sections 2.1 and 2.2.</summary>
internal static class StreamFormat
{
    /// <summary>Header Magic Bytes, section 2.1.1.1.</summary>
    public static ReadOnlySpan<byte> HeaderMagic => [0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0x00];

    /// <summary>Footer Magic Bytes, section 2.1.2.4.</summary>
    public static ReadOnlySpan<byte> FooterMagic => [(byte)'Y', (byte)'Z'];

    /// <summary>Size of the Stream Flags, section 2.1.1.2: a null byte, then the check in the low four bits.</summary>
    public const int FlagsSize = 2;

    /// <summary>Size of each CRC32 field of the container.</summary>
    public const int Crc32Size = 4;

    // Stream Header, section 2.1.1.
    public const int HeaderFlagsOffset = 6;
    public const int HeaderCrc32Offset = HeaderFlagsOffset + FlagsSize;

    /// <summary>Size of the Stream Header.</summary>
    public const int HeaderSize = HeaderCrc32Offset + Crc32Size;

    // Stream Footer, section 2.1.2.
    public const int FooterCrc32Offset = 0;
    public const int FooterBackwardSizeOffset = FooterCrc32Offset + Crc32Size;
    public const int FooterFlagsOffset = FooterBackwardSizeOffset + 4;
    public const int FooterMagicOffset = FooterFlagsOffset + FlagsSize;

    /// <summary>Size of the Stream Footer.</summary>
    public const int FooterSize = FooterMagicOffset + 2;

    /// <summary>Backward Size is stored as real size / 4 - 1, section 2.1.2.2.</summary>
    public const int BackwardSizeUnit = 4;

    /// <summary>Stream Padding and everything else in a Stream is a multiple of four bytes, section 2.2.</summary>
    public const int Alignment = 4;

    /// <summary>The bits of the second Stream Flags byte that name the check; the others are reserved.</summary>
    public const int CheckMask = 0x0F;
}
