using System.Numerics;
using System.Runtime.CompilerServices;
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

    /// <summary>Where a reset clears the tables instead of numbering on: soon renumbering would be due.</summary>
    internal const uint RestartAt = 1U << 31;

    /// <summary>Positions that are put into the tables at once, where enough bytes follow.</summary>
    private const int BatchSize = 64;

    /// <summary>Positions of bytes that are passed by: one in so many is put into the tables.</summary>
    private const int PassedStep = 4;

    /// <summary>
    /// Where passing by begins, so many positions are still put into the tables: some of them are there already, and
    /// how many must not decide what is found later.
    /// </summary>
    private const int MostAhead = TreesAhead.Batches * TreeBatch.Size;

    /// <summary>The positions of a batch, in order.</summary>
    private static readonly byte[] s_order = [.. Enumerable.Range(0, BatchSize).Select(i => (byte)i)];

    private readonly EncoderWindow _window;
    private readonly WorkMemory<uint> _heads;
    private readonly WorkMemory<uint> _links;
    private readonly bool _tree;
    private readonly int _niceLength;
    private readonly TreesAhead? _ahead;
    private readonly MatchHeads[] _ownBatch = new MatchHeads[BatchSize];
    private readonly Match[] _ownMatches;
    private readonly int _stride;
    private MatchHeads[] _batch;
    private Match[] _matches;
    private MatchFinderState _state;

    /// <summary>Index in the window behind the batch.</summary>
    private long _batchEnd;
    private uint _start;
    private int _batchCount;
    private int _batchNext;
    private int _newestMatches;
    private int _passed;
    private bool _isPassingBy;

    /// <param name="allocator">Where the memory comes from.</param>
    /// <param name="window">What to look at.</param>
    /// <param name="kind">Chains or trees.</param>
    /// <param name="dictionarySize">Longest distance in bytes.</param>
    /// <param name="niceLength">A match of this length ends a search, 2 to 273.</param>
    /// <param name="depth">Links that are followed at most; zero chooses by kind and nice length, as xz does.</param>
    /// <param name="spare">Threads that may help with trees; null for none.</param>
    public MatchFinder(
        WorkAllocator allocator,
        EncoderWindow window,
        MatchFinderKind kind,
        uint dictionarySize,
        int niceLength,
        uint depth,
        SpareThreads? spare = null)
    {
        _window = window;
        _tree = kind >= MatchFinderKind.BinaryTree2;
        int hashBytes = (int)kind & 0x0F;
        _niceLength = Math.Max(niceLength, hashBytes);
        uint automatic = _tree ? 16 + ((uint)niceLength / 2) : 4 + ((uint)niceLength / 4);
        _state.Depth = (int)Math.Min(depth == 0 ? automatic : depth, int.MaxValue);
        _state.Reach = dictionarySize + 1;
        _state.CyclicSize = (uint)CyclicSize(kind, dictionarySize);
        _state.HashBytes = hashBytes;
        _state.HashBits = MainHashBits(hashBytes, dictionarySize);
        _state.Hash3Start = hashBytes > 2 ? 1 << MatchHeadsLoop.Hash2Bits : 0;
        _state.HashMainStart = _state.Hash3Start + (hashBytes > 3 ? 1 << MatchHeadsLoop.Hash3Bits : 0);
        _heads = allocator.Allocate<uint>(HeadCount(kind, dictionarySize));
        _links = allocator.Allocate<uint>(LinkCount(kind, dictionarySize));
        _stride = Math.Min(Math.Min(_state.Depth, LzmaFormat.MaxMatch) + 2, _niceLength + 1);
        _ownMatches = new Match[_stride * (_tree ? BatchSize : 1)];
        _batch = _ownBatch;
        _matches = _ownMatches;
        _ahead = _tree && spare is not null
            ? new TreesAhead(spare, window, _heads, _links, _niceLength, _stride)
            : null;
        _start = _state.CyclicSize;
        _state.Base = _start;
    }

    /// <summary>Positions that were read and that the encoder has not yet encoded.</summary>
    public int ReadAhead { get; private set; }

    /// <summary>Index in the window of the next position to read.</summary>
    public long Index
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _batchEnd - (_batchCount - _batchNext);
    }

    /// <summary>Bytes that follow the next position to read.</summary>
    public long Available
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _window.End - Index;
    }

    /// <summary>A match of this length ends a search.</summary>
    public int NiceLength => _niceLength;

    /// <summary>Number of <see cref="Matches"/> of the newest position.</summary>
    public int Count { get; private set; }

    /// <summary>The matches of the newest position, each longer than the one before.</summary>
    public ReadOnlySpan<Match> Matches => _matches.AsSpan(_newestMatches, Count);

    /// <summary>For tests: the number that the next position has in the tables.</summary>
    internal uint AbsolutePosition => (uint)Index + _state.Base;

    /// <summary>
    /// Bytes that must follow a position before it is remembered. A tree is ordered by as many bytes as matches may
    /// have; before a flush, where more bytes come later, fewer would put a position where it does not belong.
    /// </summary>
    private int Needed => Math.Max(sizeof(uint), _tree && !_window.IsComplete ? _niceLength : 0);

    /// <summary>Working memory in bytes.</summary>
    public static long MemoryUsage(MatchFinderKind kind, uint dictionarySize) =>
        (HeadCount(kind, dictionarySize) + LinkCount(kind, dictionarySize)) * sizeof(uint);

    /// <summary>Forgets everything.</summary>
    /// <remarks>
    /// The tables are large: with small Blocks, clearing them would take as long as the work. Instead positions are
    /// numbered on from beyond the reach of those that the tables hold: like an empty entry, these are too far away.
    /// </remarks>
    public void Reset()
    {
        _ahead?.Reset(ref _state);
        uint position = (uint)_state.Index + _state.Base;
        ulong next = (ulong)position + (position == _start ? 0 : _state.CyclicSize);
        if (next > RestartAt)
        {
            _heads.Clear();
            next = _state.CyclicSize;
        }

        _start = (uint)next;
        _passed = 0;
        _isPassingBy = false;
        _state.Index = 0;
        _state.Base = _start;
        _state.Cyclic = 0;
        _batchEnd = 0;
        _batchCount = 0;
        _batchNext = 0;
        ReadAhead = 0;
        Count = 0;
    }

    /// <summary>Reads the next position and finds its matches; the longest is followed to its end.</summary>
    public void Read()
    {
        RememberPassed();
        _isPassingBy = false;
        Count = 0;

        // Where the matches of the position before begin, the matches of another batch may long have ended.
        _newestMatches = 0;
        if (_batchNext == _batchCount && !FillBatch(isSearched: true))
        {
            ReadAhead++;
            Pass();
            return;
        }

        ReadAhead++;
        int number = _batchNext++;
        int limit = (int)Math.Min(Available + 1, _niceLength);
        if (_tree)
        {
            _newestMatches = number * _stride;
            Count = _batch[number].Count;
        }
        else
        {
            Count = MatchFinderKernel.WalkChain(
                ref _state, _window.Memory, _links, _batchCount - number, limit, _batch[number], _matches);
        }

        Follow(limit);
    }

    /// <summary>Reads <paramref name="count"/> positions without looking for matches.</summary>
    public void Skip(int count)
    {
        _isPassingBy = false;
        RememberPassed();
        ReadAhead += count;
        while (count > 0)
        {
            if (_batchNext == _batchCount && !FillBatch(isSearched: false, count))
            {
                Pass();
                count--;
                continue;
            }

            int taken = Math.Min(count, _batchCount - _batchNext);
            _batchNext += taken;
            count -= taken;
        }
    }

    /// <summary>
    /// The encoder writes <paramref name="count"/> bytes as they are. Few of them are remembered, so that long
    /// repetitions of them are found, and none are searched.
    /// </summary>
    /// <param name="count">At least <see cref="ReadAhead"/>; <see cref="NiceLength"/> bytes follow them, or else the
    /// last ones are forgotten.</param>
    public void PassBy(int count)
    {
        RememberPassed();
        count -= ReadAhead;
        ReadAhead = 0;
        Count = 0;
        if (!_isPassingBy)
        {
            int remembered = Math.Min(count, MostAhead);
            _ahead?.Stop();
            Skip(remembered);
            _ahead?.End(ref _state);
            ReadAhead = 0;
            count -= remembered;
            _isPassingBy = true;
        }

        while (count > 0)
        {
            Renumber();
            int size = Math.Min(count, BatchSize);
            long available = _window.End - _state.Index - size;
            _batchEnd += size;
            if (size % PassedStep != 0 || available < Math.Max(_niceLength, sizeof(uint)))
            {
                _state.Advance(size);
                count -= size;
                continue;
            }

            Span<MatchHeads> batch = _ownBatch.AsSpan(0, size / PassedStep);
            if (_tree)
            {
                WalkTrees(_niceLength, PassedStep, batch, default);
            }
            else
            {
                MatchFinderKernel.LinkChains(ref _state, _window.Memory, _heads, _links, PassedStep, batch);
            }

            count -= size;
        }
    }

    /// <summary>The encoder has encoded <paramref name="count"/> of the positions that were read.</summary>
    public void Encoded(int count) => ReadAhead -= count;

    /// <summary>The window was moved by <paramref name="distance"/> bytes.</summary>
    public void Slid(long distance)
    {
        _batchEnd -= distance;
        _state.Index -= (nint)distance;
        _state.Base += (uint)distance;
        _ahead?.Slid(distance);
    }

    /// <summary>To be called before the window is moved, and <see cref="Slid"/> behind it.</summary>
    public void BeforeSlide() => _ahead?.Pause();

    public void Dispose()
    {
        _ahead?.Pause();
        _heads.Dispose();
        _links.Dispose();
    }

    /// <summary>For tests: positions are numbered from here on. Only a fresh finder may be told so.</summary>
    internal void StartAt(uint position) => _state.Base = position - (uint)_state.Index;

    /// <summary>
    /// Puts positions into the tables, as many as are followed by a nice length of bytes, or else one. False if too few
    /// bytes follow even that. What comes out does not depend on how many there are.
    /// </summary>
    private bool FillBatch(bool isSearched, int most = BatchSize)
    {
        if (_ahead?.Next(ref _state) is { } next)
        {
            _batch = next.Heads;
            _matches = next.Matches;
            _batchCount = TreeBatch.Size;
            _batchNext = 0;
            _batchEnd = next.State.Index + TreeBatch.Size;
            return true;
        }

        long available = _window.End - _state.Index;
        if (available < Needed)
        {
            return false;
        }

        _batch = _ownBatch;
        _matches = _ownMatches;

        Renumber();
        most = Math.Min(most, BatchSize);
        int limit = (int)Math.Min(available, _niceLength);
        _batchCount = (int)Math.Clamp(available - Math.Max(_niceLength, sizeof(uint)) + 1, 1, most);
        _batchNext = 0;
        Span<MatchHeads> batch = _batch.AsSpan(0, _batchCount);
        if (_tree)
        {
            Span<Match> matches = isSearched ? _matches.AsSpan(0, _batchCount * _stride) : default;
            WalkTrees(limit, 1, batch, matches);
        }
        else
        {
            MatchFinderKernel.LinkChains(ref _state, _window.Memory, _heads, _links, 1, batch);
        }

        _batchEnd = _state.Index;
        return true;
    }

    private void WalkTrees(int limit, int step, Span<MatchHeads> batch, Span<Match> matches)
    {
        MatchFinderState before = _state;
        MatchFinderKernel.TakeHeads(ref _state, _window.Memory, _heads, _links, step, batch);
        MatchFinderKernel.WalkTrees(
            before, _window.Memory, _links, limit, step, s_order.AsSpan(0, batch.Length), batch, matches);
    }

    /// <summary>Follows the longest match of the newest position beyond the nice length.</summary>
    private void Follow(int limit)
    {
        if (Count == 0 || limit == LzmaFormat.MaxMatch)
        {
            return;
        }

        ref Match longest = ref _matches[_newestMatches + Count - 1];
        if (longest.Length == limit)
        {
            long index = Index - 1;
            int more = (int)Math.Min(_window.End - index, LzmaFormat.MaxMatch) - limit;
            int length = limit + _window.Memory.Slice(index + limit, more)
                .CommonPrefixLength(_window.Memory.Slice(index + limit - longest.Distance - 1, more));
            longest = longest with { Length = length };
        }
    }

    /// <summary>Too few bytes follow: the position is passed and not remembered yet.</summary>
    private void Pass()
    {
        // Its links stay what they were; no head leads to them under this position's number.
        _passed++;
        _batchEnd++;
        _state.Advance(1);
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
        _batchEnd -= passed;
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

    private static long HeadCount(MatchFinderKind kind, uint dictionarySize)
    {
        int hashBytes = (int)kind & 0x0F;
        return (hashBytes > 2 ? 1 << MatchHeadsLoop.Hash2Bits : 0)
            + (hashBytes > 3 ? 1 << MatchHeadsLoop.Hash3Bits : 0)
            + (1L << MainHashBits(hashBytes, dictionarySize));
    }

    private static long LinkCount(MatchFinderKind kind, uint dictionarySize) =>
        CyclicSize(kind, dictionarySize) << (kind >= MatchFinderKind.BinaryTree2 ? 1 : 0);

    /// <summary>The reach, and what is walked at the same time.</summary>
    private static long CyclicSize(MatchFinderKind kind, uint dictionarySize) =>
        dictionarySize + 1L + (kind >= MatchFinderKind.BinaryTree2 ? MostAhead : BatchSize);

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
