using Xzact.Format;
using Xzact.Lzma;
using Xzact.Matching;

namespace Xzact;

/// <summary>
/// How LZMA works, in full: what a preset chooses, one by one. The defaults are those of preset 6. Raw LZMA data can
/// only be decoded with the values of <see cref="LiteralContextBits"/>, <see cref="LiteralPositionBits"/>,
/// <see cref="PositionBits"/> and <see cref="PresetDictionary"/> that it was encoded with, and a dictionary that is at
/// least as large; what else is here matters to encoders only.
/// </summary>
public sealed class LzmaOptions
{
    private long _dictionarySize;
    private int _literalContextBits;
    private int _literalPositionBits;
    private int _positionBits;
    private int _niceLength;
    private int _depth;
    private LzmaMode _mode;
    private LzmaMatchFinder _matchFinder;

    /// <summary>The options of preset 6.</summary>
    public LzmaOptions()
        : this(XzCompressionOptions.DefaultQuality)
    {
    }

    /// <summary>The options of a preset.</summary>
    /// <param name="quality">The preset, 0 to 9, as in <see cref="XzCompressionOptions.Quality"/>.</param>
    /// <param name="extremeMode">Whether its slower variant is meant, as <c>xz -e</c> does.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="quality"/> is out of range.</exception>
    public LzmaOptions(int quality, bool extremeMode = false)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(quality, XzCompressionOptions.MinQuality);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(quality, XzCompressionOptions.MaxQuality);
        LzmaEncoderOptions preset = LzmaEncoderOptions.Preset(quality, extremeMode);
        _dictionarySize = preset.DictionarySize;
        _literalContextBits = preset.Properties.Lc;
        _literalPositionBits = preset.Properties.Lp;
        _positionBits = preset.Properties.Pb;
        _niceLength = preset.NiceLength;
        _depth = (int)preset.Depth;
        _mode = preset.Optimal ? LzmaMode.Normal : LzmaMode.Fast;
        _matchFinder = (LzmaMatchFinder)preset.Finder;
    }

    /// <summary>The smallest dictionary: 4 KiB.</summary>
    public static long MinDictionarySize => LzmaFormat.MinDictionarySize;

    /// <summary>The largest dictionary that a decoder takes: 4 GiB less one byte.</summary>
    public static long MaxDictionarySize => uint.MaxValue;

    /// <summary>The largest dictionary that an encoder takes: 1.5 GiB.</summary>
    public static long MaxEncoderDictionarySize => LzmaFormat.MaxEncoderDictionarySize;

    /// <summary>
    /// Bytes of history in which repetitions are found, from <see cref="MinDictionarySize"/> to
    /// <see cref="MaxDictionarySize"/>; encoders take <see cref="MaxEncoderDictionarySize"/> at most. A decoder needs
    /// this much memory, an encoder several times as much: see <see cref="LzmaMatchFinder"/>.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public long DictionarySize
    {
        get => _dictionarySize;
        set => _dictionarySize = InRange(value, MinDictionarySize, MaxDictionarySize);
    }

    /// <summary>
    /// lc, 0 to 4: how many of the previous byte's high bits choose the model of a literal; 3 by default. Together with
    /// <see cref="LiteralPositionBits"/> at most four, which is tested where the options are used.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public int LiteralContextBits
    {
        get => _literalContextBits;
        set => _literalContextBits = (int)InRange(value, 0, LzmaFormat.MaxLc);
    }

    /// <summary>
    /// lp, 0 to 4: how many low bits of the position choose the model of a literal; 0 by default. Useful for data of
    /// records whose size is a power of two.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public int LiteralPositionBits
    {
        get => _literalPositionBits;
        set => _literalPositionBits = (int)InRange(value, 0, LzmaFormat.MaxLp);
    }

    /// <summary>
    /// pb, 0 to 4: how many low bits of the position choose the model of everything else; 2 by default, for data in
    /// units of four bytes.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public int PositionBits
    {
        get => _positionBits;
        set => _positionBits = (int)InRange(value, 0, LzmaFormat.MaxPb);
    }

    /// <summary>A match of this many bytes, 2 to 273, is taken without looking for a better one.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public int NiceLength
    {
        get => _niceLength;
        set => _niceLength = (int)InRange(value, LzmaFormat.MinMatch, LzmaFormat.MaxMatch);
    }

    /// <summary>
    /// How many candidates the match finder looks at for each byte, from 1 on; 0 to derive it from
    /// <see cref="NiceLength"/>. Values above 1000 can make hostile data take very long.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int Depth
    {
        get => _depth;
        set => _depth = (int)InRange(value, 0, int.MaxValue);
    }

    /// <summary>How the encoder chooses among matches.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not one of the enumeration.</exception>
    public LzmaMode Mode
    {
        get => _mode;
        set => _mode = value is LzmaMode.Fast or LzmaMode.Normal ? value : throw NotDefined(value);
    }

    /// <summary>How the encoder finds matches.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not one of the enumeration.</exception>
    public LzmaMatchFinder MatchFinder
    {
        get => _matchFinder;
        set => _matchFinder = value
            is LzmaMatchFinder.HashChain3 or LzmaMatchFinder.HashChain4 or LzmaMatchFinder.BinaryTree2
            or LzmaMatchFinder.BinaryTree3 or LzmaMatchFinder.BinaryTree4 ? value : throw NotDefined(value);
    }

    /// <summary>
    /// Bytes that encoder and decoder take for history before the data; empty by default. Of more than
    /// <see cref="DictionarySize"/> bytes the last ones count. Raw LZMA only: no file format can say that it needs one.
    /// The memory is not copied before an encoder or decoder is made.
    /// </summary>
    public ReadOnlyMemory<byte> PresetDictionary { get; set; }

    internal LzmaProperties Properties => new(_literalContextBits, _literalPositionBits, _positionBits);

    /// <summary>What must hold for a decoder: lc + lp.</summary>
    /// <param name="parameter">The parameter that these options were given as.</param>
    /// <exception cref="ArgumentException">lc and lp are too large together.</exception>
    internal void Validate(string parameter)
    {
        if (_literalContextBits + _literalPositionBits > LzmaFormat.MaxLcLp)
        {
            throw new ArgumentException(
                $"lc is {_literalContextBits} and lp {_literalPositionBits}; together they may be four at most.",
                parameter);
        }
    }

    /// <summary>What must hold for a file format: it cannot tell of a preset dictionary.</summary>
    /// <param name="parameter">The parameter that these options were given as.</param>
    /// <exception cref="ArgumentException">There is a preset dictionary.</exception>
    internal void RefusePresetDictionary(string parameter)
    {
        if (!PresetDictionary.IsEmpty)
        {
            throw new ArgumentException("Only raw LZMA data can have a preset dictionary.", parameter);
        }
    }

    /// <summary>A preset with a dictionary of its own, checked under the names of constructors' parameters.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range.</exception>
    internal static LzmaOptions WithWindow(int quality, int windowLog2, int maxWindowLog2)
    {
        var options = new LzmaOptions(quality);
        if (windowLog2 != 0)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(windowLog2, XzCompressionOptions.MinWindowLog2);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(windowLog2, maxWindowLog2);
            options.DictionarySize = 1L << windowLog2;
        }

        return options;
    }

    /// <summary>These options in the encoder's own terms, copied; the preset dictionary is not among them.</summary>
    /// <param name="parameter">The parameter that these options were given as.</param>
    /// <exception cref="ArgumentException">lc and lp are too large together.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The dictionary is too large for an encoder.</exception>
    internal LzmaEncoderOptions ToEncoderOptions(string parameter)
    {
        Validate(parameter);
        if (_dictionarySize > MaxEncoderDictionarySize)
        {
            throw new ArgumentOutOfRangeException(
                parameter, _dictionarySize, $"An encoder's dictionary is {MaxEncoderDictionarySize} bytes at most.");
        }

        return new LzmaEncoderOptions(
            (uint)_dictionarySize,
            Properties,
            _mode == LzmaMode.Normal,
            (MatchFinderKind)_matchFinder,
            _niceLength,
            (uint)_depth);
    }

    private static long InRange(long value, long least, long most)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, least);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, most);
        return value;
    }

    private static ArgumentOutOfRangeException NotDefined(Enum value) =>
        new(nameof(value), value, "Not a value that LZMA has.");
}
