using System.Buffers.Binary;
using System.Text;

namespace Xzact.Audit.Tool.Tests.Outside;

/// <summary>Writes a compiled message catalogue as msgfmt does: sorted strings, two tables, a hash table.</summary>
internal static class MessageCatalogue
{
    private const int HeaderSize = 28;

    /// <summary>Compiles messages, which must be sorted by their originals.</summary>
    public static byte[] Compile(IReadOnlyList<(string Original, string Translation)> messages)
    {
        int count = messages.Count;
        int hashSize = NextPrime(count * 4 / 3);
        int hashOffset = HeaderSize + (16 * count);
        int stringsOffset = hashOffset + (4 * hashSize);
        uint[] words = new uint[stringsOffset / 4];
        uint[] header =
        [
            0x950412DE, 0, (uint)count, HeaderSize, HeaderSize + (8 * (uint)count), (uint)hashSize, (uint)hashOffset,
        ];
        header.CopyTo(words, 0);

        using MemoryStream strings = new();
        for (int side = 0; side < 2; side++)
        {
            for (int i = 0; i < count; i++)
            {
                byte[] text = Encoding.UTF8.GetBytes(side == 0 ? messages[i].Original : messages[i].Translation);
                int slot = (HeaderSize / 4) + (2 * ((side * count) + i));
                words[slot] = (uint)text.Length;
                words[slot + 1] = (uint)(stringsOffset + strings.Length);
                strings.Write(text);
                strings.WriteByte(0);
            }
        }

        for (int i = 0; i < count; i++)
        {
            uint hash = Hash(Encoding.UTF8.GetBytes(messages[i].Original));
            int place = (int)(hash % (uint)hashSize);
            int step = 1 + (int)(hash % (uint)(hashSize - 2));
            while (words[(hashOffset / 4) + place] != 0)
            {
                place = (place + step) % hashSize;
            }

            words[(hashOffset / 4) + place] = (uint)i + 1;
        }

        byte[] catalogue = new byte[stringsOffset + strings.Length];
        for (int i = 0; i < words.Length; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(catalogue.AsSpan(4 * i), words[i]);
        }

        strings.ToArray().CopyTo(catalogue, stringsOffset);
        return catalogue;
    }

    /// <summary>A prime of at least 5: msgfmt's own test does not take 3 for one.</summary>
    private static int NextPrime(int number)
    {
        int candidate = Math.Max(5, number | 1);
        while (Enumerable.Range(2, candidate - 2).Any(divisor => candidate % divisor == 0))
        {
            candidate += 2;
        }

        return candidate;
    }

    /// <summary>The hash of P. J. Weinberger, over 32 bits.</summary>
    private static uint Hash(byte[] text)
    {
        uint hash = 0;
        foreach (byte one in text)
        {
            hash = (hash << 4) + one;
            uint high = hash & 0xF0000000;
            hash ^= high >> 24;
            hash ^= high;
        }

        return hash;
    }
}
