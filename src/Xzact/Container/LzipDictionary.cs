using System.Numerics;
using Xzact.Format;

namespace Xzact.Container;

/// <summary>
/// The dictionary size of a .lz member in one byte: 2^n less zero to seven sixteenths of it, 4 KiB to 512 MiB (lzip
/// manual, "File format").
/// </summary>
internal static class LzipDictionary
{
    /// <summary>The largest size: 512 MiB.</summary>
    public const uint MaxSize = 1U << LzipFormat.MaxDictionaryLog2;

    /// <summary>Reads the byte; false if it stands for no size in range.</summary>
    public static bool TryParse(byte value, out uint size)
    {
        int log2 = value & LzipFormat.DictionaryLog2Mask;
        int fraction = value >> LzipFormat.DictionaryLog2Bits;
        size = (1U << log2) - ((uint)fraction * ((1U << log2) / LzipFormat.DictionaryFractions));
        return log2 is >= LzipFormat.MinDictionaryLog2 and <= LzipFormat.MaxDictionaryLog2
            && size >= LzmaFormat.MinDictionarySize;
    }

    /// <summary>The byte of the smallest size that is not below <paramref name="size"/>.</summary>
    /// <param name="size">4 KiB to <see cref="MaxSize"/>.</param>
    public static byte ToByte(uint size)
    {
        int log2 = BitOperations.Log2(size - 1) + 1;
        int fraction = log2 == LzipFormat.MinDictionaryLog2
            ? 0
            : (int)(((1U << log2) - size) / ((1U << log2) / LzipFormat.DictionaryFractions));
        return (byte)(log2 | (fraction << LzipFormat.DictionaryLog2Bits));
    }
}
