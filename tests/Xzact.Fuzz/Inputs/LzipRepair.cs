using System.Buffers.Binary;
using Xzact.Testing.Interop;

namespace Xzact.Fuzz.Inputs;

/// <summary>Gives a changed .lz file of one member the trailer that fits.</summary>
internal static class LzipRepair
{
    private const int HeaderSize = 6;
    private const int TrailerSize = 20;
    private const int LongestOutput = 1 << 20;

    /// <summary>A copy of the file that fits together better.</summary>
    public static byte[] Repair(byte[] file)
    {
        if (file.Length < HeaderSize + TrailerSize)
        {
            return file;
        }

        byte[] repaired = [.. file];
        "LZIP\u0001"u8.CopyTo(repaired);
        LiblzmaResult decoded = SystemLiblzma.RawDecode(
            repaired.AsSpan(HeaderSize..^TrailerSize),
            LiblzmaFilter.Lzma1(new LzmaSettings(6) { DictionarySize = 1 << 16 }));
        Span<byte> trailer = repaired.AsSpan(^TrailerSize..);
        if (decoded.Status == LiblzmaStatus.StreamEnd && decoded.Output.Length < LongestOutput)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(trailer, SystemLiblzma.Crc32(0, decoded.Output));
            BinaryPrimitives.WriteUInt64LittleEndian(trailer[4..], (ulong)decoded.Output.Length);
        }

        BinaryPrimitives.WriteUInt64LittleEndian(trailer[12..], (ulong)file.Length);
        return repaired;
    }
}
