using Xzact.Kernels;

namespace Xzact.Reading;

/// <summary>Which part of which Block.</summary>
/// <param name="Block">Number of the Block in the file.</param>
/// <param name="From">Offset of the part in what the Block stands for.</param>
internal readonly record struct PieceKey(long Block, long From);

/// <summary>Decoded parts of Blocks, the least recently used of which make room for others; bounded in bytes.</summary>
/// <param name="allocator">Where the memory comes from.</param>
internal sealed class BlockCache(WorkAllocator allocator) : IDisposable
{
    private readonly Dictionary<PieceKey, LinkedListNode<Piece>> _pieces = [];
    private readonly LinkedList<Piece> _recentFirst = [];
    private long _size;

    private sealed record Piece(PieceKey Key, WorkMemory<byte> Memory);

    /// <summary>Bytes kept.</summary>
    public long Size => _size;

    /// <summary>The memory of a part; null if it is not kept.</summary>
    public WorkMemory<byte>? Find(PieceKey key)
    {
        if (!_pieces.TryGetValue(key, out LinkedListNode<Piece>? node))
        {
            return null;
        }

        _recentFirst.Remove(node);
        _recentFirst.AddFirst(node);
        return node.Value.Memory;
    }

    /// <summary>
    /// Takes memory for a part after making room for it; <see cref="Add"/> keeps it once it is filled.
    /// </summary>
    /// <param name="size">Bytes, from one on.</param>
    /// <param name="limit">Most bytes of all parts together.</param>
    public WorkMemory<byte> Allocate(long size, long limit)
    {
        while (_size + size > limit && _recentFirst.Last is { } oldest)
        {
            _recentFirst.RemoveLast();
            _pieces.Remove(oldest.Value.Key);
            _size -= oldest.Value.Memory.Length;
            oldest.Value.Memory.Dispose();
        }

        return allocator.Allocate<byte>(size);
    }

    /// <summary>Keeps a part that is not kept yet.</summary>
    public void Add(PieceKey key, WorkMemory<byte> memory)
    {
        _pieces.Add(key, _recentFirst.AddFirst(new Piece(key, memory)));
        _size += memory.Length;
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        foreach (Piece piece in _recentFirst)
        {
            piece.Memory.Dispose();
        }

        _recentFirst.Clear();
        _pieces.Clear();
        _size = 0;
    }

    public void Dispose() => Clear();
}
