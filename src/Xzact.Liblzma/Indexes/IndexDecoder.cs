using Xzact.Container;

namespace Xzact.Liblzma.Indexes;

/// <summary>Reads an Index into a list.</summary>
internal sealed class IndexDecoder : IndexCoder
{
    /// <summary>The list so far.</summary>
    public FileIndex Index { get; } = new();

    protected override string? TakeCount(ulong count) => null;

    protected override string? TakeRecord(ulong unpaddedSize, ulong uncompressedSize, bool isLast) =>
        Index.Append(unpaddedSize, uncompressedSize) == LzmaRet.Ok
            ? null
            : "The Blocks of the Index are too large together (section 4.3).";
}
