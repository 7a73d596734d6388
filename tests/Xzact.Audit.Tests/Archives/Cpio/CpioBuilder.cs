using System.Buffers;
using System.Globalization;
using System.Text;

namespace Xzact.Audit.Tests.Archives.Cpio;

/// <summary>Writes cpio entry by entry, so that a test can break any rule it wants to.</summary>
internal sealed class CpioBuilder
{
    public const int RegularFile = 0x81A4;
    public const int Folder = 0x41ED;
    public const int Link = 0xA1FF;

    private readonly ArrayBufferWriter<byte> _bytes = new();
    private uint _inode;

    /// <summary>The offset of what is added next.</summary>
    public long Offset => _bytes.WrittenCount;

    /// <summary>Adds an entry. <paramref name="change"/> may alter its thirteen fields: inode, mode, user, group,
    /// links, time, size, device (two numbers), special device (two), length of the name, checksum.</summary>
    public CpioBuilder Add(
        string name, byte[] content, int mode = RegularFile, string magic = "070701", Action<uint[]>? change = null)
    {
        byte[] storedName = [.. Encoding.UTF8.GetBytes(name), 0];
        uint sum = magic == "070702" ? (uint)content.Sum(b => b) : 0;
        uint[] fields =
        [
            ++_inode, (uint)mode, 0, 0, 1, 1_700_000_000, (uint)content.Length, 0, 0, 0, 0, (uint)storedName.Length,
            sum,
        ];
        change?.Invoke(fields);
        Raw(Encoding.ASCII.GetBytes(magic));
        foreach (uint field in fields)
        {
            Raw(Encoding.ASCII.GetBytes(field.ToString("x8", CultureInfo.InvariantCulture)));
        }

        return Raw(storedName).Pad().Raw(content).Pad();
    }

    public CpioBuilder Add(string name, string content, int mode = RegularFile, string magic = "070701") =>
        Add(name, Encoding.UTF8.GetBytes(content), mode, magic);

    public CpioBuilder Raw(ReadOnlySpan<byte> bytes)
    {
        _bytes.Write(bytes);
        return this;
    }

    public byte[] Unended() => _bytes.WrittenSpan.ToArray();

    /// <summary>All of it with the entry that ends it.</summary>
    public byte[] End(Action<uint[]>? change = null)
    {
        Add("TRAILER!!!", [], 0, change: fields =>
        {
            (fields[0], fields[5]) = (0, 0);
            change?.Invoke(fields);
        });
        return Unended();
    }

    private CpioBuilder Pad() => Raw(new byte[-_bytes.WrittenCount & 3]);
}
