using System.Buffers.Binary;
using System.Text;

namespace Xzact.Audit.Tests.Archives.Rpm;

/// <summary>Writes a header of RPM: entries with their data, in a region as packages have it.</summary>
internal sealed class RpmHeaderBuilder(uint region)
{
    private readonly List<(uint Tag, uint Type, uint Count, byte[] Data)> _entries = [];

    /// <summary>Alters the index before it is written: each entry is tag, type, offset, count; the region is the
    /// first.</summary>
    public Action<List<uint[]>>? ChangeIndex { get; set; }

    /// <summary>Alters the data before it is written.</summary>
    public Func<byte[], byte[]>? ChangeData { get; set; }

    /// <summary>Alters the whole header.</summary>
    public Action<byte[]>? Change { get; set; }

    /// <summary>Whether there is a region.</summary>
    public bool HasRegion { get; set; } = true;

    public RpmHeaderBuilder Add(uint tag, uint type, uint count, byte[] data)
    {
        _entries.Add((tag, type, count, data));
        return this;
    }

    public RpmHeaderBuilder Text(uint tag, string text, uint type = 6) => Add(tag, type, 1, [.. Bytes(text), 0]);

    public RpmHeaderBuilder Texts(uint tag, params IReadOnlyCollection<string> texts) =>
        Add(tag, 8, (uint)texts.Count, [.. texts.SelectMany(text => (byte[])[.. Bytes(text), 0])]);

    public RpmHeaderBuilder Numbers(uint tag, params IReadOnlyCollection<uint> numbers) =>
        Add(tag, 4, (uint)numbers.Count, [.. numbers.SelectMany(n => BigEndian(n))]);

    /// <summary>Numbers of 16 bits.</summary>
    public RpmHeaderBuilder Shorts(uint tag, params IReadOnlyCollection<uint> numbers) =>
        Add(tag, 3, (uint)numbers.Count, [.. numbers.SelectMany(n => BigEndian(n)[2..])]);

    public RpmHeaderBuilder Binary(uint tag, byte[] data) => Add(tag, 7, (uint)data.Length, data);

    public RpmHeaderBuilder Remove(uint tag)
    {
        return _entries.RemoveAll(entry => entry.Tag == tag) > 0 ? this
            : throw new ArgumentException("There is no such entry.", nameof(tag));
    }

    /// <summary>The bytes of a number written in hexadecimal, for the annotated texts of tests.</summary>
    public static byte[] Hex(string text) =>
        Convert.FromHexString(string.Concat(text.Where(c => !char.IsWhiteSpace(c))));

    public byte[] Build()
    {
        List<byte> data = [];
        List<uint[]> index = [];
        foreach ((uint tag, uint type, uint count, byte[] bytes) in _entries.OrderBy(entry => entry.Tag))
        {
            int alignment = type switch { 3 => 2, 4 => 4, 5 => 8, _ => 1 };
            data.AddRange(new byte[(alignment - (data.Count % alignment)) % alignment]);
            index.Add([tag, type, (uint)data.Count, count]);
            data.AddRange(bytes);
        }

        if (HasRegion)
        {
            // The region's data repeats its entry; the offset counts back over the index.
            index.Insert(0, [region, 7, (uint)data.Count, 16]);
            uint[] trailer = [region, 7, (uint)-(index.Count * 16), 16];
            data.AddRange(trailer.SelectMany(BigEndian));
        }

        ChangeIndex?.Invoke(index);
        byte[] store = ChangeData?.Invoke([.. data]) ?? [.. data];
        byte[] header =
        [
            .. Hex("8eade801 00000000"), .. BigEndian((uint)index.Count), .. BigEndian((uint)store.Length),
            .. index.SelectMany(entry => entry.SelectMany(BigEndian)), .. store,
        ];
        Change?.Invoke(header);
        return header;
    }

    public static byte[] BigEndian(uint number)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, number);
        return bytes;
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
