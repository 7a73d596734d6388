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
    /// <summary>
    /// So many Stream Footers are looked at for the one of a damaged Stream: those of other .xz files that were stored
    /// in it come before it.
    /// </summary>
    private const int MaxFooters = 16;

    private readonly Stream _source;
    private readonly DecoderLimits _limits;
    private readonly CancellationToken _cancellation;
    private readonly BlockSalvager _blocks;
    private readonly StructureFinder _finder;
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
        _finder = new StructureFinder(_fileSize);
        _blocks = new BlockSalvager(source, destination, allocator, limits, includeDamaged, cancellation);
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
                TryRecorded(BlockPlace.Of(block), block.CompressedOffset, block.CompressedOffset);
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
            [.. _blocks.Ranges], reader.Failure?.Error ?? XzError.None, reader.Failure?.Message);
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

        // Where the Blocks begin if nothing is missing before the Index, and if nothing is missing before them.
        XzIndexStream stream = index.Streams[0];
        bool isMatching = walk.Matches(index);
        long shift = isMatching && header is not null ? start - stream.CompressedOffset : 0;
        long floor = walk.Position;
        for (int i = isMatching ? walk.Count : 0; i < index.Blocks.Count; i++)
        {
            BlockPlace place = BlockPlace.Of(index.Blocks[i]);
            floor = TryRecorded(place, place.Offset + shift, floor);
        }

        return end;
    }

    /// <summary>Goes on from Block to Block; true if that led to the Stream's own Index and to its end.</summary>
    private bool GoOn(StreamWalk walk, long limit, ref Failure? failure)
    {
        while (walk.Position < limit && At(Structures.BlockHeader, walk.Position) is not null)
        {
            failure = TryUnrecorded(walk, limit);
            if (failure is not null)
            {
                return false;
            }
        }

        failure = new Failure(XzError.IndexCorrupt, walk.Position,
            "Here is neither an intact Block Header nor an intact Index that lists the Blocks before it.");
        if (walk.TailSize is { } tail && walk.Position + tail <= limit)
        {
            FileIndexReader reader = ReadIndex(walk.Position + tail);
            if (reader.Index is { } index && index.Streams[0].CompressedOffset == walk.Start && walk.Matches(index)
                && index.BlockCount == walk.Count)
            {
                walk.Skip(walk.Position + tail);
                return true;
            }
        }

        return false;
    }

    /// <summary>Tries the next Block, whose sizes are not known, with each check that it may have.</summary>
    private Failure? TryUnrecorded(StreamWalk walk, long limit)
    {
        Failure? failure = null;
        foreach (CheckId check in walk.PossibleChecks)
        {
            Failure? now = _blocks.Try(new BlockPlace(walk.Position, limit, check), out long end);
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

    /// <summary>Tries a Block of an Index at two places; returns the end of what it takes.</summary>
    /// <param name="place">Where it is if all bytes between it and the Index are there.</param>
    /// <param name="other">Where it begins if all bytes before it are there.</param>
    /// <param name="floor">Where what was written or taken for lost before it ends.</param>
    private long TryRecorded(BlockPlace place, long other, long floor)
    {
        Failure? failure = null;
        long length = place.End - place.Offset;
        foreach (long offset in (ReadOnlySpan<long>)[place.Offset, other])
        {
            if (offset < floor || offset + length > _fileSize || (failure is not null && offset == place.Offset))
            {
                continue;
            }

            Failure? now = _blocks.Try(place with { Offset = offset, End = offset + length }, out long end);
            if (now is null)
            {
                return end;
            }

            failure ??= now;
        }

        failure ??= new Failure(XzError.UnexpectedEnd, floor, "The Block that the Index lists is missing");
        BlockPlace lost = place with { Offset = Math.Max(floor, place.Offset), End = Math.Max(floor, place.End) };
        _blocks.Lose(lost, place.UncompressedSize, failure);
        return lost.End;
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
        (XzIndex Index, long End)? likely = null;
        bool isBehindAnother = false;
        long from = walk.Position;
        for (int i = 0; i < MaxFooters && !_blocks.IsExhausted; i++)
        {
            if (Next(Structures.StreamFooter, from, _fileSize) is not { } footer)
            {
                break;
            }

            from = footer.Offset + 1;
            if (ReadIndex(footer.End).Index is not { } index)
            {
                continue;
            }

            bool isSameCheck = walk.Check is null || index.Streams[0].Check == walk.Check;

            long start = index.Streams[0].CompressedOffset;
            if (start == walk.Start && isSameCheck)
            {
                return (index, footer.End);
            }

            if (start > walk.Start && At(Structures.StreamHeader, start) is not null)
            {
                // A whole Stream: one that follows, or one that was stored in this one.
                isBehindAnother = true;
            }
            else if (!isBehindAnother && likely is null && limit == _fileSize)
            {
                if (isSameCheck && (start < walk.Position || (walk.Count > 0 && walk.Matches(index))))
                {
                    likely = (index, footer.End);
                }
                else
                {
                    limit = start > walk.Position ? start : limit;
                }
            }
        }

        return likely;
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
            long next = EndOf(walk.Position, sizes, limit) ?? (_blocks.IsExhausted
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

    private bool IsZero(long position) => SkipZeros(position) > position;

    /// <summary>The first offset from <paramref name="position"/> on at which there is no zero byte.</summary>
    private long SkipZeros(long position)
    {
        Span<byte> buffer = stackalloc byte[512];
        while (position < _fileSize)
        {
            _source.Position = position;
            int read = _source.Read(buffer);
            int other = buffer[..read].IndexOfAnyExcept((byte)0);
            if (read == 0 || other >= 0)
            {
                return position + Math.Max(0, other);
            }

            position += read;
        }

        return position;
    }

    private Structure? At(Structures kind, long offset) => Next(kind, offset, offset + 1);

    private Structure? Next(Structures kinds, long from, long end)
    {
        long before = _finder.Searched;
        _finder.Find(kinds, from, end);
        _finder.Run(_source, _cancellation);
        _blocks.Spend(_finder.Searched - before);
        return _finder.Found;
    }

    private FileIndexReader ReadIndex(long end)
    {
        FileIndexReader reader = FileIndexReader.OfStream(end, _limits.MemoryLimit);
        reader.Run(_source, _cancellation);
        _blocks.Spend(reader.IndexSize);
        return reader;
    }
}
