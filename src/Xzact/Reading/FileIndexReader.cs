using Xzact.Coding;
using Xzact.Container;
using Xzact.Format;

namespace Xzact.Reading;

/// <summary>
/// Reads the Indexes of a .xz file from its end to its start without decoding any Block (.xz specification, sections
/// 2.1.2 and 4). Memory: 64 KiB, <see cref="StreamMemory"/> for each Stream, and sixteen bytes for each Block if they
/// are kept.
/// </summary>
internal sealed class FileIndexReader : FileCoder
{
    /// <summary>Bytes of memory that a Stream is counted with.</summary>
    public const int StreamMemory = 128;

    /// <summary>So many bytes of the Index of one Stream are asked for first: most of what looks like one is
    /// none.</summary>
    private const int FirstLook = 512;

    private readonly long _fileSize;
    private readonly long _memoryLimit;
    private readonly bool _isStreamOnly;
    private readonly RecordCollector _records;
    private readonly List<XzIndexStream> _streams = [];
    private Step _step;
    private long _end;
    private long _streamEnd;
    private long _indexOffset;
    private long _position;
    private CheckId _check;
    private long _uncompressedSize;

    /// <param name="fileSize">Size of the file in bytes.</param>
    /// <param name="keepsBlocks">Whether <see cref="XzIndex.Blocks"/> is filled.</param>
    /// <param name="memoryLimit">Most bytes for Streams and Blocks that are kept; zero for any.</param>
    public FileIndexReader(long fileSize, bool keepsBlocks, long memoryLimit)
        : this(fileSize, keepsBlocks, memoryLimit, isStreamOnly: false)
    {
    }

    private FileIndexReader(long end, bool keepsBlocks, long memoryLimit, bool isStreamOnly)
    {
        _fileSize = end;
        _end = end;
        _streamEnd = end;
        _memoryLimit = memoryLimit;
        _isStreamOnly = isStreamOnly;
        _records = new RecordCollector(keepsBlocks, memoryLimit);
        _step = isStreamOnly ? Step.Footer : Step.FirstHeader;
        Begin();
    }

    private enum Step
    {
        FirstHeader,
        Padding,
        Footer,
        Index,
        Header,
    }

    /// <summary>
    /// A reader of the Index of one Stream whose Stream Header need not be there: what is known from its end. Where
    /// bytes are missing before it, offsets of Blocks may be negative.
    /// </summary>
    /// <param name="end">Where its Stream Footer ends: at least the size of one.</param>
    /// <param name="memoryLimit">Most bytes for Blocks; zero for any.</param>
    public static FileIndexReader OfStream(long end, long memoryLimit) =>
        new(end, keepsBlocks: true, memoryLimit, isStreamOnly: true);

    /// <summary>The result; null until all is read, and after a failure.</summary>
    public XzIndex? Index { get; private set; }

    /// <summary>After a failure for want of memory: bytes that the list would have taken so far.</summary>
    public long MemoryNeeded => _records.MemoryNeeded;

    private long FooterOffset => _streamEnd - StreamFormat.FooterSize;

    private long HeaderOffset => _indexOffset - _records.TotalSize - StreamFormat.HeaderSize;

    protected override void Advance()
    {
        while (!IsDone && Go())
        {
        }
    }

    /// <summary>Does the next step; false if bytes were asked for first.</summary>
    private bool Go()
    {
        switch (_step)
        {
            case Step.FirstHeader:
                // What does not even begin like .xz is another format and no damaged file.
                if (!Has(0, StreamFormat.HeaderSize))
                {
                    Request(0, StreamFormat.HeaderSize);
                    return false;
                }

                if (ReadHeader(0, out _))
                {
                    _streamEnd = _end;
                    _step = Step.Padding;
                }

                return true;

            case Step.Padding:
                return SkipPadding();

            case Step.Footer:
                if (!HasBefore(_streamEnd, StreamFormat.FooterSize))
                {
                    return false;
                }

                ReadFooter();
                return true;

            case Step.Index:
                return ReadIndex();

            default:
                if (!HasBefore(HeaderOffset + StreamFormat.HeaderSize, StreamFormat.HeaderSize))
                {
                    return false;
                }

                if (ReadHeader(HeaderOffset, out CheckId headerCheck))
                {
                    AddStream(headerCheck);
                }

                return true;
        }
    }

