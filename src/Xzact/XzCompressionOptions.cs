using System.Runtime.CompilerServices;
using Xzact.Container;
using Xzact.Format;
using Xzact.Kernels;
using Xzact.Lzma;

namespace Xzact;

/// <summary>How an encoder works. The defaults are those of <c>xz -6</c> with one thread.</summary>
public sealed class XzCompressionOptions
{
    private int _quality = DefaultQuality;
    private int _windowLog2;
    private XzChecksumType _checksum = XzChecksumType.Crc64;

    /// <summary>The preset that is used if none is named: 6.</summary>
    public static int DefaultQuality => 6;

    /// <summary>Base-2 logarithm of the dictionary of <see cref="DefaultQuality"/>: 23, 8 MiB.</summary>
    public static int DefaultWindowLog2 => 23;

    /// <summary>The largest preset: 9.</summary>
    public static int MaxQuality => 9;

    /// <summary>Base-2 logarithm of the largest dictionary that can be named here: 30, 1 GiB.</summary>
    public static int MaxWindowLog2 => 30;

    /// <summary>The smallest preset: 0, which is a real preset and not "default".</summary>
    public static int MinQuality => 0;

    /// <summary>Base-2 logarithm of the smallest dictionary: 12, 4 KiB.</summary>
    public static int MinWindowLog2 => 12;

    /// <summary>The integrity check of each Block; <see cref="XzChecksumType.Crc64"/> by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not one of the enumeration.</exception>
    public XzChecksumType Checksum
    {
        get => _checksum;
        set
        {
            if (value is < XzChecksumType.None or > XzChecksumType.Sha256)
            {
                throw new ArgumentOutOfRangeException(nameof(value), value, "Not a check that .xz has.");
            }

            _checksum = value;
        }
    }

    /// <summary>
    /// Base-2 logarithm of the dictionary size, 12 to 30; 0, the default, for the dictionary of the preset.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public int WindowLog2
    {
        get => _windowLog2;
        set
        {
            RequireWindowLog2(value);
            _windowLog2 = value;
        }
    }

    /// <summary>Whether the preset is made slower in the hope of a smaller result, as <c>xz -e</c> does.</summary>
    public bool EnableExtremeMode { get; set; }

    /// <summary>The preset, 0 to 9; 6 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public int Quality
    {
        get => _quality;
        set
        {
            RequireQuality(value);
            _quality = value;
        }
    }

    /// <summary>The one check of a preset, under the name of whatever was given.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not 0 to 9.</exception>
    internal static void RequireQuality(
        int quality, [CallerArgumentExpression(nameof(quality))] string? name = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(quality, MinQuality, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(quality, MaxQuality, name);
    }

    /// <summary>The one check of an encoder's window, under the name of whatever was given.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is neither 0 nor 12 to 30.</exception>
    internal static void RequireWindowLog2(
        int windowLog2, [CallerArgumentExpression(nameof(windowLog2))] string? name = null) =>
        RequireWindowLog2(windowLog2, MaxWindowLog2, name);

    /// <inheritdoc cref="RequireWindowLog2(int, string?)"/>
    internal static void RequireWindowLog2(int windowLog2, int largest, string? name)
    {
        if (windowLog2 != 0)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(windowLog2, MinWindowLog2, name);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(windowLog2, largest, name);
        }
    }

    internal StreamEncoder CreateEncoder(WorkAllocator allocator)
    {
        LzmaEncoderOptions lzma = LzmaEncoderOptions.Preset(_quality, EnableExtremeMode);
        if (_windowLog2 != 0)
        {
            lzma = lzma with { DictionarySize = 1U << _windowLog2 };
        }

        return new StreamEncoder(allocator, lzma, [], CheckOf(_checksum));
    }

    private static CheckId CheckOf(XzChecksumType checksum) => checksum switch
    {
        XzChecksumType.None => CheckId.None,
        XzChecksumType.Crc32 => CheckId.Crc32,
        XzChecksumType.Crc64 => CheckId.Crc64,
        _ => CheckId.Sha256,
    };
}
