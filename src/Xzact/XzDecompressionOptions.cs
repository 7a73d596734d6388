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
    private long _maxOutputLength;
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
    /// Whether <see cref="XzStream"/> decodes every Stream of a file, the default, or stops behind the first one and
    /// leaves what follows unread.
    /// </summary>
    public bool AllowMultipleStreams { get; set; } = true;

    /// <summary>
    /// Whether integrity checks are compared; the default. Headers and the Index are always verified.
    /// </summary>
    public bool VerifyChecksum { get; set; } = true;

    /// <summary>The one check of a decoder's window, under the name of whatever was given.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is neither 0 nor 12 to 32.</exception>
    internal static void RequireWindowLog2(
        int maxWindowLog2, [CallerArgumentExpression(nameof(maxWindowLog2))] string? name = null) =>
        XzCompressionOptions.RequireWindowLog2(maxWindowLog2, LargestWindowLog2, name);

    internal DecoderLimits ToLimits() => new()
    {
        MaxDictionarySize = _maxWindowLog2 == 0 ? 0 : 1L << _maxWindowLog2,
        MemoryLimit = _memoryLimit,
        MaxOutputLength = _maxOutputLength,
        MaxOutputRatio = _maxOutputRatio,
        VerifyChecksum = VerifyChecksum,
    };
}
