using Xzact.Coding;
using Xzact.Format;

namespace Xzact.Container;

/// <summary>Reads bytes of a file at an offset: as many as the buffer holds unless the file ends; zero at the
/// end.</summary>
internal delegate int ReadAt(Span<byte> buffer, long offset);

/// <summary>
/// Reads the Indexes of a .xz file from its end to its start without decoding any Block (.xz specification,
/// sections 2.1.2
/// and 4). Memory: 64 KiB, what the Streams take, and 16 bytes for each Block if they are kept.
/// </summary>
internal sealed class FileIndexReader : Coder
{
    private const int BufferSize = 64 * 1024;

    private readonly ReadAt _readAt;
    private readonly long _fileSize;
    private readonly byte[] _buffer = new byte[BufferSize];
    private readonly RecordCollector _records;
    private readonly List<StreamIndex> _streams = [];
    private ulong _uncompressedSize;

    /// <param name="readAt">Reads the file.</param>
    /// <param name="fileSize">Its size in bytes.</param>
    /// <param name="keepsBlocks">Whether <see cref="StreamIndex.Blocks"/> is filled.</param>
    /// <param name="memoryLimit">Most bytes for Blocks that are kept; zero for any.</param>
    public FileIndexReader(ReadAt readAt, long fileSize, bool keepsBlocks, long memoryLimit)
    {
        _readAt = readAt;
        _fileSize = fileSize;
        _records = new RecordCollector(keepsBlocks, memoryLimit);
    }

    /// <summary>Reads everything; null after a failure.</summary>
    public FileIndex? Read()
    {
        // What does not even begin like .xz is another format and no damaged file.
        if (!ReadHeader(0, out _))
        {
            return null;
        }

        long end = _fileSize;
        while (end > 0)
        {
            if (!ReadStream(ref end))
            {
                return null;
            }
        }

        _streams.Reverse();
        return new FileIndex(_streams, _fileSize);
    }

    /// <summary>Not for this coder: it reads by offset.</summary>
    protected override CoderStatus Advance(ref ReadOnlySpan<byte> input, ref Span<byte> output) =>
        throw new NotSupportedException("An index is read from the end of a file.");

    /// <summary>Reads the Stream, and its padding, that ends at <paramref name="end"/>, which moves to its
    /// start.</summary>
    private bool ReadStream(ref long end)
    {
        long streamEnd = SkipPadding(end);
        long footerOffset = streamEnd - StreamFormat.FooterSize;
        if (footerOffset < StreamFormat.HeaderSize)
        {
            return Refuse(XzError.DataCorrupt, Math.Max(footerOffset, 0), "There is no room for a Stream " +
                "(section 2.1).");
        }

        if ((end - streamEnd) % StreamFormat.Alignment != 0 || streamEnd % StreamFormat.Alignment != 0)
        {
            return Refuse(XzError.StreamPaddingCorrupt, streamEnd, "Stream Padding is not a multiple of " +
                "four bytes (section 2.2).");
        }

        Span<byte> footer = _buffer.AsSpan(0, StreamFormat.FooterSize);
        if (!Fill(footer, footerOffset))
        {
            return false;
        }

        if (StreamFlags.ReadFooter(footer, out CheckId check, out ulong backwardSize) is { } bad)
        {
            return Refuse(bad.Error, footerOffset + bad.Offset, bad.Rule);
        }

        if (backwardSize > (ulong)(footerOffset - StreamFormat.HeaderSize))
        {
            return Refuse(XzError.StreamFooterCorrupt, footerOffset + StreamFormat.FooterBackwardSizeOffset,
                "Backward Size points to before the Stream (section 2.1.2.2).");
        }

        long indexOffset = footerOffset - (long)backwardSize;
        if (!ReadIndex(indexOffset, footerOffset))
        {
            return false;
        }

        if (_records.TotalSize > (ulong)(indexOffset - StreamFormat.HeaderSize))
        {
            return Refuse(XzError.IndexCorrupt, indexOffset, "The Index gives Blocks more bytes than the " +
                "file has (section 4.3).");
        }

        long start = indexOffset - (long)_records.TotalSize - StreamFormat.HeaderSize;
        if (!ReadHeader(start, out CheckId headerCheck))
        {
            return false;
        }

        if (headerCheck != check)
        {
            return Refuse(XzError.StreamFooterCorrupt, footerOffset + StreamFormat.FooterFlagsOffset,
                "The Stream Flags of header and footer differ (section 2.1.2.3).");
        }

        _uncompressedSize += _records.UncompressedSize;
        if (_uncompressedSize > MultibyteFormat.MaxValue)
        {
            return Refuse(XzError.IndexCorrupt, indexOffset, "The Streams stand for more than 2^63 bytes.");
        }

        _streams.Add(new StreamIndex
        {
            Check = check,
            Offset = start,
            CompressedSize = streamEnd - start,
            UncompressedSize = _records.UncompressedSize,
            BlockCount = _records.Count,
            Padding = end - streamEnd,
            Blocks = _records.Records,
        });
        end = start;
        return true;
    }

