using Xzact.Format;
using Xzact.Reading;

namespace Xzact;

/// <summary>
/// One Block of a .xz file, as the Index of its Stream describes it (.xz specification, section 4.3).
/// </summary>
public readonly record struct XzIndexBlock
{
    internal XzIndexBlock(XzIndexStream stream, long number, BlockEnd before, BlockEnd end)
    {
        long start = (before.Unpadded + StreamFormat.Alignment - 1) & ~(StreamFormat.Alignment - 1L);
        Stream = stream;
        Number = number;
        CompressedOffset = stream.BlocksOffset + start;
        UnpaddedSize = end.Unpadded - start;
        UncompressedOffset = stream.UncompressedOffset + before.Uncompressed;
        UncompressedSize = end.Uncompressed - before.Uncompressed;
    }

    /// <summary>The Stream that it belongs to.</summary>
    public XzIndexStream Stream { get; }

    /// <summary>Its number in the file, from zero on.</summary>
    public long Number { get; }

    /// <summary>Its number in the Stream, from zero on.</summary>
    public long NumberInStream => Number - Stream.FirstBlock;

    /// <summary>Where its Block Header begins in the file.</summary>
    public long CompressedOffset { get; }

    /// <summary>Bytes that it takes in the file, Block Padding included: a multiple of four.</summary>
    public long TotalSize => (UnpaddedSize + StreamFormat.Alignment - 1) & ~(StreamFormat.Alignment - 1L);

    /// <summary>Unpadded Size (section 4.3.1): Block Header, data and check; without Block Padding.</summary>
    public long UnpaddedSize { get; }

    /// <summary>Where what it stands for begins in what the file stands for.</summary>
    public long UncompressedOffset { get; }

    /// <summary>Bytes that it stands for.</summary>
    public long UncompressedSize { get; }

    /// <summary>
    /// <see cref="TotalSize"/> divided by <see cref="UncompressedSize"/>; positive infinity for a Block that
    /// stands for nothing.
    /// </summary>
    public double Ratio => TotalSize / (double)UncompressedSize;
}
