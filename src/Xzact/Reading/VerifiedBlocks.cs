using Xzact.Coding;
using Xzact.Container;
using Xzact.Format;
using Xzact.Kernels;

namespace Xzact.Reading;

/// <summary>
/// Gives out bytes of a file's Blocks from any place, none before its Block was decoded to the end and verified. What
/// is not at hand is loaded by <see cref="Reader"/> between <see cref="BeginLoad"/> and <see cref="EndLoad"/>.
/// </summary>
/// <remarks>
/// A Block that fits in the cache is decoded into it as a whole. A larger one is decoded twice: once to verify it, and
/// then from its start on, part by part, as far as it is read.
/// </remarks>
internal sealed class VerifiedBlocks : IDisposable
{
    /// <summary>Bytes of the parts in which a Block is given out that does not fit in the cache.</summary>
    private const int PartSize = 1 << 20;

    /// <summary>The cache never has less: one part must fit.</summary>
    private const int MinCacheSize = 1 << 16;

    /// <summary>The largest Block that is kept as a whole, so that lengths fit in an integer.</summary>
    private const int MaxWholeBlock = 1 << 30;

    private readonly BlockCache _cache;
    private readonly XzIndex _index;
    private readonly bool _verifies;
    private readonly HashSet<long> _verified = [];
    private long _cacheSize;
    private XzIndexBlock _block;
    private WorkMemory<byte>? _loading;
    private long _from;
    private long _to;
    private bool _isVerifying;
    private long _open = -1;

    /// <param name="index">What the file's Indexes say.</param>
    /// <param name="allocator">Where working memory comes from.</param>
    /// <param name="limits">What may be asked of the decoder.</param>
    /// <param name="cacheSize">See <see cref="CacheSize"/>.</param>
    public VerifiedBlocks(XzIndex index, WorkAllocator allocator, DecoderLimits limits, long cacheSize)
    {
        _index = index;
        _verifies = limits.VerifyChecksum;
        _cache = new BlockCache(allocator);
        Reader = new BlockReader(allocator, limits);
        CacheSize = cacheSize;
    }

    /// <summary>Most bytes of decoded data that are kept. Setting it forgets what is kept.</summary>
    public long CacheSize
    {
        get => _cacheSize;
        set
        {
            _cacheSize = value;
            _cache.Clear();
        }
    }

    /// <summary>Loads Blocks.</summary>
    public BlockReader Reader { get; }

    /// <summary>Why the last load failed; null once something was read after it.</summary>
    public Failure? Failure { get; private set; }

    /// <summary>True once a Block was given out whose check has a reserved ID.</summary>
    public bool HasUnsupportedCheck { get; private set; }

    private long Limit => Math.Max(_cacheSize, MinCacheSize);

    /// <summary>Gives out bytes; false if they must be loaded first.</summary>
    /// <param name="position">Offset in what the file stands for.</param>
    /// <param name="buffer">Where to.</param>
    /// <param name="count">How many bytes; zero at the end of the file and behind it.</param>
    public bool TryRead(long position, Span<byte> buffer, out int count)
    {
        count = 0;
        if (position >= _index.UncompressedSize || buffer.IsEmpty)
        {
            return true;
        }

        SetPart(position);
        if (_cache.Find(new PieceKey(_block.Number, _from)) is not { } memory)
        {
            return false;
        }

        long start = position - _block.UncompressedOffset - _from;
        count = (int)Math.Min(buffer.Length, memory.Length - start);
        memory.Slice(start, count).CopyTo(buffer);
        Failure = null;
        return true;
    }

    /// <summary>Begins to load the bytes that <see cref="TryRead"/> did not find.</summary>
    public void BeginLoad()
    {
        // Whatever an earlier load left behind when it was interrupted is not relied on.
        _loading?.Dispose();
        _loading = null;
        _loading = _cache.Allocate(_to - _from, Limit);
        bool isWhole = _to - _from == _block.UncompressedSize;
        _isVerifying = !isWhole && _verifies && !_verified.Contains(_block.Number);
        if (_isVerifying || _open != _block.Number || Reader.Position > _from)
        {
            Reader.Start(BlockPlace.Of(_block));
        }

        _open = -1;
        Decode();
    }

    /// <summary>Takes what was loaded; false if there is more to load.</summary>
    /// <exception cref="InvalidDataException">The Block is damaged, or not what the Index says.</exception>
    /// <exception cref="IOException">The Block is not supported or over a limit.</exception>
    public bool EndLoad()
    {
        Failure = Reader.Failure;
        if (Failure is not null)
        {
            throw Failure.ToException();
        }

        if (_isVerifying)
        {
            _isVerifying = false;
            _verified.Add(_block.Number);
            Reader.Start(BlockPlace.Of(_block));
            Decode();
            return false;
        }

        _open = _block.Number;
        HasUnsupportedCheck |= !_block.Stream.Check.IsSupported();
        _cache.Add(new PieceKey(_block.Number, _from), _loading!);
        _loading = null;
        return true;
    }

    public void Dispose()
    {
        _loading?.Dispose();
        _loading = null;
        _cache.Dispose();
        Reader.Dispose();
    }

    /// <summary>Decodes the part, or to verify everything and keeps nothing.</summary>
    private void Decode()
    {
        long size = _block.UncompressedSize;
        Reader.Decode(_loading!, _isVerifying ? size : _from, _isVerifying ? size : _to);
    }

    private void SetPart(long position)
    {
        _block = _index.Find(position);
        long size = _block.UncompressedSize;
        if (size <= Math.Min(Limit, MaxWholeBlock))
        {
            _from = 0;
            _to = size;
            return;
        }

        long part = Math.Min(PartSize, Limit);
        long within = position - _block.UncompressedOffset;
        _from = within - (within % part);
        _to = Math.Min(size, _from + part);
    }
}
