namespace Xzact.Liblzma.Coders;

/// <summary>What became of a Block: written into the caller's structure once it is whole.</summary>
/// <param name="compressed">Bytes of compressed data.</param>
/// <param name="uncompressed">Bytes of data.</param>
/// <param name="check">The Check field.</param>
internal delegate void BlockOutcome(ulong compressed, ulong uncompressed, ReadOnlySpan<byte> check);
