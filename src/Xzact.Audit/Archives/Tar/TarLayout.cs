namespace Xzact.Audit.Archives.Tar;

/// <summary>The tar header of POSIX.1-2017, pax, "ustar Interchange Format", and what GNU tar adds.</summary>
internal static class TarLayout
{
    public const int BlockLength = 512;

    public const int NameOffset = 0;
    public const int NameLength = 100;
    public const int ModeOffset = NameOffset + NameLength;
    public const int ModeLength = 8;
    public const int UserIdOffset = ModeOffset + ModeLength;
    public const int UserIdLength = 8;
    public const int GroupIdOffset = UserIdOffset + UserIdLength;
    public const int GroupIdLength = 8;
    public const int SizeOffset = GroupIdOffset + GroupIdLength;
    public const int SizeLength = 12;
    public const int TimeOffset = SizeOffset + SizeLength;
    public const int TimeLength = 12;
    public const int ChecksumOffset = TimeOffset + TimeLength;
    public const int ChecksumLength = 8;
    public const int TypeOffset = ChecksumOffset + ChecksumLength;
    public const int LinkNameOffset = TypeOffset + 1;
    public const int LinkNameLength = 100;
    public const int MagicOffset = LinkNameOffset + LinkNameLength;
    public const int UserNameOffset = MagicOffset + 8;
    public const int UserNameLength = 32;
    public const int GroupNameOffset = UserNameOffset + UserNameLength;
    public const int GroupNameLength = 32;
    public const int DeviceMajorOffset = GroupNameOffset + GroupNameLength;
    public const int DeviceLength = 8;
    public const int PrefixOffset = DeviceMajorOffset + (2 * DeviceLength);
    public const int PrefixLength = 155;
    public const int PaddingOffset = PrefixOffset + PrefixLength;

    // GNU's form has these in the place of the prefix and behind it.
    public const int GnuAccessTimeOffset = PrefixOffset;
    public const int GnuChangeTimeOffset = GnuAccessTimeOffset + TimeLength;
    public const int GnuVolumeOffset = GnuChangeTimeOffset + TimeLength;
    public const int GnuUnusedOffset = GnuVolumeOffset + SizeLength;
    public const int GnuSparseOffset = 386;
    public const int GnuPaddingOffset = 495;

    public const byte TypeFile = (byte)'0';
    public const byte TypeFileV7 = 0;
    public const byte TypeHardLink = (byte)'1';
    public const byte TypeSymbolicLink = (byte)'2';
    public const byte TypeCharacterDevice = (byte)'3';
    public const byte TypeBlockDevice = (byte)'4';
    public const byte TypeDirectory = (byte)'5';
    public const byte TypeFifo = (byte)'6';
    public const byte TypeContiguous = (byte)'7';
    public const byte TypePax = (byte)'x';
    public const byte TypePaxSolaris = (byte)'X';
    public const byte TypePaxGlobal = (byte)'g';
    public const byte TypeGnuLongName = (byte)'L';
    public const byte TypeGnuLongLink = (byte)'K';
    public const byte TypeGnuSparse = (byte)'S';
    public const byte TypeGnuMultiVolume = (byte)'M';

    /// <summary>The most extension headers before one member. Writers use two or three.</summary>
    public const int MaxExtensions = 16;

    /// <summary>POSIX: the magic with its NUL, then the version.</summary>
    public static ReadOnlySpan<byte> MagicUstar => "ustar\000"u8;

    /// <summary>GNU's magic, in which the prefix field is used for other things.</summary>
    public static ReadOnlySpan<byte> MagicGnu => "ustar  \0"u8;
}
