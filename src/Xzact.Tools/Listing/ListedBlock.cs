using Xzact.Container;
using Xzact.Format;
using Xzact.Tools.Messages;

namespace Xzact.Tools.Listing;

/// <summary>A Block and where it lies.</summary>
/// <param name="Stream">Number of its Stream, from one on.</param>
/// <param name="NumberInStream">Its number in the Stream, from one on.</param>
/// <param name="Number">Its number in the file, from one on.</param>
/// <param name="Offset">Where it begins in the file.</param>
/// <param name="UncompressedOffset">Where what it stands for begins.</param>
/// <param name="Record">What the Index says.</param>
/// <param name="Check">Its check.</param>
/// <param name="Details">What its header says, if that was read.</param>
internal sealed record ListedBlock(
    int Stream,
    int NumberInStream,
    int Number,
    long Offset,
    ulong UncompressedOffset,
    IndexRecord Record,
    CheckId Check,
    BlockDetails? Details)
{
    public string Ratio => Amounts.Ratio(Record.TotalSize, Record.UncompressedSize);

    /// <summary>The Blocks of a file in their order.</summary>
    public static IEnumerable<ListedBlock> All(ListedFile file) => All(file.Index, file.Blocks);

    /// <summary>The Blocks of a file in their order.</summary>
    /// <param name="index">Its Streams with their Blocks.</param>
    /// <param name="details">What the headers say, one for each Block; or empty.</param>
    public static IEnumerable<ListedBlock> All(FileIndex index, IReadOnlyList<BlockDetails> details)
    {
        int number = 0;
        ulong uncompressedOffset = 0;
        for (int i = 0; i < index.Streams.Count; i++)
        {
            StreamIndex stream = index.Streams[i];
            long offset = stream.Offset + StreamFormat.HeaderSize;
            for (int j = 0; j < stream.Blocks.Count; j++)
            {
                IndexRecord record = stream.Blocks[j];
                BlockDetails? ofBlock = number < details.Count ? details[number] : null;
                yield return new ListedBlock(
                    i + 1, j + 1, ++number, offset, uncompressedOffset, record, stream.Check, ofBlock);
                offset += (long)record.TotalSize;
                uncompressedOffset += record.UncompressedSize;
            }
        }
    }
}
