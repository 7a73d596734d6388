using Xzact.Tools.Interop;

namespace Xzact.Tools.Memory;

/// <summary>The four limits of memory, in bytes, and what they are where nobody set them.</summary>
internal sealed class MemoryLimits
{
    /// <summary>Memory that is left for other things below a limit of the system.</summary>
    private const ulong Margin = 64UL << 20;

    private readonly Lazy<ulong> _default = new(FindDefault);

    /// <summary>Of compression; zero for the default.</summary>
    public ulong Compress { get; set; }

    /// <summary>Of decompression and listing, never exceeded; zero for none.</summary>
    public ulong Decompress { get; set; }

    /// <summary>At which threaded decompression uses fewer threads; zero for the default.</summary>
    public ulong ThreadedDecompressOption { get; set; }

    /// <summary>What threads may take without anybody having said so: a quarter of the machine's memory, less if
    /// the system limits this process.</summary>
    public ulong Default => _default.Value;

    /// <summary>At which threaded decompression uses fewer threads.</summary>
    public ulong ThreadedDecompress
    {
        get
        {
            ulong limit = ThreadedDecompressOption != 0 ? ThreadedDecompressOption : Default;
            return Decompress != 0 ? Math.Min(limit, Decompress) : limit;
        }
    }

    private static ulong FindDefault()
    {
        ulong limit = Posix.PhysicalMemory / 4;
        foreach (ulong ofSystem in (ReadOnlySpan<ulong>)[Posix.DataLimit, Posix.AddressSpaceLimit])
        {
            if (ofSystem < limit + Margin)
            {
                limit = ofSystem > Margin ? ofSystem - Margin : 1;
            }
        }

        return limit;
    }
}