    /// <summary>
    /// Whether the bytes before <paramref name="end"/> are at hand; if not, asks for as many as it can, so that a row
    /// of small Streams is read once.
    /// </summary>
    private bool HasBefore(long end, int size)
    {
        if (Has(end - size, size))
        {
            return true;
        }

        Request(Math.Max(0, end - (_isStreamOnly ? size : WindowSize)), end);
        return false;
    }

    /// <summary>Moves <see cref="_streamEnd"/> to behind the last byte that is not zero.</summary>
    private bool SkipPadding()
    {
        if (!HasBefore(_streamEnd, 1))
        {
            return false;
        }

        int last = Window(WindowStart, _streamEnd).LastIndexOfAnyExcept((byte)0);
        _streamEnd = WindowStart + last + 1;
        if (last < 0 && _streamEnd > 0)
        {
            return true;
        }

        if (FooterOffset < StreamFormat.HeaderSize)
        {
            Fail(XzError.DataCorrupt, Math.Max(FooterOffset, 0), "There is no room for a Stream (section 2.1).");
        }
        else if ((_end - _streamEnd) % StreamFormat.Alignment != 0 || _streamEnd % StreamFormat.Alignment != 0)
        {
            Fail(XzError.StreamPaddingCorrupt, _streamEnd,
                "Stream Padding is not a multiple of four bytes (section 2.2).");
        }

        _step = Step.Footer;
        return true;
    }

    private void ReadFooter()
    {
        ReadOnlySpan<byte> footer = Window(FooterOffset, _streamEnd);
        if (StreamFlags.ReadFooter(footer, out _check, out ulong backwardSize) is { } bad)
        {
            Fail(bad.Error, FooterOffset + bad.Offset, bad.Rule);
            return;
        }

        if (backwardSize > (ulong)Math.Max(0, FooterOffset - (_isStreamOnly ? 0 : StreamFormat.HeaderSize)))
        {
            Fail(XzError.StreamFooterCorrupt, FooterOffset + StreamFormat.FooterBackwardSizeOffset,
                "Backward Size points to before the Stream (section 2.1.2.2).");
            return;
        }

        _indexOffset = FooterOffset - (long)backwardSize;
        _position = _indexOffset;
        _records.Reset((long)backwardSize, _isStreamOnly ? long.MaxValue : _indexOffset - StreamFormat.HeaderSize);
        _step = Step.Index;
    }

    private bool ReadIndex()
    {
        if (_position < WindowStart || _position >= WindowEnd)
        {
            int most = _isStreamOnly && _position == _indexOffset ? FirstLook : WindowSize;
            Request(_position, Math.Min(_position + most, FooterOffset));
            return false;
        }

        ReadOnlySpan<byte> input = Window(_position, Math.Min(WindowEnd, FooterOffset));
        Span<byte> nothing = default;
        _position += input.Length;
        CoderStatus status = _records.Code(ref input, ref nothing);
        _position -= input.Length;
        if (status == CoderStatus.Failed)
        {
            FailAs(_records, _indexOffset);
        }
        else if (status == CoderStatus.End ? _position != FooterOffset : _position == FooterOffset)
        {
            Fail(XzError.IndexCorrupt, _position,
                "The Index has another size than Backward Size says (section 2.1.2.2).");
        }
        else if (status == CoderStatus.End && _isStreamOnly)
        {
            AddStream(_check);
        }
        else if (status == CoderStatus.End)
        {
            if (_records.TotalSize > _indexOffset - StreamFormat.HeaderSize)
            {
                Fail(XzError.IndexCorrupt, _indexOffset,
                    "The Index gives Blocks more bytes than the file has (section 4.3).");
            }

            _step = Step.Header;
        }

        return true;
    }

    private bool ReadHeader(long offset, out CheckId check)
    {
        ReadOnlySpan<byte> header = Window(offset, offset + StreamFormat.HeaderSize);
        if (StreamFlags.ReadHeader(header, out check) is not var (error, at, rule))
        {
            return true;
        }

        Fail(error == XzError.FormatNotRecognized && offset > 0 ? XzError.DataCorrupt : error, offset + at, rule);
        return false;
    }

