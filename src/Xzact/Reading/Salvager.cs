using Xzact.Coding;
using Xzact.Container;
using Xzact.Format;
using Xzact.Kernels;

namespace Xzact.Reading;

/// <summary>
/// Goes through a damaged file from its start to its end and looks for Blocks: by the Indexes of the file, by that of a
/// Stream, one behind the other, and by their headers.
/// </summary>
internal sealed class Salvager : IDisposable
{
    private readonly Stream _source;
    private readonly DecoderLimits _limits;
    private readonly CancellationToken _cancellation;
    private readonly SalvageAccount _account = new();
    private readonly SalvageBudget _budget;
    private readonly BlockSalvager _blocks;
    private readonly StructureFinder _finder;
    private readonly IndexFinder _indexes;
    private readonly long _fileSize;

    /// <param name="source">The damaged file.</param>
    /// <param name="destination">Where content is written to.</param>
    /// <param name="allocator">Where working memory comes from.</param>
    /// <param name="limits">What may be asked of the decoder.</param>
    /// <param name="includeDamaged">Whether what is decoded of a damaged Block is written too.</param>
    /// <param name="cancellation">Stops the work.</param>
    public Salvager(
        Stream source,
        Stream destination,
        WorkAllocator allocator,
        DecoderLimits limits,
        bool includeDamaged,
        CancellationToken cancellation)
    {
        _source = source;
        _limits = limits;
        _cancellation = cancellation;
        _fileSize = source.Length;
        _budget = new SalvageBudget(_fileSize);
        _finder = new StructureFinder(_fileSize);
        _indexes = new IndexFinder(source, limits.MemoryLimit, _budget, cancellation);
        _blocks = new BlockSalvager(
            source, destination, allocator, limits, includeDamaged, _account, _budget, cancellation);
    }

    /// <summary>Does everything.</summary>
    public XzSalvageReport Run()
    {
        var reader = new FileIndexReader(_fileSize, keepsBlocks: true, _limits.MemoryLimit);
        reader.Run(_source, _cancellation);
        if (reader.Index is { } index)
        {
            foreach (XzIndexBlock block in index.Blocks)
            {
                BlockPlace place = BlockPlace.Of(block);
                if (_blocks.Try(place, out _) is { } failure)
                {
                    _blocks.Lose(place, place.UncompressedSize, failure);
                }
            }
        }
        else
        {
            long position = 0;
            do
            {
                long end = SalvageStream(position);
                long padding = SkipZeros(end) - end;
                position = end + (padding & ~(StreamFormat.Alignment - 1L));
            }
            while (position < _fileSize && SkipZeros(position) < _fileSize);
        }

        return new XzSalvageReport(
            _account.Ranges, reader.Failure?.Error ?? XzError.None, reader.Failure?.Message);
    }

    public void Dispose() => _blocks.Dispose();

    /// <summary>Goes through what may be a Stream; returns where the next one may begin.</summary>
    private long SalvageStream(long start)
    {
        Structure? header = At(Structures.StreamHeader, start);
        var walk = new StreamWalk(start, header?.End ?? start, header?.Check);
        Failure? failure = header is not null ? null : new Failure(
            XzError.StreamHeaderCorrupt, start, "There is no intact Stream Header (section 2.1.1).");
        if (failure is null && GoOn(walk, _fileSize, ref failure))
        {
            return walk.Position;
        }

        (XzIndex Index, long End)? found = FindIndex(walk, out long limit);
        if (found is not var (index, end))
        {
            return SalvageUnrecorded(walk, limit, failure!);
        }

        bool isMatching = walk.Matches(index);
        long shift = isMatching && header is not null ? start - index.Streams[0].CompressedOffset : 0;
        SalvageRecorded(index, isMatching ? walk.Count : 0, walk.Position, shift);
        return end;
    }

    /// <summary>Goes through the Blocks that the Index of a Stream lists.</summary>
    /// <param name="index">The Index: where Blocks are if no byte between them and it is missing or was added.</param>
    /// <param name="first">The first Block.</param>
    /// <param name="floor">Where what was written before it ends.</param>
    /// <param name="shift">How far from there Blocks are if that is true of the bytes before them.</param>
    private void SalvageRecorded(XzIndex index, int first, long floor, long shift)
    {
        long drift = 0;
        bool hasLost = false;
        for (int i = first; i < index.Blocks.Count; i++)
        {
            BlockPlace place = BlockPlace.Of(index.Blocks[i]);
            Failure? failure = TryRecorded(
                place, [drift, drift == 0 ? shift : 0], floor, out long offset, out long end);
            if (failure is null)
            {
                floor = end;
                drift = offset - place.Offset;
                if (hasLost)
                {
                    _account.ExtendLoss(behind: 1, offset);
                }
            }
            else
            {
                // The next Block begins at the earlier place, if that is the right one: the loss does not go beyond.
                long start = Math.Max(floor, place.Offset + Math.Min(0, shift));
                floor = Math.Max(floor, place.End + Math.Min(0, shift));
                _blocks.Lose(place with { Offset = start, End = floor }, place.UncompressedSize, failure);
            }

            hasLost = failure is not null;
        }

        if (hasLost)
        {
            _account.ExtendLoss(behind: 0, BlockPlace.Of(index.Blocks[^1]).End);
        }
    }

