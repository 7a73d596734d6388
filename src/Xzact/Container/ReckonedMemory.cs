using System.Numerics;
using Xzact.Format;
using Xzact.Lzma;
using Xzact.Matching;

namespace Xzact.Container;

/// <summary>
/// How much memory XZ Utils 5.8 reckons that a chain takes, in bytes on 64-bit machines. Limits that users set are held
/// against these numbers and not against our own need, which is a little smaller, because the same limit must give the
/// same threads, the same dictionary and so the same file.
/// </summary>
internal static class ReckonedMemory
{
    /// <summary>What is reckoned for a decoder before it has seen a header.</summary>
    public const ulong Base = 1 << 15;

    private const int BytesBeforeWindow = 1 << 12;
    private const int BytesAfterWindow = BytesBeforeWindow + 1;
    private const int LongestMatch = 273;
    private const int ReserveBase = 1 << 19;
    private const uint SmallestHash = 0xFFFF;
    private const uint LargestHash = 1 << 24;
    private const int Hash2Entries = 1 << 10;
    private const int Hash3Entries = 1 << 16;
    private const int EntrySize = sizeof(uint);

    private const ulong Lzma1EncoderState = 282_560;
    private const ulong Lzma2EncoderState = 348_264;
    private const ulong Lzma1DecoderState = 66_016;
    private const ulong Lzma2DecoderState = 66_200;
    private const ulong BranchState = 1024;
    private const ulong DeltaState = 352;

    private const ulong ThreadedBase = 33_336;
    private const ulong StatePerThread = 672;
    private const int BuffersPerThread = 2;
    private const int Chunk = 1 << 16;
    private const int ChunkHeader = 3;
    private const int BlockHeadersBound = 92;

    /// <summary>Bytes that one encoder of a chain takes.</summary>
    /// <param name="lzma">How LZMA works.</param>
    /// <param name="isLzma1">LZMA1, or LZMA2.</param>
    /// <param name="simple">The filters before it.</param>
    public static ulong Encoder(LzmaEncoderOptions lzma, bool isLzma1, IEnumerable<FilterId> simple)
    {
        ulong dictionary = lzma.DictionarySize;
        ulong reserve = dictionary / 2;
        reserve = reserve > 1 << 30 ? reserve / 2 : reserve;
        ulong window = dictionary + BytesBeforeWindow + reserve + ReserveBase
            + ((BytesBeforeWindow + LongestMatch + BytesAfterWindow) / 2) + BytesAfterWindow + LongestMatch;
        ulong entries = HashEntries(lzma) + ((dictionary + 1) * (IsTree(lzma) ? 2U : 1U));
        return window + (entries * EntrySize) + (isLzma1 ? Lzma1EncoderState : Lzma2EncoderState) + Simple(simple);
    }

    /// <summary>Bytes that the threads of an encoder take.</summary>
    /// <param name="encoder">What <see cref="Encoder"/> says of the chain.</param>
    /// <param name="blockSize">Bytes of data in a Block.</param>
    /// <param name="threads">How many threads.</param>
    public static ulong ThreadedEncoder(ulong encoder, ulong blockSize, int threads)
    {
        ulong perThread = StatePerThread + blockSize + encoder
            + (BuffersPerThread * (Compressed(blockSize) + BlockHeadersBound));
        return ThreadedBase + (perThread * (ulong)threads);
    }

    /// <summary>Most bytes of the data of a Block that is stored, with its padding.</summary>
    public static ulong Compressed(ulong blockSize)
    {
        ulong chunks = (blockSize + Chunk - 1) / Chunk;
        return (blockSize + (chunks * ChunkHeader) + 1 + 3) & ~3UL;
    }

    /// <summary>Bytes that a decoder of a chain takes.</summary>
    /// <param name="dictionary">Dictionary in bytes.</param>
    /// <param name="isLzma1">LZMA1, or LZMA2.</param>
    /// <param name="simple">The filters before it.</param>
    public static ulong Decoder(uint dictionary, bool isLzma1, IEnumerable<FilterId> simple) =>
        dictionary + (isLzma1 ? Lzma1DecoderState : Lzma2DecoderState) + Simple(simple);

    /// <summary>Bytes that a decoder of a Block takes, or of .lzma data.</summary>
    /// <param name="filters">The chain of its header; the last one is LZMA2 or LZMA1.</param>
    public static ulong Decoder(IReadOnlyList<FilterFlags> filters) => Decoder(
        filters[^1].Value, filters[^1].Id == FilterId.Lzma1, filters.SkipLast(1).Select(filter => filter.Id));

    /// <summary>How many bytes more than our decoders need are reckoned for the same data.</summary>
    /// <param name="isLzma1">LZMA1, or LZMA2.</param>
    public static long DecoderSurplus(bool isLzma1)
    {
        const uint Any = 1 << 20;
        return Any + (long)(isLzma1 ? Lzma1DecoderState : Lzma2DecoderState) - LzmaSymbolDecoder.MemoryUsage(Any);
    }

    private static ulong Simple(IEnumerable<FilterId> filters) =>
        filters.Aggregate(0UL, (sum, filter) => sum + (filter == FilterId.Delta ? DeltaState : BranchState));

    private static bool IsTree(LzmaEncoderOptions lzma) =>
        lzma.Finder is MatchFinderKind.BinaryTree2 or MatchFinderKind.BinaryTree3 or MatchFinderKind.BinaryTree4;

    private static ulong HashEntries(LzmaEncoderOptions lzma)
    {
        if (lzma.Finder == MatchFinderKind.BinaryTree2)
        {
            return SmallestHash + 1;
        }

        bool hasThreeBytes = lzma.Finder is MatchFinderKind.HashChain3 or MatchFinderKind.BinaryTree3;
        ulong mask = ((BitOperations.RoundUpToPowerOf2((ulong)lzma.DictionarySize) - 1) >> 1) | SmallestHash;
        if (mask > LargestHash)
        {
            mask = hasThreeBytes ? LargestHash - 1 : mask >> 1;
        }

        return mask + 1 + Hash2Entries + (hasThreeBytes ? 0UL : Hash3Entries);
    }
}
