using Xzact.Format;

namespace Xzact.Reading;

/// <summary>Where a Block lies, and what is known about it before it is read.</summary>
/// <param name="Offset">Where its Block Header begins in the file.</param>
/// <param name="End">Where it ends at the latest, Block Padding and check included.</param>
/// <param name="Check">Its check.</param>
/// <param name="UnpaddedSize">Its Unpadded Size as an Index records it; null if no Index tells.</param>
/// <param name="UncompressedSize">Bytes that it stands for; null likewise.</param>
internal readonly record struct BlockPlace(
    long Offset, long End, CheckId Check, long? UnpaddedSize = null, long? UncompressedSize = null)
{
    /// <summary>The place of a Block of an Index.</summary>
    public static BlockPlace Of(XzIndexBlock block) => new(
        block.CompressedOffset,
        block.CompressedOffset + block.TotalSize,
        block.Stream.Check,
        block.UnpaddedSize,
        block.UncompressedSize);
}
