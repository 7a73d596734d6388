using System.Runtime.CompilerServices;
using Xzact.Container;

namespace Xzact;

/// <summary>What a decoder accepts. Every limit is off by default and is tested before memory is taken.</summary>
public sealed class XzDecompressionOptions
{
    /// <summary>The largest value of <see cref="MaxWindowLog2"/>: dictionaries of up to 4 GiB.</summary>
    private const int LargestWindowLog2 = 32;

    private int _maxWindowLog2;
    private long _memoryLimit;
    private long _threadsMemoryLimit;
    private long _maxOutputLength;
    private int _threads = 1;
    private long _maxOutputRatio;

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
            RequireWindowLog2(value);
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
    /// Most working memory in bytes for Blocks that are decoded side by side; 0, the default, for
    /// <see cref="MemoryLimit"/> or, without that, a quarter of the memory that there is. It refuses nothing: fewer
    /// threads work, down to none but the caller's. Above <see cref="MemoryLimit"/> the latter counts.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public long ThreadsMemoryLimit
    {
        get => _threadsMemoryLimit;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _threadsMemoryLimit = value;
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
    /// Most bytes of output for each byte of compressed data, besides 1 MiB that is always allowed; 0, the default, for
    /// any. The limit against decompression bombs where the size of the output cannot be known: ordinary data stays
    /// below 100, zeros reach about 7,000. See <see cref="XzError.RatioLimit"/>.
    /// </summary>
    /// <remarks>
    /// It holds at every moment: for what was written so far and the compressed data read so far, the file's headers
    /// included. Where a file comes near the limit, how its bytes are cut may decide, by less than 64 KiB of output.
    /// <see cref="XzSeekableStream"/> holds it against the sizes of the whole file, before it reads a Block;
    /// <see cref="XzSalvage"/> does not hold it.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public long MaxOutputRatio
    {
        get => _maxOutputRatio;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _maxOutputRatio = value;
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
    /// there are processors. Blocks can be whose headers have their sizes (those that were compressed with
    /// <see cref="XzCompressionOptions.Threads"/> other than 1), and smaller ones without. The result is the same.
    /// </summary>
    /// <remarks>
    /// Each Block that is under way takes memory for its dictionary, its compressed bytes and its data. Together with
    /// what is kept for later Blocks they take no more than <see cref="ThreadsMemoryLimit"/>: then fewer threads work.
    /// Threads wait for the next Block for a second before they end. With a value other than 1 reading
    /// runs ahead of what is handed out, by whole Blocks, and may wait for more compressed data although some is
    /// decoded or could be; for conversations over a network it should stay 1.
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
    internal long MemoryBudget => (_memoryLimit, _threadsMemoryLimit) switch
    {
        (0, 0) => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4,
        (0, long soft) => soft,
        (long hard, 0) => hard,
        (long hard, long soft) => Math.Min(hard, soft),
    };

    /// <summary>The one check of a decoder's window, under the name of whatever was given.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is neither 0 nor 12 to 32.</exception>
    internal static void RequireWindowLog2(
        int maxWindowLog2, [CallerArgumentExpression(nameof(maxWindowLog2))] string? name = null) =>
        XzCompressionOptions.RequireWindowLog2(maxWindowLog2, LargestWindowLog2, name);

    /// <summary>Options of a constructor that takes a window alone, checked under its parameter's name.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxWindowLog2"/> is out of range.</exception>
    internal static XzDecompressionOptions WithWindow(int maxWindowLog2)
    {
        RequireWindowLog2(maxWindowLog2);
        return new XzDecompressionOptions { MaxWindowLog2 = maxWindowLog2 };
    }

    internal DecoderLimits ToLimits() => new()
    {
        MaxDictionarySize = _maxWindowLog2 == 0 ? 0 : 1L << _maxWindowLog2,
        MemoryLimit = _memoryLimit,
        MaxOutputLength = _maxOutputLength,
        MaxOutputRatio = _maxOutputRatio,
        VerifyChecksum = VerifyChecksum,
    };
}
