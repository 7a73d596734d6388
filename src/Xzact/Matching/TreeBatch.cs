using Xzact.Kernels;

namespace Xzact.Matching;

/// <summary>A batch of positions whose trees are walked in parts, by one thread or several.</summary>
/// <param name="stride">Room for the matches of each position.</param>
internal sealed class TreeBatch(int stride)
{
    /// <summary>Positions of a batch; their numbers fit in a byte.</summary>
    public const int Size = 256;

    /// <summary>Parts of the trees.</summary>
    public const int Parts = 1 << MatchHeadsLoop.PartBits;

    private readonly byte[] _order = new byte[Size];
    private readonly int[] _partEnds = new int[Parts];

    /// <summary>The heads of the positions, and how many matches each has.</summary>
    public MatchHeads[] Heads { get; } = new MatchHeads[Size];

    /// <summary>The matches, a stride for each position.</summary>
    public Match[] Matches { get; } = new Match[stride * Size];

    /// <summary>The state before the batch.</summary>
    public MatchFinderState State;

    /// <summary>Which positions belong to the trees of a part, in rising order.</summary>
    public ReadOnlySpan<byte> Order(int part) => _order.AsSpan((part == 0 ? 0 : _partEnds[part - 1]).._partEnds[part]);

    /// <summary>Sorts the positions by parts, once their heads are there.</summary>
    public void Sort()
    {
        Span<int> next = stackalloc int[Parts];
        next.Clear();
        foreach (ref readonly MatchHeads heads in Heads.AsSpan())
        {
            next[heads.Count]++;
        }

        int end = 0;
        for (int part = 0; part < Parts; part++)
        {
            int start = end;
            end += next[part];
            next[part] = start;
            _partEnds[part] = end;
        }

        for (int i = 0; i < Size; i++)
        {
            _order[next[Heads[i].Count]++] = (byte)i;
        }
    }
}
