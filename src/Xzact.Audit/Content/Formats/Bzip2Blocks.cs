namespace Xzact.Audit.Content.Formats;

/// <summary>Finds the blocks of bzip2 by their signatures, which may begin at any bit, and makes a stream of each.
/// </summary>
internal static class Bzip2Blocks
{
    private const int MagicBits = 48;
    private const int CrcBits = 32;
    private const int MaxBlocks = 1_024;
    private const ulong Block = 0x314159265359;
    private const ulong End = 0x177245385090;
    private const ulong Mask = (1UL << MagicBits) - 1;

    /// <summary>The bit at which each block begins, and a stream of that block alone, with a block size of 900,000.
    /// </summary>
    public static IEnumerable<(long Bit, byte[] Stream)> In(ReadOnlyMemory<byte> data)
    {
        List<(long Bit, bool IsBlock)> signatures = Signatures(data.Span);
        for (int i = 0; i < signatures.Count; i++)
        {
            if (signatures[i].IsBlock)
            {
                long begin = signatures[i].Bit;
                long end = i + 1 < signatures.Count ? signatures[i + 1].Bit : data.Length * 8L;
                if (end - begin > MagicBits + CrcBits)
                {
                    yield return (begin, Stream(data.Span, begin, end));
                }
            }
        }
    }

    private static List<(long Bit, bool IsBlock)> Signatures(ReadOnlySpan<byte> data)
    {
        List<(long Bit, bool IsBlock)> found = [];
        ulong window = 0;
        for (int at = 0; at < data.Length && found.Count < MaxBlocks; at++)
        {
            window = (window << 8) | data[at];
            for (int shift = 7; shift >= 0; shift--)
            {
                ulong bits = (window >> shift) & Mask;
                long begin = ((at + 1L) * 8) - shift - MagicBits;
                if (bits is Block or End && begin >= 0)
                {
                    found.Add((begin, bits == Block));
                }
            }
        }

        return found;
    }

    private static byte[] Stream(ReadOnlySpan<byte> data, long begin, long end)
    {
        BitWriter stream = new();
        foreach (byte value in "BZh9"u8)
        {
            stream.Write(value, 8);
        }

        uint crc = 0;
        for (long bit = begin; bit < end; bit++)
        {
            uint value = (uint)(data[(int)(bit >> 3)] >> (int)(7 - (bit & 7))) & 1;
            stream.Write(value, 1);
            crc = bit - begin is >= MagicBits and < MagicBits + CrcBits ? (crc << 1) | value : crc;
        }

        // The CRC of a stream of one block is that of the block.
        stream.Write(End, MagicBits);
        stream.Write(crc, CrcBits);
        return stream.ToArray();
    }

    private sealed class BitWriter
    {
        private readonly List<byte> _bytes = [];
        private int _free;

        public void Write(ulong value, int bits)
        {
            for (int bit = bits - 1; bit >= 0; bit--)
            {
                if (_free == 0)
                {
                    _bytes.Add(0);
                    _free = 8;
                }

                _bytes[^1] |= (byte)(((value >> bit) & 1) << --_free);
            }
        }

        public byte[] ToArray() => [.. _bytes];
    }
}
