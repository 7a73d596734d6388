using System.Buffers.Binary;
using System.Text;

namespace Xzact.Audit.Archives.Tar;

/// <summary>One 512-byte tar header, its fields read and its checksum verified.</summary>
internal sealed class TarHeader
{
    private readonly byte[] _block;

    private TarHeader(byte[] block, long offset)
    {
        _block = block;
        Offset = offset;
        IsUstar = Field(TarLayout.MagicOffset, TarLayout.MagicUstar.Length).SequenceEqual(TarLayout.MagicUstar);
        IsGnu = Field(TarLayout.MagicOffset, TarLayout.MagicGnu.Length).SequenceEqual(TarLayout.MagicGnu);
        Type = block[TarLayout.TypeOffset];
        Size = Number(TarLayout.SizeOffset, TarLayout.SizeLength, "size");
        if (Size < 0)
        {
            throw Corrupt("the size is negative", TarLayout.SizeOffset);
        }

        Mode = (int)(Number(TarLayout.ModeOffset, TarLayout.ModeLength, "mode") & UnixMode.PermissionMask);
        Time = Number(TarLayout.TimeOffset, TarLayout.TimeLength, "modification time");
    }

    public long Offset { get; }

    public bool IsUstar { get; }

    public bool IsGnu { get; }

    public byte Type { get; }

    /// <summary>Permission, set-ID and sticky bits.</summary>
    public int Mode { get; }

    /// <summary>Bytes of data, 0 or more.</summary>
    public long Size { get; }

    /// <summary>Modification time, seconds since 1970.</summary>
    public long Time { get; }

    /// <summary>The name as stored: with the prefix in the POSIX form, which alone has one.</summary>
    public byte[] Name
    {
        get
        {
            ReadOnlySpan<byte> name = Text(TarLayout.NameOffset, TarLayout.NameLength);
            ReadOnlySpan<byte> prefix = IsUstar ? Text(TarLayout.PrefixOffset, TarLayout.PrefixLength) : default;
            return prefix.IsEmpty ? name.ToArray() : [.. prefix, (byte)'/', .. name];
        }
    }

    /// <summary>The name with a prefix whether or not the form of the header has one, as some readers take it.
    /// </summary>
    public byte[] PrefixedName => HasUnusedPrefix
        ? [.. Text(TarLayout.PrefixOffset, TarLayout.PrefixLength), (byte)'/', .. Name]
        : Name;

    public byte[] LinkName => Text(TarLayout.LinkNameOffset, TarLayout.LinkNameLength).ToArray();

    /// <summary>Whether the place of the prefix holds bytes although the form of the header has none. Some readers
    /// (Python) take them for a prefix all the same.</summary>
    public bool HasUnusedPrefix => !IsUstar && !Text(TarLayout.PrefixOffset, TarLayout.PrefixLength).IsEmpty;

    /// <summary>All 512 bytes.</summary>
    public ReadOnlySpan<byte> Block => _block;

    /// <summary>The names of the owner and the group, end to end.</summary>
    public byte[] OwnerText =>
    [
        .. Text(TarLayout.UserNameOffset, TarLayout.UserNameLength),
        .. Text(TarLayout.GroupNameOffset, TarLayout.GroupNameLength),
    ];

    /// <summary>Whether a field holds a number, or nothing.</summary>
    public bool HasNumber(int offset, int length) => TryNumber(Field(offset, length), out _);

    /// <summary>Whether a block is a tar header, by its checksum.</summary>
    public static bool IsHeader(ReadOnlySpan<byte> block) =>
        block.Length >= TarLayout.BlockLength
        && TryNumber(block.Slice(TarLayout.ChecksumOffset, TarLayout.ChecksumLength), out long stored)
        && ChecksumFits(block[..TarLayout.BlockLength], stored);

    /// <exception cref="ArchiveException">The block is no header.</exception>
    public static TarHeader Parse(byte[] block, long offset)
    {
        if (!IsHeader(block))
        {
            ReadOnlySpan<byte> checksum = block.AsSpan(TarLayout.ChecksumOffset, TarLayout.ChecksumLength);
            string why = TryNumber(checksum, out long stored)
                ? $"its checksum field says {stored}, the sum of its bytes is {Checksum(block, isSigned: false)}"
                : $"its checksum field holds {Shown(checksum)}, which is no octal number";
            throw new ArchiveException(
                ArchiveErrorReason.Corrupt, $"a tar header was expected, but {why}", offset);
        }

        return new TarHeader(block, offset);
    }

