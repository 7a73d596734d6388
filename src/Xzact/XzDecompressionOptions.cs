using Xzact.Container;

namespace Xzact;

/// <summary>What a decoder accepts. Every limit is off by default and is tested before memory is taken.</summary>
public sealed class XzDecompressionOptions
{
    /// <summary>The largest value of <see cref="MaxWindowLog2"/>: dictionaries of up to 4 GiB.</summary>
    private const int LargestWindowLog2 = 32;

    private int _maxWindowLog2;
    private long _memoryLimit;
    private long _maxOutputLength;
    private int _threads = 1;

    /// <summary>
    /// Base-2 logarithm of the largest dictionary, 12 to 32; 0, the default, for any. Data with a larger dictionary
    /// fails with <see cref="XzError.DictionaryLimit"/>.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public int MaxWindowLog2
    {
        get => _maxWindowLog2;
        set
        {
            if (value != 0)
            {
                ArgumentOutOfRangeException.ThrowIfLessThan(value, XzCompressionOptions.MinWindowLog2);
                ArgumentOutOfRangeException.ThrowIfGreaterThan(value, LargestWindowLog2);
            }

            _maxWindowLog2 = value;
        }
    }

    /// <summary>Most working memory in bytes; 0, the default, for any. See <see cref="XzError.MemoryLimit"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public long MemoryLimit
    {
        get => _memoryLimit;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _memoryLimit = value;
        }
    }

    /// <summary>
    /// Most bytes of output; 0, the default, for any. The limit against decompression bombs; see
    /// <see cref="XzError.OutputLimit"/>.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public long MaxOutputLength
    {
        get => _maxOutputLength;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _maxOutputLength = value;
        }
    }

    /// <summary>
    /// Whether a stream (<see cref="XzStream"/> and its siblings) decodes every Stream or member of a file, the
    /// default, or stops behind the first one and leaves what follows unread.
    /// </summary>
    public bool AllowMultipleStreams { get; set; } = true;

    /// <summary>
    /// Whether integrity checks are compared; the default. Headers and the Index are always verified.
    /// </summary>
    public bool VerifyChecksum { get; set; } = true;

    /// <summary>
    /// Threads that decode Blocks side by side in an <see cref="XzStream"/>: 1, the default, to 16384; 0 for as many as
    /// there are processors. Only Blocks whose headers have their sizes can be: those that were compressed with
    /// <see cref="XzCompressionOptions.Threads"/> other than 1. The result is the same.
    /// </summary>
    /// <remarks>
    /// Each Block that is under way takes memory for its dictionary, its compressed bytes and its data. Together they
    /// take no more than <see cref="MemoryLimit"/> or, without a limit, a quarter of the memory that there is: then
    /// fewer threads work. With a value other than 1 reading runs ahead of what is handed out, and may wait for more
    /// compressed data although some is decoded; for conversations over a network it should stay 1.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public int Threads
    {
        get => _threads;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, XzCompressionOptions.MaxThreads);
            _threads = value;
        }
    }

    /// <summary>Memory in bytes for Blocks that are decoded side by side.</summary>
    internal long MemoryBudget => _memoryLimit > 0
        ? _memoryLimit
        : GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4;

    /// <summary>Options of a constructor that takes a window alone, checked under its parameter's name.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxWindowLog2"/> is out of range.</exception>
    internal static XzDecompressionOptions WithWindow(int maxWindowLog2)
    {
        if (maxWindowLog2 != 0)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(maxWindowLog2, XzCompressionOptions.MinWindowLog2);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(maxWindowLog2, LargestWindowLog2);
        }

        return new XzDecompressionOptions { MaxWindowLog2 = maxWindowLog2 };
    }

    internal DecoderLimits ToLimits() => new()
    {
        MaxDictionarySize = _maxWindowLog2 == 0 ? 0 : 1L << _maxWindowLog2,
        MemoryLimit = _memoryLimit,
        MaxOutputLength = _maxOutputLength,
        VerifyChecksum = VerifyChecksum,
    };
}
