using System.Buffers.Binary;
using System.Security.Cryptography;
using Xzact.Testing.Files;
using Xzact.Testing.Interop;

namespace Xzact.Fuzz.Inputs;

/// <summary>
/// Gives changed .xz files the checksums that fit, so that the changes are not all stopped by the first of them; and
/// if wanted, the Index, the Backward Size and the check of each Block too.
/// </summary>
internal static class XzRepair
{
    private const int LongestOutput = 1 << 20;

    /// <summary>From the start of the Stream Footer.</summary>
    private const int FooterFlagsEnd = 10;

    /// <summary>A copy of the file that fits together better.</summary>
    /// <param name="file">The file.</param>
    /// <param name="rebuilds">Whether Index and checks are made anew; otherwise the CRC32 of each field.</param>
    public static byte[] Repair(byte[] file, bool rebuilds)
    {
        var result = new MemoryStream(file.Length + 64);
        List<(ulong Unpadded, ulong Uncompressed)> records = [];
        int indexSize = 0;
        IReadOnlyList<XzField> fields = XzFields.Of(file);
        for (int i = 0; i < fields.Count; i++)
        {
            XzField field = fields[i];
            ReadOnlySpan<byte> bytes = file.AsSpan(field.Offset, field.Length);
            ReadOnlySpan<byte> before = i == 0
                ? []
                : file.AsSpan(fields[i - 1].Offset, fields[i - 1].Length);
            switch (field.Kind)
            {
                case XzFieldKind.StreamMagic:
                    records.Clear();
                    result.Write(rebuilds ? [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00] : bytes);
                    break;
                case XzFieldKind.StreamHeaderCrc or XzFieldKind.BlockHeaderCrc:
                    result.Write(XzAssembler.Crc32(before));
                    break;
                case XzFieldKind.EndOfChunks when rebuilds:
                    records.Add(RecordOf(file, fields, i));
                    result.Write(bytes);
                    break;
                case XzFieldKind.BlockPadding when rebuilds:
                    result.Write(new byte[bytes.Length]);
                    break;
                case XzFieldKind.Check when rebuilds:
                    result.Write(CheckOf(file, fields, i) ?? bytes);
                    break;
                case XzFieldKind.Index when rebuilds:
                    byte[] index = XzAssembler.Index(records);
                    indexSize = index.Length;
                    result.Write(index.AsSpan(0, index.Length - 4));
                    break;
                case XzFieldKind.Index:
                    indexSize = bytes.Length + 4;
                    result.Write(bytes);
                    break;
                case XzFieldKind.IndexCrc:
                    result.Write(rebuilds ? XzAssembler.Index(records).AsSpan(^4) : XzAssembler.Crc32(before));
                    break;
                case XzFieldKind.FooterCrc when field.Offset + FooterFlagsEnd <= file.Length:
                    result.Write(XzAssembler.Crc32([.. BackwardSize(indexSize), .. file.AsSpan(field.Offset + 8, 2)]));
                    break;
                case XzFieldKind.BackwardSize:
                    result.Write(BackwardSize(indexSize));
                    break;
                case XzFieldKind.FooterMagic when rebuilds:
                    result.Write("YZ"u8);
                    break;
                default:
                    result.Write(bytes);
                    break;
            }
        }

        return result.ToArray();
    }

