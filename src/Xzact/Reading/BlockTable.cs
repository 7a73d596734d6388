namespace Xzact.Reading;

/// <summary>Where a Block ends, counted from where the Blocks of its Stream begin.</summary>
/// <param name="Unpadded">In the file, without Block Padding.</param>
/// <param name="Uncompressed">In what the Stream stands for.</param>
internal readonly record struct BlockEnd(long Unpadded, long Uncompressed);

/// <summary>
/// The Blocks of a file: sixteen bytes each, in pages, so that no copy is made while the table grows and what an Index
/// claims costs nothing before it is read.
/// </summary>
internal sealed class BlockTable
{
    /// <summary>Bytes of memory that one Block takes.</summary>
    public const int RecordSize = 2 * sizeof(long);

    private const int PageLength = 256;

    private readonly List<BlockEnd[]> _pages = [];

    /// <summary>Number of Blocks.</summary>
    public int Count { get; private set; }

    /// <summary>Bytes of memory that all of them take.</summary>
    public long MemoryUsage => (long)Count * RecordSize;

    /// <summary>The Block with a number, from zero on, in the order of <see cref="Add"/>.</summary>
    public BlockEnd this[int number] => _pages[number / PageLength][number % PageLength];

    /// <summary>Adds a Block.</summary>
    public void Add(BlockEnd end)
    {
        if (Count % PageLength == 0)
        {
            _pages.Add(new BlockEnd[PageLength]);
        }

        _pages[^1][Count % PageLength] = end;
        Count++;
    }

    /// <summary>
    /// The first of the Blocks from <paramref name="start"/> on that ends behind an uncompressed offset.
    /// </summary>
    /// <param name="start">The first Block of a Stream.</param>
    /// <param name="count">Blocks of the Stream.</param>
    /// <param name="uncompressedOffset">Offset in what the Stream stands for, less than its size.</param>
    public int Find(int start, int count, long uncompressedOffset)
    {
        int low = start;
        int high = start + count - 1;
        while (low < high)
        {
            int middle = low + ((high - low) / 2);
            if (this[middle].Uncompressed > uncompressedOffset)
            {
                high = middle;
            }
            else
            {
                low = middle + 1;
            }
        }

        return low;
    }
}
