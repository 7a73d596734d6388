namespace Xzact.Container;

/// <summary>An item of a block list: so many bytes are encoded with this chain.</summary>
/// <param name="Size">Bytes, from 1 on; 0, in the last item only, for all that follows.</param>
/// <param name="Chain">The filters.</param>
internal sealed record PlannedBlock(long Size, EncoderChain Chain);

/// <summary>
/// Where Blocks end, and what each is encoded with. The boundaries of the list stay where they are; items longer than
/// the block size are split, and so are those that a flush interrupts. The last item repeats.
/// </summary>
internal sealed class BlockPlan
{
    /// <summary>Block sizes of the threaded layout: so many dictionaries, and no less than a mebibyte.</summary>
    private const long DictionariesPerBlock = 3;
    private const long LeastAutomaticSize = 1 << 20;

    private readonly IReadOnlyList<PlannedBlock> _list;
    private int _item;
    private EncoderChain? _changed;
    private long _itemLeft;
    private long _blockLeft;

    /// <param name="list">At least one item; one of size 0 if there is no list.</param>
    /// <param name="blockSize">Most bytes of a Block; 0 for any, or with sizes, automatic.</param>
    /// <param name="storesSizes">
    /// Whether Block Headers have the sizes of their Block, so that threads can decode them: the threaded layout.
    /// </param>
    public BlockPlan(IReadOnlyList<PlannedBlock> list, long blockSize, bool storesSizes)
    {
        _list = list;
        StoresSizes = storesSizes;
        LargestBlock = blockSize != 0 ? blockSize : storesSizes ? AutomaticSize(list) : long.MaxValue;
        if (blockSize == 0 && list.All(item => item.Size > 0))
        {
            LargestBlock = Math.Min(LargestBlock, list.Max(item => item.Size));
        }

        Reset();
    }

    /// <summary>Whether Block Headers have sizes.</summary>
    public bool StoresSizes { get; }

    /// <summary>Every chain of the list.</summary>
    public IEnumerable<EncoderChain> Chains => _list.Select(item => item.Chain);

    /// <summary>Bytes of the largest Block that there may be.</summary>
    public long LargestBlock { get; }

    /// <summary>The filters of the Block.</summary>
    public EncoderChain Chain => _changed ?? _list[_item].Chain;

    /// <summary>Bytes that the Block may still take.</summary>
    public long Left => Math.Min(_blockLeft, _itemLeft);

    /// <summary>Begins again with the first Block.</summary>
    public void Reset()
    {
        StartItem(0);
        _changed = null;
        _blockLeft = LargestBlock;
    }

    /// <summary>Encodes the Blocks that are not begun with another chain, until a reset.</summary>
    public void Change(EncoderChain chain) => _changed = chain;

    /// <summary>The Block has taken this many bytes more, at most <see cref="Left"/>.</summary>
    public void Take(int count)
    {
        _itemLeft -= count;
        _blockLeft -= count;
    }

    /// <summary>The Block ends here.</summary>
    public void EndBlock()
    {
        _blockLeft = LargestBlock;
        if (_itemLeft == 0)
        {
            StartItem(Math.Min(_item + 1, _list.Count - 1));
        }
    }

    private static long AutomaticSize(IReadOnlyList<PlannedBlock> list) =>
        Math.Max(LeastAutomaticSize, list.Max(item => item.Chain.Lzma.DictionarySize * DictionariesPerBlock));

    private void StartItem(int item)
    {
        _item = item;
        _itemLeft = _list[item].Size == 0 ? long.MaxValue : _list[item].Size;
    }
}