    private void AddStream(CheckId headerCheck)
    {
        if (headerCheck != _check)
        {
            Fail(XzError.StreamFooterCorrupt, FooterOffset + StreamFormat.FooterFlagsOffset,
                "The Stream Flags of header and footer differ (section 2.1.2.3).");
            return;
        }

        if (_records.UncompressedSize > long.MaxValue - _uncompressedSize)
        {
            Fail(XzError.IndexCorrupt, _indexOffset, "The Streams stand for more than 2^63 bytes.");
            return;
        }

        _records.Reserved += StreamMemory;
        if (_memoryLimit > 0 && _records.MemoryUsage > _memoryLimit)
        {
            Fail(XzError.MemoryLimit, HeaderOffset,
                $"The list of Streams needs more than the allowed {_memoryLimit} bytes of memory");
            return;
        }

        _uncompressedSize += _records.UncompressedSize;
        _streams.Add(new XzIndexStream
        {
            Check = _check,
            CompressedOffset = HeaderOffset,
            CompressedSize = _streamEnd - HeaderOffset,
            UncompressedSize = _records.UncompressedSize,
            BlockCount = _records.Count,
            Padding = _end - _streamEnd,
            TableStart = _records.TableStart,
        });
        _end = HeaderOffset;
        _streamEnd = _end;
        _step = Step.Padding;
        if (_end == 0 || _isStreamOnly)
        {
            Finish();
        }
    }

    /// <summary>Only now is known what lies before each Stream.</summary>
    private void Finish()
    {
        _streams.Reverse();
        long uncompressedOffset = 0;
        long firstBlock = 0;
        for (int i = 0; i < _streams.Count; i++)
        {
            _streams[i].Number = i;
            _streams[i].UncompressedOffset = uncompressedOffset;
            _streams[i].FirstBlock = firstBlock;
            uncompressedOffset += _streams[i].UncompressedSize;
            firstBlock += _streams[i].BlockCount;
        }

        Index = new XzIndex(_streams, _records.Table, _fileSize, _records.MemoryUsage);
        Complete();
    }

    /// <summary>Sums up the records of an Index, and keeps them if asked to.</summary>
    private sealed class RecordCollector(bool keeps, long memoryLimit) : IndexCoder
    {
        private const long MinTotalSize =
            ((long)BlockFormat.MinUnpaddedSize + StreamFormat.Alignment - 1) & ~(StreamFormat.Alignment - 1L);

        private long _maxCount;
        private long _refused;

        public BlockTable Table { get; } = new();

        public int TableStart { get; private set; }

        public long Count { get; private set; }

        public long TotalSize { get; private set; }

        public long UncompressedSize { get; private set; }

        /// <summary>Bytes of memory that are counted beside the table.</summary>
        public long Reserved { get; set; }

        public long MemoryUsage => Reserved + Table.MemoryUsage;

        /// <summary>The same with the records that were announced and not allowed.</summary>
        public long MemoryNeeded => MemoryUsage + _refused;

        /// <summary>Begins another Index.</summary>
        /// <param name="indexSize">Its size in bytes.</param>
        /// <param name="room">Bytes of the file in which its Blocks may lie.</param>
        public void Reset(long indexSize, long room)
        {
            Reset();
            _maxCount = Math.Min(indexSize / 2, room / MinTotalSize);
            TableStart = Table.Count;
            Count = 0;
            TotalSize = 0;
            UncompressedSize = 0;
        }

        protected override string? TakeCount(ulong count)
        {
            if (count > (ulong)_maxCount)
            {
                return $"The Index counts {count} Blocks; there is room for {_maxCount} (section 4.2).";
            }

            Count = (long)count;
            long limit = memoryLimit > 0 ? memoryLimit : long.MaxValue;
            if (keeps && (Count > (limit - MemoryUsage) / BlockTable.RecordSize || Count > int.MaxValue - Table.Count))
            {
                _refused = StreamMemory + (Count * BlockTable.RecordSize);
                _ = Fail(XzError.MemoryLimit, Size,
                    $"The list of {Count} Blocks needs more than the allowed {limit} bytes of memory");
                return "";
            }

            return null;
        }

        protected override string? TakeRecord(ulong unpaddedSize, ulong uncompressedSize, bool isLast)
        {
            // The running sum of what precedes is a multiple of four; both are below 2^63, so the sums do not wrap.
            ulong end = (ulong)TotalSize + unpaddedSize;
            ulong total = (end + StreamFormat.Alignment - 1) & ~(StreamFormat.Alignment - 1UL);
            ulong uncompressed = (ulong)UncompressedSize + uncompressedSize;
            if (total > MultibyteFormat.MaxValue || uncompressed > MultibyteFormat.MaxValue)
            {
                return "The Blocks of the Index have more than 2^63 bytes together (section 4.3).";
            }

            TotalSize = (long)total;
            UncompressedSize = (long)uncompressed;
            if (keeps)
            {
                Table.Add(new BlockEnd((long)end, (long)uncompressed));
            }

            return null;
        }
    }
}
