namespace Xzact.Kernels;

/// <summary>A piece of history that equals what follows the position.</summary>
/// <param name="Length">Bytes that are equal, 2 to 273.</param>
/// <param name="Distance">How far back it starts, minus one.</param>
internal readonly record struct Match(int Length, uint Distance);

/// <summary>What a match finder carries from position to position, besides its tables and its window.</summary>
internal struct MatchFinderState
{
    /// <summary>Index in the window of the next position.</summary>
    public nint Index;

    /// <summary>Absolute position minus index. Absolute positions stand in the tables; zero there means none.</summary>
    public uint Base;

    /// <summary>Where in the cyclic table of links the position stands.</summary>
    public uint Cyclic;

    /// <summary>Positions that are remembered: the dictionary plus one.</summary>
    public uint CyclicSize;

    /// <summary>Most links that are followed.</summary>
    public int Depth;

    /// <summary>A match of this length is good enough.</summary>
    public int NiceLength;

    /// <summary>Bytes that the main hash covers: 2 to 4.</summary>
    public int HashBytes;

    /// <summary>Bits of the main hash.</summary>
    public int HashBits;

    /// <summary>Start of the three-byte table in the table of heads.</summary>
    public nint Hash3Start;

    /// <summary>Start of the main table in the table of heads.</summary>
    public nint HashMainStart;
}