    private static byte[] BackwardSize(int indexSize)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, (uint)((indexSize / 4) - 1));
        return bytes;
    }

    /// <summary>Unpadded and uncompressed size of the Block whose chunks end with the given field.</summary>
    private static (ulong Unpadded, ulong Uncompressed) RecordOf(
        byte[] file, IReadOnlyList<XzField> fields, int end)
    {
        int header = HeaderBefore(fields, end);
        ulong uncompressed = 0;
        for (int i = header; i < end; i++)
        {
            if (fields[i].Kind == XzFieldKind.ChunkHeader)
            {
                ReadOnlySpan<byte> chunk = file.AsSpan(fields[i].Offset);
                uint high = chunk[0] < 0x80 ? 0 : (uint)(chunk[0] & 0x1F) << 16;
                uncompressed += high + BinaryPrimitives.ReadUInt16BigEndian(chunk[1..]) + 1;
            }
        }

        int next = end + 1 < fields.Count && fields[end + 1].Kind == XzFieldKind.BlockPadding ? end + 2 : end + 1;
        int check = next < fields.Count && fields[next].Kind == XzFieldKind.Check ? fields[next].Length : 0;
        return ((ulong)(fields[end].Offset + 1 - fields[header].Offset + check), uncompressed);
    }

    /// <summary>The check that fits what liblzma makes of the Block; null if that is nothing.</summary>
    private static byte[]? CheckOf(byte[] file, IReadOnlyList<XzField> fields, int check)
    {
        int header = HeaderBefore(fields, check);
        int end = check;
        while (fields[end].Kind != XzFieldKind.EndOfChunks)
        {
            end--;
        }

        LiblzmaFilter[]? chain = ChainOf(file.AsSpan(fields[header].Offset, fields[header].Length));
        if (chain is null)
        {
            return null;
        }

        int start = fields[header + 1].Offset + 4;
        LiblzmaResult decoded = SystemLiblzma.RawDecode(file.AsSpan(start, fields[end].Offset + 1 - start), chain);
        if (decoded.Status != LiblzmaStatus.StreamEnd || decoded.Output.Length > LongestOutput)
        {
            return null;
        }

        byte[] crc64 = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(crc64, SystemLiblzma.Crc64(0, decoded.Output));
        return fields[check].Length switch
        {
            4 => XzAssembler.Crc32(decoded.Output),
            8 => crc64,
            32 => SHA256.HashData(decoded.Output),
            _ => null,
        };
    }

    private static int HeaderBefore(IReadOnlyList<XzField> fields, int at)
    {
        while (fields[at].Kind != XzFieldKind.BlockHeader)
        {
            at--;
        }

        return at;
    }

    /// <summary>The filters of a Block Header; null if they cannot be told.</summary>
    private static LiblzmaFilter[]? ChainOf(ReadOnlySpan<byte> header)
    {
        const uint LargestDictionary = 1 << 26;
        byte flags = header[1];
        int at = 2;
        for (int sizes = ((flags >> 6) & 1) + (flags >> 7); sizes > 0; sizes--)
        {
            while (at < header.Length && header[at++] >= 0x80)
            {
            }
        }

        var chain = new LiblzmaFilter[(flags & 3) + 1];
        for (int i = 0; i < chain.Length; i++)
        {
            if (at + 2 > header.Length || at + 2 + header[at + 1] > header.Length)
            {
                return null;
            }

            byte id = header[at];
            ReadOnlySpan<byte> properties = header.Slice(at + 2, header[at + 1]);
            at += 2 + properties.Length;
            bool isLast = i == chain.Length - 1;
            if (id == 0x21 && isLast && properties.Length == 1 && properties[0] < 30)
            {
                uint size = (2U | (properties[0] & 1U)) << ((properties[0] / 2) + 11);
                chain[i] = LiblzmaFilter.Lzma2(new LzmaSettings(0)
                {
                    DictionarySize = Math.Min(size, LargestDictionary),
                });
            }
            else if (id == 0x03 && !isLast && properties.Length == 1)
            {
                chain[i] = LiblzmaFilter.Delta(properties[0] + 1);
            }
            else if (id is >= 0x04 and <= 0x0A && !isLast && properties.Length is 0 or 4)
            {
                chain[i] = LiblzmaFilter.Branch(
                    id, properties.IsEmpty ? 0 : BinaryPrimitives.ReadUInt32LittleEndian(properties));
            }
            else
            {
                return null;
            }
        }

        return chain;
    }
}
