using System.Numerics;
using Xzact.Format;
using Xzact.Kernels;

namespace Xzact.Matching;

/// <summary>How a match finder links positions, and how many bytes it hashes.</summary>
internal enum MatchFinderKind
{
    HashChain3 = 0x03,
    HashChain4 = 0x04,
    BinaryTree2 = 0x12,
    BinaryTree3 = 0x13,
    BinaryTree4 = 0x14,
}

/// <summary>
/// Walks over a window and tells for each position where in the dictionary the bytes that follow occur. It may be ahead
/// of the encoder by <see cref="ReadAhead"/> positions.
/// </summary>
internal sealed class MatchFinder : IDisposable
{
    /// <summary>Absolute positions above this are renumbered; far enough below the end of their range.</summary>
    internal const uint RenumberAt = uint.MaxValue - (1U << 24);

    private readonly EncoderWindow _window;
    private readonly WorkMemory<uint> _heads;
    private readonly WorkMemory<uint> _links;
    private readonly bool _tree;
    private readonly int _niceLength;
    private readonly Match[] _matches = new Match[LzmaFormat.MaxMatch + 1];
    private MatchFinderState _state;
    private int _passed;

    /// <param name="allocator">Where the memory comes from.</param>
    /// <param name="window">What to look at.</param>
    /// <param name="kind">Chains or trees.</param>
    /// <param name="dictionarySize">Longest distance in bytes.</param>
    /// <param name="niceLength">A match of this length ends a search, 2 to 273.</param>
    /// <param name="depth">Links that are followed at most; zero chooses by kind and nice length, as xz does.</param>
    public MatchFinder(
        WorkAllocator allocator,
        EncoderWindow window,
        MatchFinderKind kind,
        uint dictionarySize,
        int niceLength,
        uint depth)
    {
        _window = window;
        _tree = kind >= MatchFinderKind.BinaryTree2;
        int hashBytes = (int)kind & 0x0F;
        _niceLength = Math.Max(niceLength, hashBytes);
        uint automatic = _tree ? 16 + ((uint)niceLength / 2) : 4 + ((uint)niceLength / 4);
        _state.Depth = (int)Math.Min(depth == 0 ? automatic : depth, int.MaxValue);
        _state.CyclicSize = dictionarySize + 1;
        _state.HashBytes = hashBytes;
        _state.HashBits = MainHashBits(hashBytes, dictionarySize);
        _state.Hash3Start = hashBytes > 2 ? 1 << MatchFinderLoop.Hash2Bits : 0;
        _state.HashMainStart = _state.Hash3Start + (hashBytes > 3 ? 1 << MatchFinderLoop.Hash3Bits : 0);
        _heads = allocator.Allocate<uint>(_state.HashMainStart + (1L << _state.HashBits));
        _links = allocator.Allocate<uint>((long)_state.CyclicSize << (_tree ? 1 : 0));
        Reset();
    }

    /// <summary>Positions that were read and that the encoder has not yet encoded.</summary>
    public int ReadAhead { get; private set; }

    /// <summary>Index in the window of the next position to read.</summary>
    public long Index => _state.Index;

    /// <summary>Bytes that follow the next position to read.</summary>
    public long Available => _window.End - _state.Index;

    /// <summary>A match of this length ends a search.</summary>
    public int NiceLength => _niceLength;

    /// <summary>Number of <see cref="Matches"/> of the newest position.</summary>
    public int Count { get; private set; }

    /// <summary>The matches of the newest position, each longer than the one before.</summary>
    public ReadOnlySpan<Match> Matches => _matches.AsSpan(0, Count);

    /// <summary>For tests: the number that the next position has in the tables.</summary>
    internal uint AbsolutePosition => (uint)_state.Index + _state.Base;

    /// <summary>
    /// Bytes that must follow a position before it is remembered. A tree is ordered by as many bytes as matches may
    /// have; before a flush, where more bytes come later, fewer would put a position where it does not belong.
    /// </summary>
    private int Needed => Math.Max(sizeof(uint), _tree && !_window.IsComplete ? _niceLength : 0);

    /// <summary>Forgets everything.</summary>
    public void Reset()
    {
        // Fresh memory is zero; touching it would cost more than a small file does.
        if (_state.Index > 0)
        {
            _heads.Clear();
        }

        _passed = 0;
        _state.Index = 0;
        _state.Base = _state.CyclicSize;
        _state.Cyclic = 0;
        ReadAhead = 0;
        Count = 0;
    }

