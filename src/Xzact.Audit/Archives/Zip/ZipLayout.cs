namespace Xzact.Audit.Archives.Zip;

/// <summary>The constants of PKWARE's APPNOTE.TXT 6.3, each with its section. All numbers are little-endian.</summary>
internal static class ZipLayout
{
    // 4.3.7, local file header.
    public const uint LocalSignature = 0x04034B50;
    public const int LocalFlagsOffset = 6;
    public const int LocalMethodOffset = LocalFlagsOffset + 2;
    public const int LocalTimeOffset = LocalMethodOffset + 2;
    public const int LocalCrcOffset = LocalTimeOffset + 4;
    public const int LocalCompressedSizeOffset = LocalCrcOffset + 4;
    public const int LocalSizeOffset = LocalCompressedSizeOffset + 4;
    public const int LocalNameLengthOffset = LocalSizeOffset + 4;
    public const int LocalExtraLengthOffset = LocalNameLengthOffset + 2;
    public const int LocalLength = LocalExtraLengthOffset + 2;

    // 4.3.9, data descriptor: optional signature, CRC-32, then both sizes of 4 or (zip64) 8 bytes.
    public const uint DescriptorSignature = 0x08074B50;
    public const int DescriptorMaxLength = 4 + 4 + 8 + 8;

    // 4.3.12, central directory header.
    public const uint CentralSignature = 0x02014B50;
    public const int CentralHostOffset = 5;
    public const int CentralFlagsOffset = 8;
    public const int CentralMethodOffset = CentralFlagsOffset + 2;
    public const int CentralTimeOffset = CentralMethodOffset + 2;
    public const int CentralCrcOffset = CentralTimeOffset + 4;
    public const int CentralCompressedSizeOffset = CentralCrcOffset + 4;
    public const int CentralSizeOffset = CentralCompressedSizeOffset + 4;
    public const int CentralNameLengthOffset = CentralSizeOffset + 4;
    public const int CentralExtraLengthOffset = CentralNameLengthOffset + 2;
    public const int CentralCommentLengthOffset = CentralExtraLengthOffset + 2;
    public const int CentralDiskOffset = CentralCommentLengthOffset + 2;
    public const int CentralAttributesOffset = CentralDiskOffset + 2 + 2;
    public const int CentralLocalOffsetOffset = CentralAttributesOffset + 4;
    public const int CentralLength = CentralLocalOffsetOffset + 4;

    // 4.3.14, zip64 end of central directory record.
    public const uint End64Signature = 0x06064B50;
    public const int End64SizeOffset = 4;
    public const int End64DiskOffset = 16;
    public const int End64DirectoryDiskOffset = End64DiskOffset + 4;
    public const int End64DiskCountOffset = End64DirectoryDiskOffset + 4;
    public const int End64CountOffset = End64DiskCountOffset + 8;
    public const int End64DirectorySizeOffset = End64CountOffset + 8;
    public const int End64DirectoryOffsetOffset = End64DirectorySizeOffset + 8;
    public const int End64Length = End64DirectoryOffsetOffset + 8;

    // 4.3.15, zip64 end of central directory locator.
    public const uint Locator64Signature = 0x07064B50;
    public const int Locator64DiskOffset = 4;
    public const int Locator64EndOffset = 8;
    public const int Locator64DisksOffset = 16;
    public const int Locator64Length = 20;

    // 4.3.16, end of central directory record.
    public const uint EndSignature = 0x06054B50;
    public const int EndDiskOffset = 4;
    public const int EndDirectoryDiskOffset = EndDiskOffset + 2;
    public const int EndDiskCountOffset = EndDirectoryDiskOffset + 2;
    public const int EndCountOffset = EndDiskCountOffset + 2;
    public const int EndDirectorySizeOffset = EndCountOffset + 2;
    public const int EndDirectoryOffsetOffset = EndDirectorySizeOffset + 4;
    public const int EndCommentLengthOffset = EndDirectoryOffsetOffset + 4;
    public const int EndLength = EndCommentLengthOffset + 2;

    // 4.4.2, the system in the upper byte of "version made by".
    public const int HostUnix = 3;
    public const int HostDarwin = 19;

    // 4.4.4, general purpose bits.
    public const int FlagEncrypted = 1 << 0;
    public const int FlagDescriptor = 1 << 3;
    public const int FlagPatch = 1 << 5;
    public const int FlagStrongEncryption = 1 << 6;
    public const int FlagUtf8 = 1 << 11;
    public const int FlagMaskedHeaders = 1 << 13;

    // 4.4.5, methods.
    public const int MethodStored = 0;
    public const int MethodDeflate = 8;

    // 4.4.15, external attributes of MS-DOS.
    public const int DosDirectory = 0x10;

    // 4.5 and its appendices, extra fields.
    public const int ExtraZip64 = 0x0001;
    public const int ExtraNtfs = 0x000A;
    public const int ExtraTimes = 0x5455;
    public const int ExtraUnicodePath = 0x7075;
    public const int ExtraUnixIds = 0x7875;
    public const int ExtraUnixOld = 0x5855;
    public const int ExtraUnixIdsOld = 0x7855;

    // Fields with a mode: ASi's, which unzip reads, and libarchive's own.
    public const int ExtraUnixMode = 0x756E;
    public const int ExtraLibarchive = 0x6C78;

    /// <summary>4.4.1.4: a 16-bit field of this value is in the zip64 extra field.</summary>
    public const ushort Saturated16 = 0xFFFF;

    /// <summary>4.4.1.4: a 32-bit field of this value is in the zip64 extra field.</summary>
    public const uint Saturated32 = 0xFFFFFFFF;

    public static ReadOnlySpan<byte> LocalMagic => "PK\x03\x04"u8;

    public static ReadOnlySpan<byte> EndMagic => "PK\x05\x06"u8;
}
