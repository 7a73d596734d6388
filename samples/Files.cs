using System.IO.Compression;
using Xzact;

namespace Samples;

/// <summary>Files and streams, with <see cref="XzStream"/>.</summary>
public static class Files
{
    /// <summary>Compresses a file.</summary>
    public static void Compress(string path, string compressedPath)
    {
        using FileStream source = File.OpenRead(path);
        using FileStream target = File.Create(compressedPath);
        using var xz = new XzStream(target, CompressionLevel.Optimal);
        source.CopyTo(xz);
    }

    /// <summary>Decompresses a file.</summary>
    public static void Decompress(string compressedPath, string path)
    {
        using FileStream source = File.OpenRead(compressedPath);
        using var xz = new XzStream(source, CompressionMode.Decompress);
        using FileStream target = File.Create(path);
        xz.CopyTo(target);
    }

    /// <summary>Compresses with a preset and another check.</summary>
    public static async Task CompressSmallAsync(Stream source, Stream target, CancellationToken cancellation)
    {
        var options = new XzCompressionOptions
        {
            Quality = 9,
            EnableExtremeMode = true,
            Checksum = XzChecksumType.Sha256,
        };
        await using var xz = new XzStream(target, options, leaveOpen: true);
        await source.CopyToAsync(xz, cancellation);
    }

    /// <summary>Decompresses what a stranger sent, within limits.</summary>
    public static byte[] DecompressUntrusted(Stream source)
    {
        var limits = new XzDecompressionOptions
        {
            MaxWindowLog2 = 26,
            MaxOutputLength = 100_000_000,
        };
        using var xz = new XzStream(source, limits, leaveOpen: true);
        using var target = new MemoryStream();
        try
        {
            xz.CopyTo(target);
        }
        catch (IOException e) when (xz.Error is XzError.DictionaryLimit or XzError.OutputLimit)
        {
            throw new ArgumentException("The data is too large.", nameof(source), e);
        }

        return target.ToArray();
    }
}
