using Xzact.Format;

namespace Xzact;

/// <summary>One Stream of a .xz file, as its Index describes it (.xz specification, sections 2 and 4).</summary>
public sealed class XzIndexStream
{
    internal XzIndexStream()
    {
    }

    /// <summary>Its number in the file, from zero on.</summary>
    public int Number { get; internal set; }

    /// <summary>Where its Stream Header begins in the file.</summary>
    public long CompressedOffset { get; internal init; }

    /// <summary>Bytes from the Stream Header to the Stream Footer; without Stream Padding.</summary>
    public long CompressedSize { get; internal init; }

    /// <summary>Where what it stands for begins in what the file stands for.</summary>
    public long UncompressedOffset { get; internal set; }

    /// <summary>Bytes that it stands for.</summary>
    public long UncompressedSize { get; internal init; }

    /// <summary>Number of Blocks.</summary>
    public long BlockCount { get; internal init; }

    /// <summary>The number in the file of its first Block, which belongs to it only if it has one.</summary>
    public long FirstBlock { get; internal set; }

    /// <summary>Bytes of Stream Padding behind it (section 2.2).</summary>
    public long Padding { get; internal init; }

    /// <summary>The ID of its integrity check, 0 to 15 (section 2.1.1.2).</summary>
    public int CheckId => (int)Check;

    /// <summary>
    /// Its integrity check; null if the ID is a reserved one, so that the Stream's data cannot be verified.
    /// </summary>
    public XzChecksumType? Checksum => Check switch
    {
        Format.CheckId.None => XzChecksumType.None,
        Format.CheckId.Crc32 => XzChecksumType.Crc32,
        Format.CheckId.Crc64 => XzChecksumType.Crc64,
        Format.CheckId.Sha256 => XzChecksumType.Sha256,
        _ => null,
    };

    /// <summary>
    /// <see cref="CompressedSize"/> divided by <see cref="UncompressedSize"/>; positive infinity for a Stream that
    /// stands for nothing.
    /// </summary>
    public double Ratio => CompressedSize / (double)UncompressedSize;

    internal CheckId Check { get; init; }

    /// <summary>Its first Block in the table of the index.</summary>
    internal int TableStart { get; init; }

    /// <summary>Where its Blocks begin in the file.</summary>
    internal long BlocksOffset => CompressedOffset + StreamFormat.HeaderSize;
}
