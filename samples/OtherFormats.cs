using System.IO.Compression;
using Xzact;

namespace Samples;

/// <summary>.lzma, .lz and LZMA data without a container.</summary>
public static class OtherFormats
{
    /// <summary>Turns a .lz file, of one member or several, into an .xz file.</summary>
    public static void LzipToXz(Stream source, Stream target)
    {
        using var lzip = new LzipStream(source, CompressionMode.Decompress, leaveOpen: true);
        using var xz = new XzStream(target, CompressionLevel.Optimal, leaveOpen: true);
        lzip.CopyTo(xz);
    }

    /// <summary>Writes LZMA2 data without a container; the reader must know the dictionary.</summary>
    public static void WriteRaw(Stream source, Stream target)
    {
        var options = new LzmaOptions(quality: 6) { DictionarySize = 1 << 20 };
        using var raw = new LzmaStream(target, options, LzmaDataFormat.RawLzma2, leaveOpen: true);
        source.CopyTo(raw);
    }

    /// <summary>Reads it again.</summary>
    public static void ReadRaw(Stream source, Stream target)
    {
        var options = new LzmaOptions { DictionarySize = 1 << 20 };
        using var decoder = new LzmaDecoder(options, LzmaDataFormat.RawLzma2);
        using var raw = new LzmaStream(source, decoder, leaveOpen: true);
        raw.CopyTo(target);
    }
}
