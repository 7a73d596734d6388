namespace Xzact.Audit.Archives.Compression;

/// <summary>The constants of RFC 1952, section 2.3.</summary>
internal static class GzipLayout
{
    /// <summary>ID1 and ID2.</summary>
    public static ReadOnlySpan<byte> Magic => [0x1F, 0x8B];

    public const int MethodOffset = 2;
    public const int FlagsOffset = MethodOffset + 1;

    /// <summary>Magic, CM, FLG, MTIME (4), XFL, OS.</summary>
    public const int HeaderLength = FlagsOffset + 1 + 4 + 1 + 1;

    public const byte MethodDeflate = 8;

    public const byte FlagHeaderCrc = 0x02;
    public const byte FlagExtra = 0x04;
    public const byte FlagName = 0x08;
    public const byte FlagComment = 0x10;
    public const byte ReservedFlags = 0xE0;

    /// <summary>CRC32 and ISIZE.</summary>
    public const int TrailerLength = 8;
}
