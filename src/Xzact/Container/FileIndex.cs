using Xzact.Format;

namespace Xzact.Container;

/// <summary>One record of an Index (.xz specification, section 4.3).</summary>
/// <param name="UnpaddedSize">Block Header, data and check; without Block Padding.</param>
/// <param name="UncompressedSize">Bytes that the Block stands for.</param>
internal readonly record struct IndexRecord(ulong UnpaddedSize, ulong UncompressedSize)
{
    /// <summary>Bytes that the Block takes in the file.</summary>
    public ulong TotalSize => (UnpaddedSize + StreamFormat.Alignment - 1) & ~(StreamFormat.Alignment - 1UL);
}

/// <summary>One Stream as its Index describes it.</summary>
internal sealed record StreamIndex
{
    /// <summary>The check that its Blocks have; possibly one that is not supported.</summary>
    public required CheckId Check { get; init; }

    /// <summary>Where the Stream Header begins in the file.</summary>
    public required long Offset { get; init; }

    /// <summary>Bytes from the Stream Header to the Stream Footer.</summary>
    public required long CompressedSize { get; init; }

    /// <summary>Bytes that the Stream stands for.</summary>
    public required ulong UncompressedSize { get; init; }

    /// <summary>Number of Blocks.</summary>
    public required ulong BlockCount { get; init; }

    /// <summary>Bytes of Stream Padding behind it.</summary>
    public required long Padding { get; init; }

    /// <summary>The Blocks; empty unless they were asked for.</summary>
    public required IReadOnlyList<IndexRecord> Blocks { get; init; }
}

/// <summary>A whole .xz file as the Indexes of its Streams describe it.</summary>
/// <param name="Streams">The Streams in their order.</param>
/// <param name="FileSize">Bytes of the file.</param>
internal sealed record FileIndex(IReadOnlyList<StreamIndex> Streams, long FileSize)
{
    /// <summary>Number of Blocks of all Streams.</summary>
    public ulong BlockCount => Sum(stream => stream.BlockCount);

    /// <summary>Bytes that the file stands for.</summary>
    public ulong UncompressedSize => Sum(stream => stream.UncompressedSize);

    /// <summary>Bytes of Stream Padding.</summary>
    public ulong Padding => Sum(stream => (ulong)stream.Padding);

    private ulong Sum(Func<StreamIndex, ulong> value)
    {
        ulong sum = 0;
        foreach (StreamIndex stream in Streams)
        {
            sum += value(stream);
        }

        return sum;
    }
}
