using System.Buffers;
using System.Globalization;

namespace Xzact.Audit.Archives.Cpio;

/// <summary>The header of one cpio entry, field by field.</summary>
internal sealed class CpioHeader
{
    private static readonly SearchValues<byte> s_hexDigits = SearchValues.Create("0123456789abcdefABCDEF"u8);

    private readonly uint[] _fields = new uint[CpioLayout.FieldCount];

    private CpioHeader(bool hasChecksum, long offset)
    {
        HasChecksum = hasChecksum;
        Offset = offset;
    }

    /// <summary>Offset of the header in the uncompressed archive.</summary>
    public long Offset { get; }

    /// <summary>Whether the form is the one whose checksum counts.</summary>
    public bool HasChecksum { get; }

    public int Mode => (int)_fields[CpioLayout.ModeField];

    public uint Links => _fields[CpioLayout.LinksField];

    public DateTimeOffset ModifiedAt => DateTimeOffset.FromUnixTimeSeconds(_fields[CpioLayout.TimeField]);

    /// <summary>Bytes of content, up to 4 GiB - 1.</summary>
    public long Size => _fields[CpioLayout.SizeField];

    /// <summary>Bytes of the name, its zero byte included.</summary>
    public long NameLength => _fields[CpioLayout.NameLengthField];

    public uint Checksum => _fields[CpioLayout.ChecksumField];

    /// <summary>Whether the numbers of a device node are there.</summary>
    public bool HasSpecialNumbers =>
        (_fields[CpioLayout.SpecialMajorField] | _fields[CpioLayout.SpecialMinorField]) != 0;

    /// <summary>What entries that are links to one file have in common.</summary>
    public (uint Inode, uint Major, uint Minor) Identity =>
        (_fields[0], _fields[CpioLayout.DeviceMajorField], _fields[CpioLayout.DeviceMinorField]);

    /// <summary>Whether every field has the value that writers give to the last entry.</summary>
    public bool IsPlainEnd
    {
        get
        {
            for (int i = 0; i < _fields.Length; i++)
            {
                bool mayBe = i is CpioLayout.NameLengthField || (i == CpioLayout.LinksField && _fields[i] == 1);
                if (_fields[i] != 0 && !mayBe)
                {
                    return false;
                }
            }

            return true;
        }
    }

    /// <summary>Reads a header. Fields are hexadecimal digits and nothing else: readers differ about signs and blanks.
    /// </summary>
    /// <exception cref="ArchiveException">It is no header, or of a form that is not read.</exception>
    public static CpioHeader Parse(ReadOnlySpan<byte> bytes, long offset)
    {
        bool hasChecksum = bytes.StartsWith(CpioLayout.MagicChecksum);
        if (bytes.StartsWith(CpioLayout.MagicStripped))
        {
            throw new ArchiveException(
                ArchiveErrorReason.Unsupported,
                "headers of cpio that lead into the list of files (07070X) are not read; packages of RPM's format 6 "
                + "and those with files over 4 GiB have them",
                offset);
        }

        if (!hasChecksum && !bytes.StartsWith(CpioLayout.Magic))
        {
            throw new ArchiveException(
                ArchiveErrorReason.Corrupt,
                $"no header of cpio (070701 or 070702), {FirstBytes.Describe(bytes)}", offset);
        }

        CpioHeader header = new(hasChecksum, offset);
        for (int i = 0; i < CpioLayout.FieldCount; i++)
        {
            ReadOnlySpan<byte> field =
                bytes.Slice(CpioLayout.MagicLength + (i * CpioLayout.FieldLength), CpioLayout.FieldLength);
            if (field.ContainsAnyExcept(s_hexDigits))
            {
                throw new ArchiveException(
                    ArchiveErrorReason.Corrupt,
                    $"field {i + 1} of a cpio header is no hexadecimal number of {CpioLayout.FieldLength} digits",
                    offset + CpioLayout.MagicLength + (i * CpioLayout.FieldLength));
            }

            header._fields[i] = uint.Parse(field, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        }

        return header;
    }
}
