using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Xzact.Audit.Tests.Archives;

/// <summary>One member for <see cref="ZipBuilder"/>; each field can be made to lie.</summary>
internal sealed record ZipBuilderEntry(string Name, string Content)
{
    public bool Deflate { get; init; }

    public bool Descriptor { get; init; }

    public ushort Flags { get; init; }

    public ushort? Method { get; init; }

    public byte Host { get; init; } = 3;

    public int UnixMode { get; init; } = 0x81A4;

    public uint DosAttributes { get; init; }

    public string? LocalName { get; init; }

    public uint? Crc { get; init; }

    public long? Size { get; init; }

    public byte[] CentralExtra { get; init; } = [];

    public byte[] LocalExtra { get; init; } = [];

    public string Comment { get; init; } = "";

    /// <summary>Bytes between the compressed data and its stated end.</summary>
    public byte[] Slack { get; init; } = [];

    public byte[]? RawDescriptor { get; init; }

    public byte[]? RawName { get; init; }

    public uint DosTime { get; init; } = 0x58210000;

    /// <summary>Leaves the member out of the central directory.</summary>
    public bool IsHidden { get; init; }

    /// <summary>Writes sizes and offset as zip64 fields.</summary>
    public bool IsZip64 { get; init; }
}

/// <summary>Writes zip archives record by record, so that a test can break any rule it wants to.</summary>
internal sealed class ZipBuilder
{
    private readonly List<ZipBuilderEntry> _entries = [];

    public byte[] Comment { get; init; } = [];

    public byte[] Prefix { get; init; } = [];

    public byte[] GapBeforeDirectory { get; init; } = [];

    public byte[] GapAfterDirectory { get; init; } = [];

    public bool WithZip64End { get; init; }

    public int? StatedCount { get; init; }

    public ZipBuilder Add(ZipBuilderEntry entry)
    {
        _entries.Add(entry);
        return this;
    }

    public ZipBuilder Add(string name, string content) => Add(new ZipBuilderEntry(name, content));

    public byte[] End()
    {
        using var bytes = new MemoryStream();
        using var directory = new MemoryStream();
        foreach (ZipBuilderEntry entry in _entries)
        {
            Write(entry, bytes, directory);
        }

        bytes.Write(GapBeforeDirectory);
        long start = bytes.Length;
        bytes.Write(directory.ToArray());
        bytes.Write(GapAfterDirectory);
        int count = StatedCount ?? _entries.Count(entry => !entry.IsHidden);
        var end = new BinaryWriter(bytes);
        if (WithZip64End)
        {
            long end64 = bytes.Length;
            end.Write(0x06064B50);
            end.Write(44L);
            end.Write((ushort)45);
            end.Write((ushort)45);
            end.Write(0L);
            end.Write((long)count);
            end.Write((long)count);
            end.Write(directory.Length);
            end.Write(start);
            end.Write(0x07064B50);
            end.Write(0);
            end.Write(end64);
            end.Write(1);
        }

        end.Write(0x06054B50);
        end.Write(0);
        end.Write(WithZip64End ? ushort.MaxValue : (ushort)count);
        end.Write(WithZip64End ? ushort.MaxValue : (ushort)count);
        end.Write(WithZip64End ? uint.MaxValue : (uint)directory.Length);
        end.Write(WithZip64End ? uint.MaxValue : (uint)start);
        end.Write((ushort)Comment.Length);
        end.Write(Comment);
        return [.. Prefix, .. bytes.ToArray()];
    }

    public static byte[] DeflateOf(byte[] content)
    {
        var packed = new MemoryStream();
        using (var deflate = new DeflateStream(packed, CompressionLevel.Optimal))
        {
            deflate.Write(content);
        }

        // An empty DeflateStream writes nothing at all.
        return content.Length > 0 ? packed.ToArray() : [3, 0];
    }

    public static uint Crc32(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in bytes)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ (0xEDB88320 & (uint)-(int)(crc & 1));
            }
        }

        return ~crc;
    }

    public static byte[] U32(uint value)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        return bytes;
    }

    private static void Write(ZipBuilderEntry entry, MemoryStream bytes, MemoryStream directory)
    {
        byte[] content = Encoding.UTF8.GetBytes(entry.Content);
        byte[] data = [.. entry.Deflate ? DeflateOf(content) : content, .. entry.Slack];
        uint crc = entry.Crc ?? Crc32(content);
        long size = entry.Size ?? content.Length;
        ushort flags = (ushort)(entry.Flags | (entry.Descriptor ? 8 : 0));
        ushort method = entry.Method ?? (ushort)(entry.Deflate ? 8 : 0);
        byte[] name = entry.RawName ?? Encoding.UTF8.GetBytes(entry.Name);
        byte[] localName = entry.LocalName is null ? name : Encoding.UTF8.GetBytes(entry.LocalName);
        long offset = bytes.Length;

        var local = new BinaryWriter(bytes);
        local.Write(0x04034B50);
        local.Write((ushort)20);
        local.Write(flags);
        local.Write(method);
        local.Write(entry.DosTime);
        local.Write(entry.Descriptor ? 0 : crc);
        local.Write(entry.Descriptor ? 0 : (uint)data.Length);
        local.Write(entry.Descriptor ? 0 : (uint)size);
        local.Write((ushort)localName.Length);
        local.Write((ushort)entry.LocalExtra.Length);
        local.Write(localName);
        local.Write(entry.LocalExtra);
        local.Write(data);
        if (entry.Descriptor)
        {
            byte[] sizes = [.. U32((uint)data.Length), .. U32((uint)size)];
            local.Write(entry.RawDescriptor ?? [.. U32(0x08074B50), .. U32(crc), .. sizes]);
        }

        if (entry.IsHidden)
        {
            return;
        }

        byte[] extra = entry.IsZip64
            ? [1, 0, 24, 0, .. U64(size), .. U64(data.Length), .. U64(offset), .. entry.CentralExtra]
            : entry.CentralExtra;
        var central = new BinaryWriter(directory);
        central.Write(0x02014B50);
        central.Write((byte)20);
        central.Write(entry.Host);
        central.Write((ushort)20);
        central.Write(flags);
        central.Write(method);
        central.Write(entry.DosTime);
        central.Write(crc);
        central.Write(entry.IsZip64 ? uint.MaxValue : (uint)data.Length);
        central.Write(entry.IsZip64 ? uint.MaxValue : (uint)size);
        central.Write((ushort)name.Length);
        central.Write((ushort)extra.Length);
        central.Write((ushort)entry.Comment.Length);
        central.Write((ushort)0);
        central.Write((ushort)0);
        central.Write(((uint)entry.UnixMode << 16) | entry.DosAttributes);
        central.Write(entry.IsZip64 ? uint.MaxValue : (uint)offset);
        central.Write(name);
        central.Write(extra);
        central.Write(Encoding.ASCII.GetBytes(entry.Comment));
    }

    private static byte[] U64(long value)
    {
        byte[] bytes = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        return bytes;
    }
}
