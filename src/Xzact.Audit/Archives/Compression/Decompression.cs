namespace Xzact.Audit.Archives.Compression;

/// <summary>Recognises the compression of a file and opens its decoder. A further compression is one line in each
/// method.</summary>
internal static class Decompression
{
    /// <summary>Recognises compression by the first bytes of a file.</summary>
    public static ArchiveCompression Detect(ReadOnlySpan<byte> start) => start switch
    {
        _ when GzipDecoder.IsMagic(start) => ArchiveCompression.Gzip,
        _ when Bzip2Decoder.IsMagic(start) => ArchiveCompression.Bzip2,
        _ when XzFileDecoder.IsMagic(start) => ArchiveCompression.Xz,
        _ when LzipFileDecoder.IsMagic(start) => ArchiveCompression.Lzip,
        _ when ZstdDecoder.IsMagic(start) => ArchiveCompression.Zstandard,
        _ => ArchiveCompression.None,
    };

    /// <summary>Opens the decoder; for no compression the input itself.</summary>
    public static Stream Open(ArchiveCompression compression, ArchiveInput input, ArchiveContext context) =>
        compression switch
        {
            ArchiveCompression.Gzip => new GzipDecoder(input, context),
            ArchiveCompression.Bzip2 => new Bzip2Decoder(input, context),
            ArchiveCompression.Xz => new XzFileDecoder(input, context),
            ArchiveCompression.Lzip => new LzipFileDecoder(input, context),
            ArchiveCompression.Zstandard => new ZstdDecoder(input, context),
            _ => input,
        };
}
