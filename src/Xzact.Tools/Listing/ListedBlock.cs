using Xzact.Format;
using Xzact.Tools.Messages;

namespace Xzact.Tools.Listing;

/// <summary>A Block as it is listed: numbers begin with one.</summary>
/// <param name="Block">What the Index says.</param>
/// <param name="Details">What its header says, if that was read.</param>
internal sealed record ListedBlock(XzIndexBlock Block, BlockDetails? Details)
{
    /// <summary>Number of its Stream.</summary>
    public int Stream => Block.Stream.Number + 1;

    /// <summary>Its number in the Stream.</summary>
    public long NumberInStream => Block.NumberInStream + 1;

    /// <summary>Its number in the file.</summary>
    public long Number => Block.Number + 1;

    /// <summary>Its check.</summary>
    public CheckId Check => Block.Stream.Check;

    public string Ratio => Amounts.Ratio((ulong)Block.TotalSize, (ulong)Block.UncompressedSize);

    /// <summary>The Blocks of a file in their order.</summary>
    public static IEnumerable<ListedBlock> All(ListedFile file)
    {
        foreach (XzIndexBlock block in file.Index.Blocks)
        {
            int number = (int)block.Number;
            yield return new ListedBlock(block, number < file.Blocks.Count ? file.Blocks[number] : null);
        }
    }
}
