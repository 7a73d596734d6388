namespace Xzact.Testing.Interop;

/// <summary>A Stream as liblzma's index describes it; numbers begin with one.</summary>
public sealed record LiblzmaIndexStream(
    long Number,
    long BlockCount,
    long CompressedOffset,
    long UncompressedOffset,
    long CompressedSize,
    long UncompressedSize,
    long Padding,
    uint Check);

/// <summary>A Block as liblzma's index describes it; numbers begin with one, offsets are those in the file.</summary>
public sealed record LiblzmaIndexBlock(
    long Stream,
    long Number,
    long NumberInStream,
    long CompressedOffset,
    long UncompressedOffset,
    long TotalSize,
    long UnpaddedSize,
    long UncompressedSize);

/// <summary>What <c>lzma_file_info_decoder</c> says about a file.</summary>
/// <param name="Status">StreamEnd, or why there is nothing.</param>
/// <param name="Streams">All Streams.</param>
/// <param name="Blocks">All Blocks.</param>
/// <param name="Located">
/// For each uncompressed offset that was asked for, the number of the Block; zero for none.
/// </param>
public sealed record LiblzmaIndex(
    LiblzmaStatus Status,
    IReadOnlyList<LiblzmaIndexStream> Streams,
    IReadOnlyList<LiblzmaIndexBlock> Blocks,
    IReadOnlyList<long> Located);
