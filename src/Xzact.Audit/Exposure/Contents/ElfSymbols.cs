using System.Buffers.Binary;
using System.Text;

namespace Xzact.Audit.Exposure.Contents;

/// <summary>The names that an ELF file defines and has the content of, from its symbol tables (System V ABI, chapter
/// 4). What is damaged is left out: a table that leads out of the file has no names.</summary>
internal static class ElfSymbols
{
    private const int SymbolTable = 2;
    private const int DynamicSymbols = 11;
    private const uint NoBits = 8;
    private const int MaxName = 256;

    /// <summary>Whether a file begins as ELF does.</summary>
    public static bool Begins(ReadOnlySpan<byte> file) => file.Length >= 52
        && file.StartsWith((ReadOnlySpan<byte>)[0x7F, .. "ELF"u8]) && file[4] is 1 or 2 && file[5] is 1 or 2;

    /// <summary>The names that are defined and begin with a prefix.</summary>
    public static HashSet<string> Defined(ReadOnlySpan<byte> file, ReadOnlySpan<byte> prefix)
    {
        HashSet<string> names = [];
        if (!Begins(file))
        {
            return names;
        }

        Layout layout = new(file[4] == 2, file[5] == 2);
        long sections = layout.Word(file, layout.Wide ? 40 : 32);
        int size = layout.U16(file, layout.Wide ? 58 : 46);
        int count = layout.U16(file, layout.Wide ? 60 : 48);
        bool[] hasContent = new bool[count];
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<byte> section = Slice(file, sections + ((long)i * size), layout.Wide ? 64 : 40);
            hasContent[i] = !section.IsEmpty && layout.U32(section, 4) != NoBits;
        }

        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<byte> section = Slice(file, sections + ((long)i * size), layout.Wide ? 64 : 40);
            if (section.IsEmpty || layout.U32(section, 4) is not (SymbolTable or DynamicSymbols))
            {
                continue;
            }

            long link = layout.U32(section, layout.Wide ? 40 : 24);
            ReadOnlySpan<byte> strings = Slice(file, sections + (link * size), layout.Wide ? 64 : 40);
            if (!strings.IsEmpty)
            {
                AddNames(layout.Data(file, section), layout.Data(file, strings), layout, prefix, hasContent,
                    names);
            }
        }

        return names;
    }

    private static void AddNames(
        ReadOnlySpan<byte> table, ReadOnlySpan<byte> strings, Layout layout, ReadOnlySpan<byte> prefix,
        bool[] hasContent, HashSet<string> names)
    {
        int entry = layout.Wide ? 24 : 16;
        for (int at = 0; at + entry <= table.Length; at += entry)
        {
            // Section 0 means that the name is only used here. A file of debugging symbols has names and no code.
            int section = layout.U16(table[at..], layout.Wide ? 6 : 14);
            uint name = layout.U32(table[at..], 0);
            bool isHere = section > 0 && (section >= hasContent.Length || hasContent[section]);
            if (!isHere || name >= strings.Length || !strings[(int)name..].StartsWith(prefix))
            {
                continue;
            }

            ReadOnlySpan<byte> text = strings[(int)name..Math.Min(strings.Length, (int)name + MaxName)];
            int end = text.IndexOf((byte)0);
            if (end > 0)
            {
                names.Add(Encoding.ASCII.GetString(text[..end]));
            }
        }
    }

    private static ReadOnlySpan<byte> Slice(ReadOnlySpan<byte> file, long offset, long length) =>
        offset >= 0 && length >= 0 && offset <= file.Length - length ? file.Slice((int)offset, (int)length) : default;

    // The two sizes and the two orders of bytes.
    [System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Auto)]
    private readonly record struct Layout(bool Wide, bool Big)
    {
        public ReadOnlySpan<byte> Data(ReadOnlySpan<byte> file, ReadOnlySpan<byte> section) =>
            Slice(file, Word(section, Wide ? 24 : 16), Word(section, Wide ? 32 : 20));

        public int U16(ReadOnlySpan<byte> bytes, int at) => Big ? BinaryPrimitives.ReadUInt16BigEndian(bytes[at..])
            : BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);

        public uint U32(ReadOnlySpan<byte> bytes, int at) => Big ? BinaryPrimitives.ReadUInt32BigEndian(bytes[at..])
            : BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);

        public long Word(ReadOnlySpan<byte> bytes, int at) => !Wide ? U32(bytes, at)
            : Big ? BinaryPrimitives.ReadInt64BigEndian(bytes[at..])
            : BinaryPrimitives.ReadInt64LittleEndian(bytes[at..]);
    }
}
