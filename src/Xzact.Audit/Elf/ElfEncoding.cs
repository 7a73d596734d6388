using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Xzact.Audit.Elf;

/// <summary>How numbers are written in a file: e_ident[EI_CLASS] and e_ident[EI_DATA].</summary>
/// <param name="Wide">Whether addresses have 64 bits; else 32.</param>
/// <param name="Big">Whether the most significant byte comes first.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ElfEncoding(bool Wide, bool Big)
{
    /// <summary>The length of an address in bytes.</summary>
    public int WordLength => Wide ? 8 : 4;

    public ushort U16(ReadOnlySpan<byte> bytes, int at) => Big
        ? BinaryPrimitives.ReadUInt16BigEndian(bytes[at..]) : BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);

    public uint U32(ReadOnlySpan<byte> bytes, int at) => Big
        ? BinaryPrimitives.ReadUInt32BigEndian(bytes[at..]) : BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);

    public ulong U64(ReadOnlySpan<byte> bytes, int at) => Big
        ? BinaryPrimitives.ReadUInt64BigEndian(bytes[at..]) : BinaryPrimitives.ReadUInt64LittleEndian(bytes[at..]);

    /// <summary>A number as long as an address.</summary>
    public ulong Word(ReadOnlySpan<byte> bytes, int at) => Wide ? U64(bytes, at) : U32(bytes, at);

    /// <summary>The same with a sign.</summary>
    public long SignedWord(ReadOnlySpan<byte> bytes, int at) =>
        Wide ? (long)U64(bytes, at) : (int)U32(bytes, at);

    public override string ToString() =>
        $"ELF{(Wide ? 64 : 32)}, {(Big ? "most" : "least")} significant byte first";
}