    /// <summary>The fields that hold bytes where the format has none, in words; empty if there are none.</summary>
    public IEnumerable<string> HiddenBytes()
    {
        (string Name, int Offset, int Length)[] texts =
        [
            ("name", TarLayout.NameOffset, TarLayout.NameLength),
            ("link name", TarLayout.LinkNameOffset, TarLayout.LinkNameLength),
            ("user name", TarLayout.UserNameOffset, TarLayout.UserNameLength),
            ("group name", TarLayout.GroupNameOffset, TarLayout.GroupNameLength),
            ("prefix", TarLayout.PrefixOffset, TarLayout.PrefixLength),
        ];
        foreach ((string name, int offset, int length) in texts)
        {
            if (IsDefined(offset)
                && NonZero(Field(offset, length)[Text(offset, length).Length..]) is > 0 and int hidden)
            {
                yield return $"{hidden} bytes after the end of the {name} field";
            }
        }

        // GNU tar writes device numbers in v7 headers too, which have no such field.
        int count = IsUstar ? NonZero(_block.AsSpan(TarLayout.PaddingOffset))
            : IsGnu ? NonZero(_block.AsSpan(TarLayout.GnuUnusedOffset..TarLayout.GnuSparseOffset))
                + NonZero(_block.AsSpan(TarLayout.GnuPaddingOffset))
            : NonZero(_block.AsSpan(TarLayout.MagicOffset..TarLayout.DeviceMajorOffset))
                + NonZero(_block.AsSpan(TarLayout.PrefixOffset))
                + NonZero(_block.AsSpan(TarLayout.DeviceMajorOffset, 2 * TarLayout.DeviceLength))
                - _block.AsSpan(TarLayout.DeviceMajorOffset, 2 * TarLayout.DeviceLength).Count((byte)'0');
        if (count > 0)
        {
            yield return $"{count} bytes in the unused end of the header";
        }

        bool IsDefined(int offset) => offset < TarLayout.MagicOffset || IsUstar
            || (IsGnu && offset < TarLayout.PrefixOffset);
    }

    private static int NonZero(ReadOnlySpan<byte> bytes) => bytes.Length - bytes.Count((byte)0);

    /// <summary>Some old writers summed signed bytes.</summary>
    private static bool ChecksumFits(ReadOnlySpan<byte> block, long stored) =>
        stored == Checksum(block, isSigned: false) || stored == Checksum(block, isSigned: true);

    /// <summary>The sum of all bytes with the checksum field taken as spaces.</summary>
    private static long Checksum(ReadOnlySpan<byte> block, bool isSigned)
    {
        long sum = 0;
        for (int i = 0; i < block.Length; i++)
        {
            bool isField = i is >= TarLayout.ChecksumOffset
                and < TarLayout.ChecksumOffset + TarLayout.ChecksumLength;
            byte value = isField ? (byte)' ' : block[i];
            sum += isSigned ? (sbyte)value : value;
        }

        return sum;
    }

    private static string Shown(ReadOnlySpan<byte> field) => NameText.Quote(Encoding.Latin1.GetString(field));

    /// <summary>A number is octal digits, with spaces before and a space or NUL behind; or, with the top bit of the
    /// first byte set, a big-endian two's complement number (GNU, star).</summary>
    private static bool TryNumber(ReadOnlySpan<byte> field, out long value)
    {
        value = 0;
        if ((field[0] & 0x80) != 0)
        {
            return TryBinary(field, out value);
        }

        ReadOnlySpan<byte> digits = field.TrimStart((byte)' ');
        int end = digits.IndexOfAny((byte)' ', (byte)0);
        if (end >= 0)
        {
            // Nothing but filling may follow the number.
            if (digits[end..].IndexOfAnyExcept((byte)' ', (byte)0) >= 0)
            {
                return false;
            }

            digits = digits[..end];
        }

        foreach (byte digit in digits)
        {
            if (digit is < (byte)'0' or > (byte)'7')
            {
                return false;
            }

            value = (value << 3) | (long)(digit - '0');
        }

        return true;
    }

    private static bool TryBinary(ReadOnlySpan<byte> field, out long value)
    {
        // The first byte is 0x80 (positive) or 0xFF (negative) and a part of the number only in its lower bits.
        value = 0;
        byte fill = (field[0] & 0x40) != 0 ? (byte)0xFF : (byte)0x00;
        int significant = Math.Min(sizeof(long), field.Length - 1);
        ReadOnlySpan<byte> high = field[..^significant];
        if ((byte)(high[0] | 0x80) != (byte)(fill | 0x80) || high[1..].IndexOfAnyExcept(fill) >= 0)
        {
            return false;
        }

        Span<byte> bytes = stackalloc byte[sizeof(long)];
        bytes.Fill(fill);
        field[^significant..].CopyTo(bytes[^significant..]);
        value = BinaryPrimitives.ReadInt64BigEndian(bytes);
        return (value < 0) == (fill == 0xFF);
    }

    private long Number(int offset, int length, string name) =>
        TryNumber(Field(offset, length), out long value)
            ? value
            : throw Corrupt(
                $"the {name} field of a tar header holds {Shown(Field(offset, length))}, which is no number", offset);

    private ReadOnlySpan<byte> Field(int offset, int length) => _block.AsSpan(offset, length);

    /// <summary>A field's bytes up to its first NUL.</summary>
    private ReadOnlySpan<byte> Text(int offset, int length)
    {
        ReadOnlySpan<byte> field = Field(offset, length);
        int end = field.IndexOf((byte)0);
        return end < 0 ? field : field[..end];
    }

    private ArchiveException Corrupt(string what, int fieldOffset) =>
        new(ArchiveErrorReason.Corrupt, what, Offset + fieldOffset);
}
