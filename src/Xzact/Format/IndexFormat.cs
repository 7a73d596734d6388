namespace Xzact.Format;

/// <summary>The Index. The .xz File Format 1.2.1, section 4.</summary>
internal static class IndexFormat
{
    /// <summary>Index Indicator, section 4.1: where a Block Header would have its size.</summary>
    public const byte Indicator = 0x00;

    /// <summary>The smallest Index: indicator, no records, padding and CRC32.</summary>
    public const int MinSize = 8;

    /// <summary>
    /// The largest Index whose size Backward Size can hold, section 2.1.2.2: 2^32 units of four bytes.
    /// </summary>
    public const ulong MaxSize = (1UL << 32) * StreamFormat.BackwardSizeUnit;
}
