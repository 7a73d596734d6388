namespace Xzact.Liblzma.Indexes;

/// <summary>
/// Where an iterator stands: numbers only, so that it stays right when the list grows. A Stream without Blocks has
/// Block zero; before the first Stream both are zero.
/// </summary>
/// <param name="Stream">Number of the Stream in the file, from 1 on.</param>
/// <param name="Block">Number of the Block in the Stream, from 1 on.</param>
internal readonly record struct IndexPosition(ulong Stream, ulong Block)
{
    /// <summary>What an iterator stops at: <c>lzma_index_iter_mode</c>.</summary>
    public enum Mode
    {
        /// <summary>Every Block, and Streams that have none.</summary>
        Any = 0,

        /// <summary>Streams.</summary>
        Stream = 1,

        /// <summary>Blocks.</summary>
        Block = 2,

        /// <summary>Blocks that stand for at least one byte.</summary>
        NonEmptyBlock = 3,
    }

    /// <summary>The next position; null if there is none.</summary>
    public IndexPosition? Next(FileIndex index, Mode mode)
    {
        IndexPosition position = this;
        while (position.Step(index, mode) is { } next)
        {
            if (mode != Mode.NonEmptyBlock || next.UncompressedSize(index) > 0)
            {
                return next;
            }

            position = next;
        }

        return null;
    }

    /// <summary>The Block that holds an offset in what the file stands for; null behind its end.</summary>
    public static IndexPosition? Locate(FileIndex index, ulong offset)
    {
        if (offset >= index.UncompressedSize)
        {
            return null;
        }

        // The last Stream that begins at the offset or before it: Streams before it may be empty.
        int low = 0;
        int high = index.Streams.Count - 1;
        while (low < high)
        {
            int middle = low + ((high - low + 1) / 2);
            (low, high) = index.Streams[middle].UncompressedOffset > offset ? (low, middle - 1) : (middle, high);
        }

        FileIndexStream stream = index.Streams[low];
        int block = stream.Blocks.Find(0, stream.Blocks.Count, (long)(offset - stream.UncompressedOffset));
        return new IndexPosition(stream.Number, (ulong)block + 1);
    }

    /// <summary>Bytes that the Block stands for.</summary>
    private ulong UncompressedSize(FileIndex index)
    {
        FileIndexStream stream = index.Streams[(int)Stream - 1];
        long before = Block > 1 ? stream.Blocks[(int)Block - 2].Uncompressed : 0;
        return (ulong)(stream.Blocks[(int)Block - 1].Uncompressed - before);
    }

    private IndexPosition? Step(FileIndex index, Mode mode)
    {
        if (Stream > 0 && mode != Mode.Stream && Block < (ulong)index.Streams[(int)Stream - 1].Blocks.Count)
        {
            return this with { Block = Block + 1 };
        }

        for (ulong stream = Stream + 1; stream <= (ulong)index.Streams.Count; stream++)
        {
            bool hasBlocks = index.Streams[(int)stream - 1].Blocks.Count > 0;
            if (hasBlocks || mode is Mode.Any or Mode.Stream)
            {
                return new IndexPosition(stream, hasBlocks ? 1UL : 0UL);
            }
        }

        return null;
    }
}
