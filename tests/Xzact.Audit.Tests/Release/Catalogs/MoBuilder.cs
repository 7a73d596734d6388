using System.Buffers.Binary;
using System.Text;

namespace Xzact.Audit.Tests.Release.Catalogs;

/// <summary>Writes compiled catalogues as msgfmt lays them out, without hash table unless asked for one.</summary>
internal static class MoBuilder
{
    private const int HeaderSize = 28;

    public static byte[] Build(int hashSize, params (string Id, string Text)[] messages)
    {
        (string Id, string Text)[] sorted = [.. messages.OrderBy(m => m.Id, StringComparer.Ordinal)];
        int strings = HeaderSize + (16 * sorted.Length) + (4 * hashSize);
        MemoryStream texts = new();
        byte[] tables = new byte[strings];
        Put(tables, 0, [0x950412DE, 0, (uint)sorted.Length, HeaderSize, (uint)(HeaderSize + (8 * sorted.Length)),
            (uint)hashSize, (uint)(HeaderSize + (16 * sorted.Length))]);
        int entry = HeaderSize;
        foreach (string text in sorted.Select(m => m.Id).Concat(sorted.Select(m => m.Text)))
        {
            byte[] bytes = Encoding.Latin1.GetBytes(text);
            Put(tables, entry, [(uint)bytes.Length, (uint)(strings + texts.Length)]);
            entry += 8;
            texts.Write(bytes);
            texts.WriteByte(0);
        }

        if (hashSize > 0)
        {
            Hash(sorted, tables.AsSpan(HeaderSize + (16 * sorted.Length)), (uint)hashSize);
        }

        return [.. tables, .. texts.ToArray()];
    }

    private static void Hash((string Id, string Text)[] sorted, Span<byte> table, uint size)
    {
        for (int i = 0; i < sorted.Length; i++)
        {
            uint hash = 0;
            foreach (char c in sorted[i].Id.Split('\0')[0])
            {
                hash = (hash << 4) + c;
                if ((hash & 0xF0000000) is not 0 and var high)
                {
                    hash ^= (high >> 24) | high;
                }
            }

            uint at = hash % size;
            while (BinaryPrimitives.ReadUInt32LittleEndian(table[(int)(4 * at)..]) != 0)
            {
                at = (at + 1 + (hash % (size - 2))) % size;
            }

            BinaryPrimitives.WriteUInt32LittleEndian(table[(int)(4 * at)..], (uint)(i + 1));
        }
    }

    private static void Put(byte[] data, int at, uint[] words)
    {
        for (int i = 0; i < words.Length; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(data.AsSpan(at + (4 * i)), words[i]);
        }
    }
}
