using System.Numerics;
using Xzact.Container;
using Xzact.Format;
using Xzact.Lzma;
using Xzact.Matching;
using Xzact.Tools.Filters;
using Xzact.Tools.Options;

namespace Xzact.Tools.Memory;

/// <summary>
/// How much memory XZ Utils 5.8 reckons that a chain takes, in bytes on 64-bit machines. Limits are held against these
/// numbers and not against our own need, which is a little smaller, because the same limit must give the same threads,
/// the same dictionary and so the same file.
/// </summary>
internal static class MemoryModel
{
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
    public static ulong Encoder(IReadOnlyList<ChosenFilter> chain)
    {
        LzmaEncoderOptions lzma = ChainRules.Lzma(chain);
        ulong dictionary = lzma.DictionarySize;
        ulong reserve = dictionary / 2;
        reserve = reserve > 1 << 30 ? reserve / 2 : reserve;
        ulong window = dictionary + BytesBeforeWindow + reserve + ReserveBase
            + ((BytesBeforeWindow + LongestMatch + BytesAfterWindow) / 2) + BytesAfterWindow + LongestMatch;
        ulong entries = HashEntries(lzma) + ((dictionary + 1) * (IsTree(lzma) ? 2U : 1U));
        bool isLzma1 = chain[^1].Kind == FilterKind.Lzma1;
        return window + (entries * EntrySize) + (isLzma1 ? Lzma1EncoderState : Lzma2EncoderState) + Simple(chain);
    }

    /// <summary>Bytes that the threads of an encoder take.</summary>
    /// <param name="chain">The chain.</param>
    /// <param name="blockSize">Bytes of data in a Block.</param>
    /// <param name="threads">How many threads.</param>
    public static ulong ThreadedEncoder(IReadOnlyList<ChosenFilter> chain, ulong blockSize, int threads)
    {
        ulong chunks = (blockSize + Chunk - 1) / Chunk;
        ulong compressed = (blockSize + (chunks * ChunkHeader) + 1 + 3) & ~3UL;
        ulong perThread = StatePerThread + blockSize + Encoder(chain)
            + (BuffersPerThread * (compressed + BlockHeadersBound));
        return ThreadedBase + (perThread * (ulong)threads);
    }

    /// <summary>Bytes that a decoder of a chain takes.</summary>
    public static ulong Decoder(IReadOnlyList<ChosenFilter> chain)
    {
        bool isLzma1 = chain[^1].Kind == FilterKind.Lzma1;
        return ChainRules.Lzma(chain).DictionarySize + (isLzma1 ? Lzma1DecoderState : Lzma2DecoderState)
            + Simple(chain);
    }

    /// <summary>Bytes that a decoder of a Block takes.</summary>
    /// <param name="filters">The chain of its header.</param>
    public static ulong Decoder(IReadOnlyList<FilterFlags> filters) =>
        filters[^1].Value + Lzma2DecoderState + Simple(filters.SkipLast(1).Select(filter => filter.Id));

    /// <summary>How many bytes more than our decoders need are reckoned for the same data of a format.</summary>
    public static long DecoderSurplus(FileFormat format)
    {
        const uint Any = 1 << 20;
        ulong state = format == FileFormat.Xz ? Lzma2DecoderState : Lzma1DecoderState;
        return Any + (long)state - LzmaSymbolDecoder.MemoryUsage(Any);
    }

    private static ulong Simple(IReadOnlyList<ChosenFilter> chain) =>
        Simple(chain.SkipLast(1).Select(filter => filter.Kind.Id));

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
