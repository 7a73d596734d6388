using System.Runtime.CompilerServices;

namespace Xzact.Kernels;

/// <summary>A piece of history that equals what follows the position.</summary>
/// <param name="Length">Bytes that are equal, 2 to 273.</param>
/// <param name="Distance">How far back it starts, minus one.</param>
internal readonly record struct Match(int Length, uint Distance);

/// <summary>Earlier positions whose next bytes have the same hash as those of a position.</summary>
internal struct MatchHeads
{
    /// <summary>The newest absolute position in the main table; zero for none.</summary>
    public uint Main;

    /// <summary>How far back the newest one of the two-byte table is; beyond the dictionary for none.</summary>
    public uint Delta2;

    /// <summary>The same for three bytes.</summary>
    public uint Delta3;

    /// <summary>How many matches were found, where the search is done; before, which part of the trees has the
    /// position.</summary>
    public int Count;
}

/// <summary>What a match finder carries from batch to batch, besides its tables and its window.</summary>
internal struct MatchFinderState
{
    /// <summary>Index in the window of the next position.</summary>
    public nint Index;

    /// <summary>Absolute position minus index. Absolute positions stand in the tables; zero there means none.</summary>
    public uint Base;

    /// <summary>Where in the cyclic table of links the position stands.</summary>
    public uint Cyclic;

    /// <summary>Distances below this one are found: the dictionary plus one.</summary>
    public uint Reach;

    /// <summary>Positions that the table of links has room for: the reach, and a batch more.</summary>
    public uint CyclicSize;

    /// <summary>Most links that are followed.</summary>
    public int Depth;

    /// <summary>Bytes that the main hash covers: 2 to 4.</summary>
    public int HashBytes;

    /// <summary>Bits of the main hash.</summary>
    public int HashBits;

    /// <summary>Start of the three-byte table in the table of heads.</summary>
    public nint Hash3Start;

    /// <summary>Start of the main table in the table of heads.</summary>
    public nint HashMainStart;

    /// <summary>Where a position stands that is <paramref name="ahead"/> positions ahead, less than a batch.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly uint Slot(uint ahead)
    {
        uint slot = Cyclic + ahead;
        return slot >= CyclicSize ? slot - CyclicSize : slot;
    }

    /// <summary>Where the position stands that is <paramref name="delta"/> positions before one at a slot.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly nint Slot(uint slot, uint delta) =>
        (nint)slot - (nint)delta + (delta > slot ? (nint)CyclicSize : 0);

    /// <summary>Moves on.</summary>
    /// <param name="count">Positions, a batch at most.</param>
    public void Advance(int count)
    {
        Cyclic = Slot((uint)count);
        Index += count;
    }
}
