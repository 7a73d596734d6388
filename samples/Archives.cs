using Xzact;

namespace Samples;

/// <summary>Threads, filters, random access, salvage.</summary>
public static class Archives
{
    /// <summary>Compresses executables in Blocks that threads encode and, later, decode side by side.</summary>
    public static void CompressExecutables(Stream source, Stream target)
    {
        var options = new XzCompressionOptions
        {
            Threads = 0,
            Filters = [XzFilter.X86(), XzFilter.Lzma2(quality: 6)],
        };
        using var xz = new XzStream(target, options, leaveOpen: true);
        source.CopyTo(xz);
    }

    /// <summary>Compresses code and pictures, each with its own filters, within 100 MiB of memory.</summary>
    public static void CompressCodeAndPictures(byte[] code, byte[] pictures, Stream target)
    {
        var options = new XzCompressionOptions
        {
            Filters = [XzFilter.X86(), XzFilter.Lzma2(quality: 6)],
            MemoryLimit = 100 << 20,
        };
        using var xz = new XzStream(target, options, leaveOpen: true);
        xz.Write(code);
        xz.Flush(XzFlushMode.Full);
        xz.ChangeFilters([XzFilter.Delta(3), XzFilter.Lzma2(quality: 6)]);
        xz.Write(pictures);
    }

    /// <summary>Reads a few bytes from the middle of a file.</summary>
    public static byte[] ReadAt(Stream file, long offset, int count)
    {
        using var xz = new XzSeekableStream(file, leaveOpen: true);
        byte[] bytes = new byte[count];
        xz.Position = offset;
        xz.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>Lists the Blocks of a file without decoding them.</summary>
    public static IEnumerable<string> Describe(Stream file)
    {
        XzIndex index = XzIndex.Read(file);
        foreach (XzIndexBlock block in index.Blocks)
        {
            yield return $"{block.UncompressedOffset} + {block.UncompressedSize}: {block.TotalSize} bytes";
        }
    }

    /// <summary>Saves what is intact in a damaged file, and says what is not.</summary>
    public static IEnumerable<string> Recover(Stream damaged, Stream target)
    {
        XzSalvageReport report = XzSalvage.Recover(damaged, target);
        foreach (XzSalvageRange range in report.Ranges.Where(range => range.State != XzSalvageState.Verified))
        {
            yield return $"bytes {range.CompressedOffset} + {range.CompressedSize}: {range.State}, {range.Reason}";
        }

        if (report.IndexError != XzError.None)
        {
            yield return $"between the Blocks: {report.IndexReason}";
        }
    }
}
