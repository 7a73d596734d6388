using Xzact.Container;
using Xzact.Format;
using Xzact.Lzma2;

namespace Xzact.Threading;

/// <summary>
/// How far a Block reaches: as far as its header says, or else, as far as its chunks do.
/// </summary>
internal struct BlockExtent
{
    private ChunkWalk _walk = new();
    private ulong _left;
    private readonly int _checkSize;

    public BlockExtent(DispatchedBlock block)
    {
        HasSizes = block.HasSizes;
        _checkSize = block.Check.Size();
        if (HasSizes)
        {
            DataSize = block.Header.CompressedSize!.Value;
            _left = DataSize + TailSize;
        }
    }

    /// <summary>Whether the header says how far it reaches.</summary>
    public bool HasSizes { get; }

    /// <summary>Compressed bytes of data: what the header says, or those that came.</summary>
    public ulong DataSize { get; private set; }

    /// <summary>Bytes of data that the chunks say they stand for; only without sizes.</summary>
    public readonly ulong UncompressedSize => _walk.UncompressedSize;

    /// <summary>Whether all of it was taken: the data, its padding and its check.</summary>
    public readonly bool IsWhole => (HasSizes || _walk.IsEnd) && _left == 0;

    /// <summary>Whether the data goes on as no data does; without sizes, nothing behind it can be found.</summary>
    public readonly bool IsBroken => _walk.IsBroken;

    private readonly ulong TailSize => ((0 - DataSize) & (StreamFormat.Alignment - 1)) + (ulong)_checkSize;

    /// <summary>How many of these bytes belong to the Block; they are taken.</summary>
    public int Take(ReadOnlySpan<byte> source)
    {
        int taken = 0;
        if (!HasSizes && !_walk.IsEnd)
        {
            taken = _walk.Take(source);
            DataSize += (ulong)taken;
            _left = _walk.IsEnd ? TailSize : 0;
        }

        int rest = (int)Math.Min((ulong)(source.Length - taken), _left);
        _left -= (ulong)rest;
        return taken + rest;
    }
}
