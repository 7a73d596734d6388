using Xzact.Coding;
using Xzact.Container;
using Xzact.Format;
using Xzact.Kernels;

namespace Xzact.Reading;

/// <summary>
/// Tries Blocks of a damaged file, writes those that are intact, and keeps the account. What it is asked to try may be
/// anything; what attempts that failed have read is taken from a budget.
/// </summary>
internal sealed class BlockSalvager : IDisposable
{
    private const int MaxBufferSize = 32 << 20;
    private const int MinBufferSize = 1 << 16;

    /// <summary>A small file is not expected to stand for more than so many times its size.</summary>
    private const int UsualRatio = 64;

    private readonly Stream _source;
    private readonly Stream _destination;
    private readonly BlockReader _reader;
    private readonly WorkMemory<byte> _buffer;
    private readonly DecoderLimits _limits;
    private readonly bool _includeDamaged;
    private readonly CancellationToken _cancellation;
    private readonly SalvageAccount _account;
    private readonly SalvageBudget _budget;
    private long _written;

    /// <param name="source">The damaged file.</param>
    /// <param name="destination">Where content is written to.</param>
    /// <param name="allocator">Where working memory comes from.</param>
    /// <param name="limits">What may be asked of the decoder.</param>
    /// <param name="includeDamaged">Whether what is decoded of a damaged Block is written too.</param>
    /// <param name="account">Where it is noted what becomes of each Block.</param>
    /// <param name="budget">What failed attempts cost is taken from it.</param>
    /// <param name="cancellation">Stops the work.</param>
    public BlockSalvager(
        Stream source,
        Stream destination,
        WorkAllocator allocator,
        DecoderLimits limits,
        bool includeDamaged,
        SalvageAccount account,
        SalvageBudget budget,
        CancellationToken cancellation)
    {
        _source = source;
        _destination = destination;
        _limits = limits;
        _includeDamaged = includeDamaged;
        _account = account;
        _budget = budget;
        _cancellation = cancellation;
        _reader = new BlockReader(allocator, limits);
        _buffer = allocator.Allocate<byte>(Math.Clamp(source.Length * UsualRatio, MinBufferSize, MaxBufferSize));
    }

    /// <summary>Unpadded Size and uncompressed size of the Block that was written last.</summary>
    public (long Unpadded, long Uncompressed) Sizes { get; private set; }

    /// <summary>Tries a Block, and writes it if it is intact.</summary>
    /// <param name="place">Where it is, and what is known of it.</param>
    /// <param name="end">Where it ends, if it was written.</param>
    /// <returns>Why not; null if it was written.</returns>
    public Failure? Try(BlockPlace place, out long end)
    {
        end = place.Offset;
        if (_budget.IsExhausted)
        {
            return new Failure(XzError.SearchLimit, place.Offset, "Too many attempts failed; this one was not made");
        }

        long room = _limits.MaxOutputLength == 0 ? long.MaxValue : _limits.MaxOutputLength - _written;
        long before = _reader.Requested;
        _reader.Start(place);
        Decode(0, Math.Min(_buffer.Length, place.UncompressedSize ?? long.MaxValue));
        bool isBuffered = _reader.IsEnded;
        if (_reader.Failure is null && !isBuffered)
        {
            long rest = place.UncompressedSize ?? (room == long.MaxValue ? room : room + 1);
            Decode(rest, rest);
        }

        Failure? failure = _reader.Failure;
        if (failure is null && _reader.Position > room)
        {
            failure = new Failure(XzError.OutputLimit, place.Offset,
                $"With this Block the content is larger than the allowed {_limits.MaxOutputLength} bytes");
        }

        if (failure is not null)
        {
            _budget.Spend(_reader.Requested - before, _reader.Position);
            return failure;
        }

        long size = _reader.Position;
        end = _reader.CompressedPosition;
        Sizes = (_reader.UnpaddedSize, size);
        bool isCompared = _limits.VerifyChecksum && place.Check.IsSupported() && place.Check != CheckId.None;
        _account.Add(new XzSalvageRange
        {
            State = isCompared ? XzSalvageState.Verified : XzSalvageState.Unchecked,
            CompressedOffset = place.Offset,
            CompressedSize = end - place.Offset,
            UncompressedSize = size,
            Error = place.Check.IsSupported() ? XzError.None : XzError.UnsupportedCheck,
            OutputOffset = _written,
        });
        Write(place, size, isBuffered);
        return null;
    }

    /// <summary>Takes a Block for lost, or writes what can be decoded of it.</summary>
    /// <param name="place">Where it is; the end is that of the lost part.</param>
    /// <param name="size">Bytes of its content, if known.</param>
    /// <param name="failure">Why.</param>
    public void Lose(BlockPlace place, long? size, Failure failure)
    {
        long damaged = 0;
        if (_includeDamaged && failure.Error != XzError.OutputLimit && !_budget.IsExhausted)
        {
            // What the reader can give of it is not what failed last, if that was another attempt.
            _reader.Start(place with { UnpaddedSize = null, UncompressedSize = null });
            Decode(long.MaxValue, long.MaxValue);
            damaged = Math.Min(_reader.Position, size ?? long.MaxValue);
            if (_limits.MaxOutputLength > 0)
            {
                damaged = Math.Min(damaged, _limits.MaxOutputLength - _written);
            }
        }

        if (damaged > 0)
        {
            _account.Add(new XzSalvageRange
            {
                State = XzSalvageState.Damaged,
                CompressedOffset = place.Offset,
                CompressedSize = place.End - place.Offset,
                UncompressedSize = damaged,
                OutputOffset = _written,
                Error = failure.Error,
                Reason = failure.Message,
            });
            Write(place with { UnpaddedSize = null, UncompressedSize = null }, damaged, isBuffered: false);
        }

        if (damaged == 0 || damaged != size)
        {
            _account.Add(new XzSalvageRange
            {
                State = XzSalvageState.Lost,
                CompressedOffset = damaged > 0 ? place.End : place.Offset,
                CompressedSize = damaged > 0 ? 0 : place.End - place.Offset,
                UncompressedSize = size - damaged,
                Error = failure.Error,
                Reason = failure.Message,
            });
        }
    }

    public void Dispose()
    {
        _buffer.Dispose();
        _reader.Dispose();
    }

    private void Write(BlockPlace place, long size, bool isBuffered)
    {
        for (long done = 0; done < size;)
        {
            int piece = (int)Math.Min(size - done, _buffer.Length);
            if (!isBuffered)
            {
                if (done == 0)
                {
                    _reader.Start(place);
                }

                Decode(done, done + piece);
                if (_reader.Failure is not null && _reader.Position < done + piece)
                {
                    throw new IOException($"The file changed while it was read: {_reader.Failure.Message}");
                }
            }

            _destination.Write(_buffer.Slice(0, piece));
            done += piece;
        }

        _written += size;
    }

    private void Decode(long from, long to)
    {
        _reader.Decode(_buffer, from, to);
        _reader.Run(_source, _cancellation);
    }
}
