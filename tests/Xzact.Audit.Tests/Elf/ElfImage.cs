using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Xzact.Audit.Tests.Elf;

/// <summary>Writes an ELF file of the type ET_NONE with what a loader asks for; nothing in it can run. Every address is
/// the offset in the file.</summary>
internal sealed class ElfImage
{
    private readonly ArrayBufferWriter<byte> _body = new();

    public bool Wide { get; init; } = true;

    public bool Big { get; init; }

    public ushort Machine { get; init; } = 62;

    public ushort Type { get; init; }

    public uint LoadFlags { get; init; } = 6;

    public uint? StackFlags { get; init; }

    public string? SharedName { get; init; }

    public string[] Needed { get; init; } = [];

    public string? RunPath { get; init; }

    public string? RunPathOld { get; init; }

    public string? Audit { get; init; }

    public ulong Init { get; init; }

    /// <summary>Name, address (0 is defined elsewhere), and st_info.</summary>
    public (string Name, ulong Value, byte Info)[] Symbols { get; init; } = [];

    public (string Library, string Version)[] VersionNeeds { get; init; } = [];

    public string[] VersionDefinitions { get; init; } = [];

    /// <summary>Address, type, symbol, addend.</summary>
    public (ulong Address, uint Type, uint Symbol, long Addend)[] Relocations { get; init; } = [];

    public ulong[] Compact { get; init; } = [];

    public byte[] BuildId { get; init; } = [];

    /// <summary>Bytes at <see cref="DataAddress"/>.</summary>
    public byte[] Data { get; init; } = new byte[64];

    public string[] SourceFiles { get; init; } = [];

    private int Word => Wide ? 8 : 4;

    private int Head => (Wide ? 64 : 52) + (4 * (Wide ? 56 : 32));

    /// <summary>Where <see cref="Data"/> is in a file of 64 or 32 bits.</summary>
    public ulong DataAddress => (ulong)Head;

    public byte[] Build()
    {
        _body.Write(Data);
        Align();
        StringBuilder names = new("\0");
        (uint At, string Text)[] Texts(IEnumerable<string> texts) => [.. texts.Select(t => (Name(names, t), t))];
        (uint At, string Text)[] needed = Texts(Needed);
        List<(ulong Tag, ulong Value)> tags = [.. needed.Select(n => (1UL, (ulong)n.At))];
        AddText(14, SharedName);
        AddText(15, RunPathOld);
        AddText(29, RunPath);
        AddText(0x6FFFFEFC, Audit);
        if (Init != 0)
        {
            tags.Add((12, Init));
        }

        ulong symbols = Here();
        Symbol(0, 0, 0, 0);
        foreach ((string name, ulong value, byte info) in Symbols)
        {
            Symbol(Name(names, name), value, info, (ushort)(value == 0 ? 0 : 1));
        }

        ulong hash = Here();
        Put32(1);
        Put32((uint)Symbols.Length + 1);
        Put32(0);
        for (int i = 0; i <= Symbols.Length; i++)
        {
            Put32(0);
        }

        Align();
        tags.AddRange([(4, hash), (6, symbols)]);
        Versions(names, tags);
        if (Relocations.Length > 0)
        {
            tags.AddRange([(7, Here()), (8, (ulong)(Relocations.Length * 3 * Word))]);
            foreach ((ulong address, uint type, uint symbol, long addend) in Relocations)
            {
                PutWord(address);
                PutWord(Wide ? ((ulong)symbol << 32) | type : (symbol << 8) | type);
                PutWord((ulong)addend);
            }
        }

        if (Compact.Length > 0)
        {
            tags.AddRange([(36, Here()), (35, (ulong)(Compact.Length * Word))]);
            foreach (ulong entry in Compact)
            {
                PutWord(entry);
            }
        }

        ulong files = Here();
        Symbol(0, 0, 0, 0);
        foreach (string file in SourceFiles)
        {
            Symbol(Name(names, file), 0, 4, 0xFFF1);
        }

        ulong filesLength = Here() - files;
        ulong note = Here();
        Put32(4);
        Put32((uint)BuildId.Length);
        Put32(3);
        _body.Write("GNU\0"u8);
        _body.Write(BuildId);
        ulong noteLength = Here() - note;
        Align();
        ulong strings = Here();
        byte[] text = Encoding.ASCII.GetBytes(names.ToString());
        _body.Write(text);
        Align();
        tags.AddRange([(5, strings), (10, (ulong)text.Length), (0, 0)]);
        ulong dynamic = Here();
        foreach ((ulong tag, ulong value) in tags)
        {
            PutWord(tag);
            PutWord(value);
        }

        ulong dynamicLength = Here() - dynamic;
        ulong sections = Here();
        Section(0, 0, 0, 0, 0);
        Section(11, symbols, hash - symbols, 3, 2);
        Section(2, files, filesLength, 3, 0);
        Section(3, strings, (ulong)text.Length, 0, 2);
        ulong end = Here();
        return
        [
            .. Header(sections), .. Segment(1, LoadFlags, 0, end), .. Segment(2, 6, dynamic, dynamicLength),
            .. Segment(BuildId.Length == 0 ? 0u : 4u, 4, note, noteLength),
            .. Segment(StackFlags is null ? 0u : 0x6474E551u, StackFlags ?? 0, 0, 0), .. _body.WrittenSpan,
        ];

        void AddText(ulong tag, string? value)
        {
            if (value is not null)
            {
                tags.Add((tag, Name(names, value)));
            }
        }
    }

