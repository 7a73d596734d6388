using System.Buffers;
using System.Globalization;
using System.Text;

namespace Xzact.Audit.Tests.Archives;

/// <summary>Writes tar archives block by block, so that a test can break any rule it wants to.</summary>
internal sealed class TarBuilder
{
    public const int BlockLength = 512;

    /// <summary>When members were modified, unless a test says otherwise; in seconds since 1970.</summary>
    public const long Time = 1_700_000_000;

    private readonly ArrayBufferWriter<byte> _bytes = new();

    public static byte[] EndMark => new byte[2 * BlockLength];

    /// <summary>The offset of what is added next.</summary>
    public long Offset => _bytes.WrittenCount;

    /// <summary>Adds a ustar header and content, padded. <paramref name="change"/> may alter the header; the checksum
    /// is made afterwards.</summary>
    public TarBuilder Add(
        string name,
        string content = "",
        char type = '0',
        string link = "",
        int mode = 0x1A4,
        long? size = null,
        Action<byte[]>? change = null) =>
        Add(name, Encoding.UTF8.GetBytes(content), type, link, mode, size, change);

    /// <summary>Adds a ustar header and content of bytes; <paramref name="time"/> is in seconds since 1970.</summary>
    public TarBuilder Add(
        string name,
        byte[] data,
        char type,
        string link,
        int mode,
        long? size = null,
        Action<byte[]>? change = null,
        long time = Time)
    {
        byte[] header = new byte[BlockLength];
        Put(header, 0, Encoding.UTF8.GetBytes(name));
        Put(header, 100, Octal(mode, 7));
        Put(header, 108, Octal(0, 7));
        Put(header, 116, Octal(0, 7));
        Put(header, 124, Octal(size ?? data.Length, 11));
        Put(header, 136, Octal(time, 11));
        header[156] = (byte)type;
        Put(header, 157, Encoding.UTF8.GetBytes(link));
        Put(header, 257, "ustar\000"u8);
        change?.Invoke(header);
        Seal(header);
        return Raw(header).Raw(data).Raw(new byte[-data.Length & (BlockLength - 1)]);
    }

    /// <summary>Adds a pax header of one record for each pair.</summary>
    public TarBuilder Pax(char type, params (string Keyword, string Value)[] records) =>
        Add("PaxHeaders/x", string.Concat(records.Select(r => Record(r.Keyword, r.Value))), type);

    public TarBuilder Raw(ReadOnlySpan<byte> bytes)
    {
        _bytes.Write(bytes);
        return this;
    }

    public byte[] Unended() => _bytes.WrittenSpan.ToArray();

    public byte[] End() => [.. _bytes.WrittenSpan, .. EndMark];

    public static string Record(string keyword, string value)
    {
        int rest = Encoding.UTF8.GetByteCount(keyword) + Encoding.UTF8.GetByteCount(value) + 3;
        int length = rest + 1;
        while (length != rest + length.ToString(CultureInfo.InvariantCulture).Length)
        {
            length++;
        }

        return $"{length} {keyword}={value}\n";
    }

    public static void Seal(byte[] header)
    {
        header.AsSpan(148, 8).Fill((byte)' ');
        Put(header, 148, Octal(header.Sum(b => (int)b), 6));
        header[154] = 0;
    }

    public static void Put(byte[] header, int offset, ReadOnlySpan<byte> bytes) => bytes.CopyTo(header.AsSpan(offset));

    private static byte[] Octal(long value, int digits) =>
        Encoding.ASCII.GetBytes(Convert.ToString(value, 8).PadLeft(digits, '0'));
}