    /// <summary>The end of what is not zero before <paramref name="end"/>.</summary>
    private long SkipPadding(long end)
    {
        while (end > 0)
        {
            int size = (int)Math.Min(end, BufferSize);
            Span<byte> piece = _buffer.AsSpan(0, size);
            if (!Fill(piece, end - size))
            {
                return end;
            }

            int last = piece.LastIndexOfAnyExcept((byte)0);
            if (last >= 0)
            {
                return end - size + last + 1;
            }

            end -= size;
        }

        return end;
    }

    private bool ReadIndex(long offset, long end)
    {
        _records.Reset();
        long position = offset;
        CoderStatus status = CoderStatus.More;
        while (position < end && status == CoderStatus.More)
        {
            Span<byte> piece = _buffer.AsSpan(0, (int)Math.Min(BufferSize, end - position));
            if (!Fill(piece, position))
            {
                return false;
            }

            ReadOnlySpan<byte> input = piece;
            Span<byte> nothing = default;
            status = _records.Code(ref input, ref nothing);
            position += piece.Length - input.Length;
        }

        if (status == CoderStatus.Failed)
        {
            return FailAs(_records, offset) != CoderStatus.Failed;
        }

        return (status == CoderStatus.End && position == end)
            || Refuse(XzError.IndexCorrupt, position, "The Index has another size than Backward Size says " +
                "(section 2.1.2.2).");
    }

    private bool ReadHeader(long offset, out CheckId check)
    {
        check = CheckId.None;
        Span<byte> header = _buffer.AsSpan(0, StreamFormat.HeaderSize);
        if (!Fill(header, offset))
        {
            return false;
        }

        return StreamFlags.ReadHeader(header, out check) is not var (error, at, rule)
            || Refuse(
                error == XzError.FormatNotRecognized && offset > 0 ? XzError.DataCorrupt : error, offset + at, rule);
    }

    private bool Fill(Span<byte> buffer, long offset)
    {
        for (int filled = 0; filled < buffer.Length;)
        {
            int read = _readAt(buffer[filled..], offset + filled);
            if (read == 0)
            {
                return Refuse(XzError.UnexpectedEnd, offset + filled, "The file ends before it should");
            }

            filled += read;
        }

        return true;
    }

    /// <summary>Records the failure; always false.</summary>
    private bool Refuse(XzError error, long offset, string rule) => Fail(error, offset, rule) != CoderStatus.Failed;

    /// <summary>Sums up the records of an Index, and keeps them if asked to.</summary>
    private sealed class RecordCollector(bool keeps, long memoryLimit) : IndexCoder
    {
        private const int RecordSize = 2 * sizeof(ulong);

        private List<IndexRecord> _kept = [];
        private long _keptBefore;

        public ulong Count { get; private set; }

        public ulong TotalSize { get; private set; }

        public ulong UncompressedSize { get; private set; }

        public IReadOnlyList<IndexRecord> Records => _kept;

        public override void Reset()
        {
            base.Reset();
            _keptBefore += _kept.Count;
            _kept = [];
            Count = 0;
            TotalSize = 0;
            UncompressedSize = 0;
        }

        protected override string? TakeCount(ulong count)
        {
            Count = count;
            return null;
        }

        protected override string? TakeRecord(ulong unpaddedSize, ulong uncompressedSize, bool isLast)
        {
            var record = new IndexRecord(unpaddedSize, uncompressedSize);
            TotalSize += record.TotalSize;
            UncompressedSize += uncompressedSize;
            if (TotalSize > MultibyteFormat.MaxValue || UncompressedSize > MultibyteFormat.MaxValue)
            {
                return "The Blocks of the Index have more than 2^63 bytes together (section 4.3).";
            }

            if (keeps)
            {
                if (memoryLimit > 0 && (_keptBefore + _kept.Count + 1) * RecordSize > memoryLimit)
                {
                    _ = Fail(XzError.MemoryLimit, Size, $"The list of Blocks needs more than the allowed " +
                        $"{memoryLimit} bytes of memory");
                    return "";
                }

                _kept.Add(record);
            }

            return null;
        }
    }
}
