using Xzact.Container;
using Xzact.Format;
using Xzact.Kernels;
using Xzact.Lzma;

namespace Xzact;

/// <summary>How .lz data is made. The defaults are those of preset 6 and one member.</summary>
public sealed class LzipCompressionOptions
{
    private LzmaOptions _lzma = new();
    private long _maxMemberSize = LargestMemberSize;

    /// <summary>The smallest value of <see cref="MaxMemberSize"/>: 100,000 bytes, as for lzip.</summary>
    public static long MinMemberSize => 100_000;

    /// <summary>The largest dictionary that the format can tell of: 512 MiB.</summary>
    public static long MaxDictionarySize => LzipDictionary.MaxSize;

    /// <summary>The largest size of a member: 2 PiB, as for lzip.</summary>
    private static long LargestMemberSize => 1L << 51;

    /// <summary>
    /// How LZMA works; the format fixes lc 3, lp 0 and pb 2, allows dictionaries up to <see cref="MaxDictionarySize"/>
    /// and has no preset dictionary, which is tested where the options are used.
    /// </summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public LzmaOptions LzmaOptions
    {
        get => _lzma;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            _lzma = value;
        }
    }

    /// <summary>
    /// Most compressed bytes of a member, 100,000 to 2 PiB, the default. More data goes into further members, each of
    /// which can be decoded alone, and begins without history.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public long MaxMemberSize
    {
        get => _maxMemberSize;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, MinMemberSize);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, LargestMemberSize);
            _maxMemberSize = value;
        }
    }

    /// <summary>The encoder that these options describe.</summary>
    /// <param name="parameter">The parameter that these options were given as.</param>
    /// <exception cref="ArgumentException">The LZMA options are not those of the format.</exception>
    internal LzipFileEncoder CreateEncoder(string parameter)
    {
        LzmaEncoderOptions options = _lzma.ToEncoderOptions(parameter);
        _lzma.RefusePresetDictionary(parameter);
        if (options.Properties != new LzmaProperties(LzipFormat.Lc, LzipFormat.Lp, LzipFormat.Pb))
        {
            throw new ArgumentException(
                $"The .lz format has lc {LzipFormat.Lc}, lp {LzipFormat.Lp} and pb {LzipFormat.Pb}.", parameter);
        }

        if (options.DictionarySize > LzipDictionary.MaxSize)
        {
            throw new ArgumentOutOfRangeException(
                parameter, options.DictionarySize, $"A .lz dictionary is {MaxDictionarySize} bytes at most.");
        }

        return new LzipFileEncoder(new WorkAllocator(), options, _maxMemberSize);
    }
}
