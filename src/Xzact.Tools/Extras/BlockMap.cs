using System.Text;
using Xzact.Tools.Listing;
using Xzact.Tools.Messages;

namespace Xzact.Tools.Extras;

/// <summary>Draws a .xz file from its first byte to its last, and says which Block is which.</summary>
internal static class BlockMap
{
    /// <summary>Characters of a line of the drawing, and its most lines.</summary>
    private const int Width = 72;
    private const int MaxLines = 8;

    /// <summary>Blocks that are told one by one.</summary>
    private const int MaxTold = 200;

    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private const char BetweenBlocks = '.';

    /// <summary>The drawing and the table of a file.</summary>
    public static string Draw(ListedFile file)
    {
        XzIndex index = file.Index;
        var text = new StringBuilder($"{file.Name}: {index.Streams.Count} {Count("stream", index.Streams.Count)}, " +
            $"{index.BlockCount} {Count("block", index.BlockCount)}, {Amounts.SizeAndBytes((ulong)index.FileSize)}\n");
        int cells = Width * (int)Math.Clamp(index.BlockCount / (Width / 4), 1, MaxLines);
        char[] drawing = new char[cells];
        Array.Fill(drawing, BetweenBlocks);
        foreach (XzIndexBlock block in index.Blocks)
        {
            int first = Cell(block.CompressedOffset, index.FileSize, cells);
            int last = Cell(block.CompressedOffset + block.TotalSize - 1, index.FileSize, cells);
            drawing.AsSpan(first, last - first + 1).Fill(Letter(block));
        }

        for (int start = 0; start < cells; start += Width)
        {
            text.Append("  |").Append(drawing, start, Width).Append("|\n");
        }

        text.Append($"  a character is {Amounts.Size((ulong)Math.Max(1, index.FileSize / cells))}; " +
            $"'{BetweenBlocks}' is headers, indexes and padding\n");
        if (index.BlockCount > 0)
        {
            text.Append("     Stream     Block    CompOffset  UncompOffset    UncompSize  Ratio  Check\n");
        }

        foreach (XzIndexBlock block in index.Blocks.Take(MaxTold))
        {
            string ratio = Amounts.Ratio((ulong)block.TotalSize, (ulong)block.UncompressedSize);
            text.Append($"  {Letter(block)} {block.Stream.Number + 1,7}{block.NumberInStream + 1,10}" +
                $"{block.CompressedOffset,14}{block.UncompressedOffset,14}{block.UncompressedSize,14}" +
                $"{ratio,7}  {CheckName.Of(block.Stream.Check)}\n");
        }

        if (index.BlockCount > MaxTold)
        {
            text.Append($"  and {index.BlockCount - MaxTold} more\n");
        }

        return text.ToString();
    }

    private static char Letter(XzIndexBlock block) => Letters[(int)(block.Number % Letters.Length)];

    private static int Cell(long offset, long size, int cells) => (int)((Int128)offset * cells / size);

    private static string Count(string noun, long count) => count == 1 ? noun : noun + "s";
}