    /// <summary>Goes on from Block to Block; true if that led to the Stream's own Index and to its end.</summary>
    private bool GoOn(StreamWalk walk, long limit, ref Failure? failure)
    {
        while (walk.Position < limit && At(Structures.BlockHeader, walk.Position) is not null)
        {
            failure = TryUnrecorded(walk);
            if (failure is not null)
            {
                return false;
            }
        }

        failure = new Failure(XzError.IndexCorrupt, walk.Position,
            "Here is neither an intact Block Header nor an intact Index that lists the Blocks before it.");
        if (walk.TailSize is { } tail && walk.Position + tail <= limit)
        {
            XzIndex? index = _indexes.Read(walk.Position + tail);
            if (index is not null && index.Streams[0].CompressedOffset == walk.Start && walk.Matches(index)
                && index.BlockCount == walk.Count)
            {
                walk.Skip(walk.Position + tail);
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// Tries the next Block, whose sizes are not known, with each check that it may have. One that is intact may go
    /// beyond where another Stream seems to begin: that was reckoned from its Index.
    /// </summary>
    private Failure? TryUnrecorded(StreamWalk walk)
    {
        Failure? failure = null;
        foreach (CheckId check in walk.PossibleChecks)
        {
            Failure? now = _blocks.Try(new BlockPlace(walk.Position, _fileSize, check), out long end);
            if (now is null)
            {
                walk.Check = check;
                walk.Add(_blocks.Sizes, end);
                return null;
            }

            failure ??= now;
        }

        return failure;
    }

    /// <summary>Tries a Block of an Index at several places.</summary>
    /// <param name="place">Where it is without a shift.</param>
    /// <param name="shifts">How far from there it may be, the most likely first.</param>
    /// <param name="floor">It is not before this.</param>
    /// <param name="offset">Where it was found.</param>
    /// <param name="end">Where it ends.</param>
    /// <returns>Why it was not written; null if it was.</returns>
    private Failure? TryRecorded(
        BlockPlace place, ReadOnlySpan<long> shifts, long floor, out long offset, out long end)
    {
        Failure? failure = null;
        foreach (long shift in shifts)
        {
            offset = place.Offset + shift;
            bool isTried = failure is not null && shift == shifts[0];
            if (!isTried && offset >= floor && place.End + shift <= _fileSize)
            {
                Failure? now = _blocks.Try(place with { Offset = offset, End = place.End + shift }, out end);
                if (now is null)
                {
                    return null;
                }

                failure ??= now;
            }
        }

        offset = end = floor;
        return failure ?? new Failure(XzError.UnexpectedEnd, floor, "The Block that the Index lists is missing");
    }

    /// <summary>
    /// Looks for the Index of a Stream that is damaged where its walk stopped.
    /// </summary>
    /// <param name="walk">How far it is known.</param>
    /// <param name="limit">Where another Stream begins that has an Index and no Stream Header, or the end of the
    /// file.</param>
    /// <returns>The Index, and the end of the Stream.</returns>
    private (XzIndex Index, long End)? FindIndex(StreamWalk walk, out long limit)
    {
        limit = _fileSize;
        FoundIndex? likely = null;
        bool isBehindAnother = false;
        foreach (FoundIndex found in _indexes.From(walk.Position))
        {
            bool isSameCheck = walk.Check is null || found.Check == walk.Check;
            if (found.Start == walk.Start && isSameCheck)
            {
                likely = found;
                break;
            }

            if (found.Start > walk.Start && found.HasHeader)
            {
                // A whole Stream: one that follows, or one that was stored in this one.
                isBehindAnother = true;
            }
            else if (!isBehindAnother && likely is null && limit == _fileSize)
            {
                if (isSameCheck && (found.Start < walk.Position || IsContinued(walk, found)))
                {
                    likely = found;
                }
                else
                {
                    limit = found.Start > walk.Position ? found.Start : limit;
                }
            }
        }

        return likely is { } it && _indexes.Read(it.End) is { } index ? (index, it.End) : null;
    }

    /// <summary>
    /// Whether an Index that seems to be of a later Stream is of this one, with bytes added: it lists first the Blocks
    /// that are known or, where none is, there are headers where it puts those behind the first.
    /// </summary>
    private bool IsContinued(StreamWalk walk, FoundIndex found)
    {
        const int MaxLooks = 16;
        if (walk.Position == walk.Start || _indexes.Read(found.End) is not { } index)
        {
            return false;
        }

        long shift = walk.Start - found.Start;
        return walk.Count > 0 ? walk.Matches(index) : index.Streams[0].CompressedSize > -shift
            && index.Blocks.Skip(1).Take(MaxLooks)
                .Any(block => At(Structures.BlockHeader, block.CompressedOffset + shift) is not null);
    }

    /// <summary>Goes on without an Index: by the sizes in Block Headers, and by searching for them.</summary>
    private long SalvageUnrecorded(StreamWalk walk, long limit, Failure failure)
    {
        walk.IsDamaged = true;
        while (!IsStreamEnd(walk.Position, limit))
        {
            Structure? header = At(Structures.BlockHeader, walk.Position);
            long? tail = header is null && walk.TailSize is { } size ? walk.Position + size : null;
            (long Unpadded, long Uncompressed)? sizes = SizesOf(header, walk.Check);
            long next = EndOf(walk.Position, sizes, limit) ?? (_budget.IsExhausted
                ? limit
                : Next(Structures.BlockHeader | Structures.StreamHeader, walk.Position + 1, limit)?.Offset ?? limit);
            bool hasNoContent = tail <= next ? SkipZeros(tail.Value) >= next : IsIndexIndicator(walk.Position, tail);
            hasNoContent |= walk.Position == walk.Start && IsPadding(walk.Position, next);

            // Where this Stream may be the one whose Index was found behind it, its first Block is counted there.
            bool isUncertain = next == limit && limit < _fileSize && walk.Count == 0;
            long? content = isUncertain ? null : (long?)header?.Header!.UncompressedSize;
            _blocks.Lose(
                new BlockPlace(walk.Position, next, walk.Check ?? CheckId.None), hasNoContent ? 0 : content, failure);
            if (sizes is { } known && EndOf(walk.Position, sizes, limit) == next)
            {
                walk.Add(known, next);
            }
            else
            {
                walk.Skip(next);
            }

            if (IsStreamEnd(next, limit))
            {
                if (hasNoContent || content is null)
                {
                    return next;
                }

                break;
            }

            Failure? again = null;
            if (GoOn(walk, limit, ref again))
            {
                return walk.Position;
            }

            failure = again!;
        }

        // Nobody knows how many Blocks there were.
        var end = new BlockPlace(walk.Position, walk.Position, walk.Check ?? CheckId.None);
        _blocks.Lose(end, size: null, new Failure(
            XzError.UnexpectedEnd, walk.Position, "The Stream ends without an Index (section 4)"));
        return walk.Position;
    }

    private bool IsStreamEnd(long position, long limit) =>
        position >= limit || At(Structures.StreamHeader, position) is not null;

    /// <summary>What the Index would record for a Block whose header gives both sizes.</summary>
    private static (long Unpadded, long Uncompressed)? SizesOf(Structure? block, CheckId? check) =>
        block?.Header is { CompressedSize: { } compressed, UncompressedSize: { } uncompressed } && check is { } known
            ? (block.End - block.Offset + (long)compressed + known.Size(), (long)uncompressed)
            : null;

    /// <summary>The end of a Block of known size, if something that may follow a Block follows there.</summary>
    private long? EndOf(long start, (long Unpadded, long Uncompressed)? sizes, long limit)
    {
        if (sizes is not var (unpadded, _) || unpadded > limit - start)
        {
            return null;
        }

        long end = start + ((unpadded + StreamFormat.Alignment - 1) & ~(StreamFormat.Alignment - 1L));
        bool isFollowed = end == limit
            || (end < limit && (IsZero(end) || At(Structures.BlockHeader, end) is not null));
        return isFollowed ? end : null;
    }

    /// <summary>Whether an Index begins here and is cut off.</summary>
    private bool IsIndexIndicator(long position, long? tail) => tail > _fileSize && IsZero(position);

    /// <summary>Whether there is no room for a Stream before the next one, and nothing is missing.</summary>
    private bool IsPadding(long position, long next) =>
        next - position < StreamFormat.HeaderSize + IndexFormat.MinSize + StreamFormat.FooterSize
        && (next - position) % StreamFormat.Alignment == 0
        && At(Structures.StreamHeader, next) is not null;

    private bool IsZero(long position)
    {
        Span<byte> one = stackalloc byte[1];
        return Read(one, position) == 1 && one[0] == 0;
    }

    /// <summary>The first offset from <paramref name="position"/> on at which there is no zero byte.</summary>
    private long SkipZeros(long position)
    {
        // Most often the first bytes tell.
        const int FirstLook = 16;
        Span<byte> buffer = stackalloc byte[512];
        int wanted = FirstLook;
        while (position < _fileSize)
        {
            int read = Read(buffer[..wanted], position);
            int other = buffer[..read].IndexOfAnyExcept((byte)0);
            if (read == 0 || other >= 0)
            {
                return position + Math.Max(0, other);
            }

            position += read;
            wanted = buffer.Length;
        }

        return position;
    }

    private int Read(Span<byte> buffer, long position)
    {
        _source.Position = position;
        _budget.Spend(buffer.Length);
        return _source.Read(buffer);
    }

    private Structure? At(Structures kind, long offset) => Next(kind, offset, offset + 1);

    private Structure? Next(Structures kinds, long from, long end)
    {
        long before = _finder.Requested;
        _finder.Find(kinds, from, end);
        _finder.Run(_source, _cancellation);
        _budget.Spend(_finder.Requested - before);
        return _finder.Found;
    }
}