    /// <summary>Reads the next position and finds its matches; the longest is followed to its end.</summary>
    public void Read()
    {
        RememberPassed();
        long available = Available;
        int limit = (int)Math.Min(available, _niceLength);
        ReadAhead++;
        if (available < Needed)
        {
            Pass();
            Count = 0;
            return;
        }

        Renumber();
        long index = _state.Index;
        Count = MatchFinderKernel.Find(ref _state, _window.Memory, _heads, _links, _tree, limit, _matches);
        if (Count > 0 && _matches[Count - 1].Length == limit && limit < LzmaFormat.MaxMatch)
        {
            Match longest = _matches[Count - 1];
            int most = (int)Math.Min(available, LzmaFormat.MaxMatch);
            int length = limit + _window.Memory.Slice(index + limit, most - limit)
                .CommonPrefixLength(_window.Memory.Slice(index + limit - longest.Distance - 1, most - limit));
            _matches[Count - 1] = longest with { Length = length };
        }
    }

    /// <summary>Reads <paramref name="count"/> positions without looking for matches.</summary>
    public void Skip(int count)
    {
        RememberPassed();
        ReadAhead += count;
        for (; count > 0; count--)
        {
            int limit = (int)Math.Min(Available, _niceLength);
            if (Available < Needed)
            {
                Pass();
                continue;
            }

            Renumber();
            MatchFinderKernel.Skip(ref _state, _window.Memory, _heads, _links, _tree, limit);
        }
    }

    /// <summary>The encoder has encoded <paramref name="count"/> of the positions that were read.</summary>
    public void Encoded(int count) => ReadAhead -= count;

    /// <summary>The window was moved by <paramref name="distance"/> bytes.</summary>
    public void Slid(long distance)
    {
        _state.Index -= (nint)distance;
        _state.Base += (uint)distance;
    }

    public void Dispose()
    {
        _heads.Dispose();
        _links.Dispose();
    }

    /// <summary>For tests: positions are numbered from here on. Only a fresh finder may be told so.</summary>
    internal void StartAt(uint position) => _state.Base = position - (uint)_state.Index;

    /// <summary>Too few bytes follow: the position is passed and not remembered yet.</summary>
    private void Pass()
    {
        // Its links stay what they were; no head leads to them under this position's number.
        _passed++;
        _state.Index++;
        _state.Cyclic = _state.Cyclic + 1 == _state.CyclicSize ? 0 : _state.Cyclic + 1;
    }

    /// <summary>Remembers the positions that were passed before a flush, as soon as enough bytes follow them.</summary>
    private void RememberPassed()
    {
        int passed = _passed;
        if (passed == 0 || Available + passed < Needed)
        {
            return;
        }

        _passed = 0;
        _state.Index -= passed;
        _state.Cyclic += (_state.Cyclic < passed ? _state.CyclicSize : 0) - (uint)passed;
        ReadAhead -= passed;
        Skip(passed);
    }

    /// <summary>
    /// Before absolute positions overflow, all of them are made smaller; what is out of reach becomes none.
    /// </summary>
    private void Renumber()
    {
        uint position = (uint)_state.Index + _state.Base;
        if (position < RenumberAt)
        {
            return;
        }

        uint less = position - _state.CyclicSize;
        Subtract(_heads, less);
        Subtract(_links, less);
        _state.Base -= less;
    }

    private static void Subtract(WorkMemory<uint> table, uint less)
    {
        const int Piece = 1 << 20;
        for (long start = 0; start < table.Length; start += Piece)
        {
            Span<uint> piece = table.Slice(start, (int)Math.Min(Piece, table.Length - start));
            for (int i = 0; i < piece.Length; i++)
            {
                piece[i] = piece[i] > less ? piece[i] - less : 0;
            }
        }
    }

    /// <summary>
    /// About half as many heads as the dictionary has positions, at least 2^16: the sizes that xz documents its memory
    /// use with.
    /// </summary>
    private static int MainHashBits(int hashBytes, uint dictionarySize)
    {
        const int Few = 16;
        const int Many = 24;
        if (hashBytes == 2)
        {
            return Few;
        }

        int bits = Math.Max(Few, BitOperations.Log2(Math.Max(dictionarySize - 1, 1)));
        return bits <= Many ? bits : hashBytes == 3 ? Many : bits - 1;
    }
}
