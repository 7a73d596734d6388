using Xzact.Container;
using Xzact.Format;

namespace Xzact.Tests.Container;

/// <summary>A Block as it lies in a file.</summary>
/// <param name="Header">Its header.</param>
/// <param name="UncompressedSize">Bytes that it stands for, by the Index.</param>
internal sealed record BlockLayout(BlockHeader Header, ulong UncompressedSize);

/// <summary>Takes complete .xz files of one Stream apart.</summary>
internal static class XzLayout
{
    /// <summary>The Blocks, by the Index and their own headers.</summary>
    public static IReadOnlyList<BlockLayout> Blocks(byte[] file)
    {
        XzIndex index = XzIndex.Read(new MemoryStream(file));
        Assert.Single(index.Streams);
        var blocks = new List<BlockLayout>();
        int position = StreamFormat.HeaderSize;
        foreach (XzIndexBlock record in index.Blocks)
        {
            int size = (file[position] + 1) * BlockFormat.HeaderSizeUnit;
            Assert.Null(BlockHeader.Read(file.AsSpan(position, size), out BlockHeader? header));
            blocks.Add(new BlockLayout(header!, (ulong)record.UncompressedSize));
            position += (int)record.TotalSize;
        }

        return blocks;
    }

    /// <summary>The sizes of the Blocks' data.</summary>
    public static IEnumerable<int> Sizes(byte[] file) => Blocks(file).Select(block => (int)block.UncompressedSize);
}