    private void Versions(StringBuilder names, List<(ulong Tag, ulong Value)> tags)
    {
        if (VersionNeeds.Length > 0)
        {
            tags.AddRange([(0x6FFFFFFE, Here()), (0x6FFFFFFF, (ulong)VersionNeeds.Length)]);
            for (int i = 0; i < VersionNeeds.Length; i++)
            {
                Put16(1);
                Put16(1);
                Put32(Name(names, VersionNeeds[i].Library));
                Put32(16);
                Put32(i + 1 < VersionNeeds.Length ? 32u : 0);
                Put32(0);
                Put16(0);
                Put16((ushort)(i + 10));
                Put32(Name(names, VersionNeeds[i].Version));
                Put32(0);
            }

            Align();
        }

        if (VersionDefinitions.Length > 0)
        {
            tags.AddRange([(0x6FFFFFFC, Here()), (0x6FFFFFFD, (ulong)VersionDefinitions.Length)]);
            for (int i = 0; i < VersionDefinitions.Length; i++)
            {
                Put16(1);
                Put16(0);
                Put16((ushort)(i + 1));
                Put16(1);
                Put32(0);
                Put32(20);
                Put32(i + 1 < VersionDefinitions.Length ? 28u : 0);
                Put32(Name(names, VersionDefinitions[i]));
                Put32(0);
            }

            Align();
        }

        if (VersionNeeds.Length + VersionDefinitions.Length > 0)
        {
            tags.Add((0x6FFFFFF0, Here()));
            Put16(0);
            for (int i = 0; i < Symbols.Length; i++)
            {
                Put16((ushort)(VersionNeeds.Length > 0 ? 10 : 1));
            }

            Align();
        }
    }

    private byte[] Header(ulong sections)
    {
        ArrayBufferWriter<byte> head = new();
        head.Write((byte[])[0x7F, .. "ELF"u8, (byte)(Wide ? 2 : 1), (byte)(Big ? 2 : 1), 1, .. new byte[9]]);
        Put(head, Type, 2);
        Put(head, Machine, 2);
        Put(head, 1, 4);
        Put(head, 0, Word);
        Put(head, Wide ? 64u : 52u, Word);
        Put(head, sections, Word);
        Put(head, 0, 4);
        foreach (int count in (int[])[Wide ? 64 : 52, Wide ? 56 : 32, 4, Wide ? 64 : 40, 4, 3])
        {
            Put(head, (ulong)count, 2);
        }

        return head.WrittenSpan.ToArray();
    }

    private byte[] Segment(uint type, uint flags, ulong offset, ulong length)
    {
        ArrayBufferWriter<byte> row = new();
        Put(row, type, 4);
        if (Wide)
        {
            Put(row, flags, 4);
        }

        Put(row, offset, Word);
        Put(row, offset, Word);
        Put(row, offset, Word);
        Put(row, length, Word);
        Put(row, length, Word);
        if (!Wide)
        {
            Put(row, flags, 4);
        }

        Put(row, 4, Word);
        return row.WrittenSpan.ToArray();
    }

    private void Section(uint type, ulong offset, ulong length, uint link, uint flags)
    {
        Put32(0);
        Put32(type);
        PutWord(flags);
        PutWord(flags == 0 ? 0 : offset);
        PutWord(offset);
        PutWord(length);
        Put32(link);
        Put32(0);
        PutWord(1);
        PutWord(0);
    }

    private void Symbol(uint name, ulong value, byte info, ushort section)
    {
        Put32(name);
        if (Wide)
        {
            _body.Write((ReadOnlySpan<byte>)[info, 0]);
            Put16(section);
            PutWord(value);
            PutWord(8);
        }
        else
        {
            PutWord(value);
            Put32(8);
            _body.Write((ReadOnlySpan<byte>)[info, 0]);
            Put16(section);
        }
    }

    private static uint Name(StringBuilder names, string text)
    {
        uint at = (uint)names.Length;
        names.Append(text).Append('\0');
        return at;
    }

    private ulong Here() => (ulong)(Head + _body.WrittenCount);

    private void Align()
    {
        while (Here() % 8 != 0)
        {
            _body.Write((ReadOnlySpan<byte>)[0]);
        }
    }

    private void Put16(ushort value) => Put(_body, value, 2);

    private void Put32(uint value) => Put(_body, value, 4);

    private void PutWord(ulong value) => Put(_body, value, Word);

    private void Put(ArrayBufferWriter<byte> target, ulong value, int length)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
        bytes = bytes[..length];
        if (Big)
        {
            bytes.Reverse();
        }

        target.Write(bytes);
    }
}
