using System.Buffers.Binary;
using System.Text;

namespace Xzact.Audit.Tests.Exposure.Contents;

/// <summary>Writes an ELF file of the type ET_NONE with a symbol table and text; nothing in it can run.</summary>
internal sealed class ElfBuilder
{
    private readonly List<(string Name, bool IsDefined)> _symbols = [];

    public string Text { get; init; } = "";

    public bool Wide { get; init; } = true;

    public bool Big { get; init; }

    /// <summary>More bytes of its data, as the table of a check.</summary>
    public byte[] Data { get; init; } = [];

    public ElfBuilder Define(params string[] names) => Add(names, true);

    public ElfBuilder Use(params string[] names) => Add(names, false);

    public byte[] Build()
    {
        byte[] strings = [0, .. _symbols.SelectMany(s => (byte[])[.. Encoding.ASCII.GetBytes(s.Name), 0])];
        MemoryStream table = new();
        int name = 1;
        foreach ((string text, bool isDefined) in _symbols)
        {
            byte[] symbol = new byte[Wide ? 24 : 16];
            Put32(symbol, 0, (uint)name);
            Put16(symbol, Wide ? 6 : 14, (ushort)(isDefined ? 1 : 0));
            table.Write(symbol);
            name += text.Length + 1;
        }

        byte[] data = [0, .. Encoding.ASCII.GetBytes(Text), 0, .. Data];
        int head = Wide ? 64 : 52;
        int row = Wide ? 64 : 40;
        int sections = head + strings.Length + (int)table.Length + data.Length;
        byte[] file =
            [.. new byte[head], .. strings, .. table.ToArray(), .. data, .. new byte[3 * row]];
        ((byte[])[0x7F, .. "ELF"u8, (byte)(Wide ? 2 : 1), (byte)(Big ? 2 : 1), 1]).CopyTo(file, 0);
        PutWord(file, Wide ? 40 : 32, sections);
        Put16(file, Wide ? 58 : 46, (ushort)row);
        Put16(file, Wide ? 60 : 48, 3);
        Section(file, sections + row, 2, head + strings.Length, (int)table.Length, link: 2);
        Section(file, sections + (2 * row), 3, head, strings.Length, link: 0);
        return file;
    }

    private ElfBuilder Add(string[] names, bool isDefined)
    {
        _symbols.AddRange(names.Select(n => (n, isDefined)));
        return this;
    }

    private void Section(byte[] file, int at, uint type, int offset, int length, uint link)
    {
        Put32(file, at + 4, type);
        PutWord(file, at + (Wide ? 24 : 16), offset);
        PutWord(file, at + (Wide ? 32 : 20), length);
        Put32(file, at + (Wide ? 40 : 24), link);
    }

    private void PutWord(byte[] file, int at, int value) => Put32(file, Wide && Big ? at + 4 : at, (uint)value);

    private void Put32(byte[] file, int at, uint value)
    {
        if (Big)
        {
            BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(at), value);
        }
        else
        {
            BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(at), value);
        }
    }

    private void Put16(byte[] file, int at, ushort value)
    {
        if (Big)
        {
            BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(at), value);
        }
        else
        {
            BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(at), value);
        }
    }
}
