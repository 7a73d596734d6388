using Xzact.Container;
using Xzact.Format;

namespace Xzact.Liblzma.Indexes;

/// <summary>Sizes around the Index, and what lists of Blocks are reckoned to take.</summary>
internal static class IndexSizes
{
    // What the documented function gives on 64-bit machines: fixed, for each Stream, for each 512 Blocks.
    private const ulong FixedMemory = 112;
    private const ulong StreamMemory = 296;
    private const ulong GroupMemory = 8288;
    private const ulong GroupLength = 512;

    /// <summary>Rounds up to a multiple of four.</summary>
    public static ulong Padded(ulong size) => (size + StreamFormat.Alignment - 1) & ~(StreamFormat.Alignment - 1UL);

    /// <summary>Bytes of an Index before its padding.</summary>
    /// <param name="count">Number of Blocks.</param>
    /// <param name="listSize">Bytes of their records.</param>
    public static ulong Unpadded(ulong count, ulong listSize) =>
        1 + (ulong)Multibyte.Size(count) + listSize + StreamFormat.Crc32Size;

    /// <summary>Bytes of an Index.</summary>
    public static ulong Index(ulong count, ulong listSize) => Padded(Unpadded(count, listSize));

    /// <summary>Bytes of the record of a Block.</summary>
    public static ulong Record(ulong unpaddedSize, ulong uncompressedSize) =>
        (ulong)(Multibyte.Size(unpaddedSize) + Multibyte.Size(uncompressedSize));

    /// <summary>Bytes of memory that are reckoned for a list; all bits if they are too many.</summary>
    public static ulong Memory(ulong streams, ulong blocks)
    {
        const ulong Most = ulong.MaxValue - FixedMemory;
        ulong groups = (blocks / GroupLength) + (blocks % GroupLength == 0 ? 0UL : 1UL);
        return streams is 0 or > uint.MaxValue || blocks > MultibyteFormat.MaxValue
            || groups > Most / GroupMemory || Most - (streams * StreamMemory) < groups * GroupMemory
            ? ulong.MaxValue
            : FixedMemory + (streams * StreamMemory) + (groups * GroupMemory);
    }
}
