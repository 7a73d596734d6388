namespace Xzact.Audit.Archives.Cpio;

/// <summary>The new portable cpio format: a header of text fields, the name, the content (cpio(5), "New ASCII Format"
/// and "New CRC Format").</summary>
internal static class CpioLayout
{
    public const int MagicLength = 6;

    /// <summary>Hexadecimal digits of each field.</summary>
    public const int FieldLength = 8;

    public const int FieldCount = 13;
    public const int HeaderLength = MagicLength + (FieldCount * FieldLength);

    /// <summary>Header and name together, and the content, are filled with zeros to a multiple of this.</summary>
    public const int Alignment = 4;

    public const int ModeField = 1;
    public const int LinksField = 4;
    public const int TimeField = 5;
    public const int SizeField = 6;
    public const int DeviceMajorField = 7;
    public const int DeviceMinorField = 8;
    public const int SpecialMajorField = 9;
    public const int SpecialMinorField = 10;
    public const int NameLengthField = 11;
    public const int ChecksumField = 12;

    /// <summary>The name of the entry that ends an archive.</summary>
    public const string EndName = "TRAILER!!!";

    public static ReadOnlySpan<byte> Magic => "070701"u8;

    /// <summary>The same with a sum of the content's bytes.</summary>
    public static ReadOnlySpan<byte> MagicChecksum => "070702"u8;

    /// <summary>RPM's own form: an index into the package's list of files stands for the header (RPM, "V4 Package
    /// format", Payload).</summary>
    public static ReadOnlySpan<byte> MagicStripped => "07070X"u8;
}
