using System.Runtime.CompilerServices;

namespace Xzact.Kernels;

/// <summary>
/// The first half of finding matches: for each position of a batch, the newest earlier positions with the same hash.
/// Written once: with pointers it is the fast kernel, with checked memory its twin.
/// </summary>
/// <remarks>
/// Two small tables give the newest position with the same two and three bytes, the main table the newest one with the
/// same two, three or four bytes. The tables are large and hashes are scattered, so that nearly every look waits for
/// memory: a batch asks for all of its entries before it reads the first, and for what is needed next as soon as
/// it knows where that is.
/// </remarks>
internal static class MatchHeadsLoop
{
    /// <summary>Bits of the two-byte and three-byte tables.</summary>
    public const int Hash2Bits = 10;
    public const int Hash3Bits = 16;

    /// <summary>Trees are told apart by the first bits of their hash, into so many parts with none in common.</summary>
    public const int PartBits = 2;

    // Odd, with well spread bits: 2^32 divided by the golden ratio.
    private const uint Multiplier = 0x9E3779B1;

    /// <summary>Tables for so many positions are near the processor; asking for them early only takes time.</summary>
    private const uint NearPositions = 1 << 19;

    /// <summary>Takes the heads for the positions from the state's on, and makes these positions the heads.</summary>
    /// <param name="s">The state; it is not moved on.</param>
    /// <param name="window">The window.</param>
    /// <param name="heads">The tables of newest positions.</param>
    /// <param name="links">The links; they are asked for only.</param>
    /// <param name="linkShift">1 if each position has two links, else 0.</param>
    /// <param name="step">Bytes from one position to the next.</param>
    /// <param name="batch">Where the heads go; its length is the number of positions.</param>
    // SAFETY: with RawBytes and RawMemory the caller guarantees:
    // - window: four bytes at each position are readable;
    // - heads: Hash2Bits, Hash3Bits and HashBits entries at their starts; hashes are shifted to that many bits.
    // Prefetches touch nothing, whatever their address.
    public static void Take<TBytes, TTable>(
        in MatchFinderState s,
        TBytes window,
        TTable heads,
        TTable links,
        int linkShift,
        int step,
        Span<MatchHeads> batch)
        where TBytes : struct, IByteMemory, allows ref struct
        where TTable : struct, IMemory<uint>, allows ref struct
    {
        switch (s.HashBytes)
        {
            case 2:
                TakeBy<TBytes, TTable, TwoBytes>(s, window, heads, links, linkShift, step, batch);
                break;
            case 3:
                TakeBy<TBytes, TTable, ThreeBytes>(s, window, heads, links, linkShift, step, batch);
                break;
            default:
                TakeBy<TBytes, TTable, FourBytes>(s, window, heads, links, linkShift, step, batch);
                break;
        }
    }

    // SAFETY: as above.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void TakeBy<TBytes, TTable, THash>(
        in MatchFinderState s,
        TBytes window,
        TTable heads,
        TTable links,
        int linkShift,
        int step,
        Span<MatchHeads> batch)
        where TBytes : struct, IByteMemory, allows ref struct
        where TTable : struct, IMemory<uint>, allows ref struct
        where THash : struct, IHashLength
    {
        nint index = s.Index;
        uint position = (uint)index + s.Base;
        nint mainStart = s.HashMainStart;
        nint start3 = s.Hash3Start;
        int hashBits = s.HashBits;
        int unused = 8 * (sizeof(uint) - THash.Bytes);
        bool isNear = s.CyclicSize <= NearPositions;
        if (!isNear)
        {
            for (int i = 0; i < batch.Length; i++)
            {
                uint four = window.Load32(index + (i * step));
                heads.Prefetch(mainStart + Hash(four << unused, hashBits));
                if (THash.Bytes > 3)
                {
                    heads.Prefetch(start3 + Hash(four << 8, Hash3Bits));
                }
            }
        }

        for (int i = 0; i < batch.Length; i++)
        {
            ref MatchHeads result = ref batch[i];
            uint four = window.Load32(index);
            nint main = mainStart + Hash(four << unused, hashBits);
            uint current = heads[main];
            heads[main] = position;
            result.Main = current;
            result.Delta2 = uint.MaxValue;
            result.Delta3 = uint.MaxValue;
            if (linkShift != 0)
            {
                result.Count = (int)Hash(four << unused, PartBits);
            }

            if (THash.Bytes > 2)
            {
                nint hash2 = Hash(four << 16, Hash2Bits);
                result.Delta2 = position - heads[hash2];
                heads[hash2] = position;
                if (THash.Bytes > 3)
                {
                    nint hash3 = start3 + Hash(four << 8, Hash3Bits);
                    uint delta3 = position - heads[hash3];
                    heads[hash3] = position;
                    result.Delta3 = delta3;
                    window.Prefetch(index - (nint)delta3);
                }
            }

            if (!isNear)
            {
                uint delta = position - current;
                uint cyclic = s.Slot((uint)(i * step));
                links.Prefetch(s.Slot(cyclic, delta) << linkShift);
                window.Prefetch(index - (nint)delta);
            }

            position += (uint)step;
            index += step;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nint Hash(uint value, int bits) => (nint)((value * Multiplier) >> (32 - bits));

    /// <summary>How many bytes the main hash covers, as a constant.</summary>
    private interface IHashLength
    {
        static abstract int Bytes { get; }
    }

    private readonly struct TwoBytes : IHashLength
    {
        public static int Bytes => 2;
    }

    private readonly struct ThreeBytes : IHashLength
    {
        public static int Bytes => 3;
    }

    private readonly struct FourBytes : IHashLength
    {
        public static int Bytes => 4;
    }
}
