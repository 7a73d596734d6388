using System.Buffers.Binary;
using System.Numerics;
using Xzact.Format;
using Xzact.Lzma;
using Xzact.Tools.Options;

namespace Xzact.Tools.Coding;

/// <summary>What a file is, from its first bytes.</summary>
internal static class FormatDetection
{
    /// <summary>The most that a format needs to be recognized, in bytes.</summary>
    public const int Needed = LzmaAloneFormat.HeaderSize;

    /// <summary>The format; null if it is none that is known.</summary>
    /// <param name="start">The first bytes: at least <see cref="Needed"/>, or all there are.</param>
    public static FileFormat? Detect(ReadOnlySpan<byte> start) =>
        start.StartsWith(StreamFormat.HeaderMagic) ? FileFormat.Xz
        : start.StartsWith(LzipFormat.Magic) ? FileFormat.Lzip
        : IsLzma(start) ? FileFormat.Lzma
        : null;

    private static bool IsLzma(ReadOnlySpan<byte> start)
    {
        if (start.Length < LzmaAloneFormat.HeaderSize
            || !LzmaProperties.TryParse(start[LzmaAloneFormat.PropertiesOffset], out _))
        {
            return false;
        }

        uint dictionary = BinaryPrimitives.ReadUInt32LittleEndian(start[LzmaAloneFormat.DictionarySizeOffset..]);
        ulong size = BinaryPrimitives.ReadUInt64LittleEndian(start[LzmaAloneFormat.UncompressedSizeOffset..]);

        // Encoders write 2^n or 2^n + 2^(n-1): one bit, or two that stand side by side.
        bool oneBit = BitOperations.IsPow2(dictionary);
        bool twoBits = BitOperations.PopCount(dictionary) == 2 && (dictionary & (dictionary >> 1)) != 0;
        return (oneBit || twoBits || dictionary == uint.MaxValue)
            && (size == LzmaAloneFormat.UnknownSize || size <= LzmaAloneFormat.MaxPlausibleSize);
    }
}
