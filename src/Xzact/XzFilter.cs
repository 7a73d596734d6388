using Xzact.Container;
using Xzact.Format;
using Xzact.Lzma;

namespace Xzact;

/// <summary>
/// A filter of a chain that data goes through before it is stored (.xz specification, section 5.3). Delta and the
/// branch converters make data easier to compress; LZMA2, the last of every chain, compresses it.
/// </summary>
public sealed class XzFilter
{
    private readonly LzmaEncoderOptions? _lzma;

    private XzFilter(FilterFlags flags, LzmaEncoderOptions? lzma = null)
    {
        Flags = flags;
        _lzma = lzma;
    }

    /// <summary>The most filters that a chain may have: 4.</summary>
    public static int MaxChainLength => BlockFormat.MaxFilters;

    /// <summary>The filter as a Block Header records it.</summary>
    internal FilterFlags Flags { get; }

    /// <summary>
    /// Replaces each byte by its difference to the one <paramref name="distance"/> bytes before it (section 5.3.3): for
    /// tables, sound and pictures that are not compressed.
    /// </summary>
    /// <param name="distance">1 to 256 bytes.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="distance"/> is out of range.</exception>
    public static XzFilter Delta(int distance)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(distance, DeltaFormat.MinDistance);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(distance, DeltaFormat.MaxDistance);
        return new XzFilter(new FilterFlags(FilterId.Delta, (uint)distance));
    }

    /// <summary>Converts branches of x86 code, 32 or 64 bits (section 5.3.2).</summary>
    /// <param name="startOffset">The address that the data is taken to begin at, 0 to 4294967295.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="startOffset"/> is out of range.</exception>
    public static XzFilter X86(long startOffset = 0) => Branch(FilterId.X86, startOffset);

    /// <summary>Converts branches of big endian PowerPC code.</summary>
    /// <param name="startOffset">As in <see cref="X86"/>; a multiple of 4.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="startOffset"/> is out of range.</exception>
    /// <exception cref="ArgumentException"><paramref name="startOffset"/> is no multiple of 4.</exception>
    public static XzFilter PowerPC(long startOffset = 0) => Branch(FilterId.PowerPC, startOffset);

    /// <summary>Converts branches of IA-64 (Itanium) code.</summary>
    /// <param name="startOffset">As in <see cref="X86"/>; a multiple of 16.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="startOffset"/> is out of range.</exception>
    /// <exception cref="ArgumentException"><paramref name="startOffset"/> is no multiple of 16.</exception>
    public static XzFilter IA64(long startOffset = 0) => Branch(FilterId.IA64, startOffset);

    /// <summary>Converts branches of 32-bit ARM code.</summary>
    /// <inheritdoc cref="PowerPC"/>
    public static XzFilter Arm(long startOffset = 0) => Branch(FilterId.Arm, startOffset);

    /// <summary>Converts branches of ARM-Thumb code.</summary>
    /// <param name="startOffset">As in <see cref="X86"/>; a multiple of 2.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="startOffset"/> is out of range.</exception>
    /// <exception cref="ArgumentException"><paramref name="startOffset"/> is no multiple of 2.</exception>
    public static XzFilter ArmThumb(long startOffset = 0) => Branch(FilterId.ArmThumb, startOffset);

    /// <summary>Converts branches of ARM64 code.</summary>
    /// <inheritdoc cref="PowerPC"/>
    public static XzFilter Arm64(long startOffset = 0) => Branch(FilterId.Arm64, startOffset);

    /// <summary>Converts branches of SPARC code.</summary>
    /// <inheritdoc cref="PowerPC"/>
    public static XzFilter Sparc(long startOffset = 0) => Branch(FilterId.Sparc, startOffset);

    /// <summary>Converts branches of RISC-V code, 32 or 64 bits.</summary>
    /// <inheritdoc cref="ArmThumb"/>
    public static XzFilter RiscV(long startOffset = 0) => Branch(FilterId.RiscV, startOffset);

    /// <summary>Compresses with LZMA2 (section 5.3.1).</summary>
    /// <param name="options">How; copied. No preset dictionary: the format cannot say that it needs one.</param>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> is null.</exception>
    /// <exception cref="ArgumentException">lc and lp are too large together, or there is a preset
    /// dictionary.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The dictionary is too large for an encoder.</exception>
    public static XzFilter Lzma2(LzmaOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return Lzma2(EncoderOptions(options, nameof(options)));
    }

    /// <summary>Compresses with LZMA2 as a preset does.</summary>
    /// <param name="quality">The preset, 0 to 9.</param>
    /// <param name="extremeMode">Whether its slower variant is meant.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="quality"/> is out of range.</exception>
    public static XzFilter Lzma2(int quality, bool extremeMode = false) =>
        Lzma2(new LzmaOptions(quality, extremeMode));

    internal static XzFilter Lzma2(LzmaEncoderOptions options) =>
        new(new FilterFlags(FilterId.Lzma2, options.DictionarySize), options);

    /// <summary>LZMA's options in the encoder's terms, for a format that has no preset dictionary.</summary>
    internal static LzmaEncoderOptions EncoderOptions(LzmaOptions options, string parameter) =>
        options.PresetDictionary.IsEmpty
            ? options.ToEncoderOptions(parameter)
            : throw new ArgumentException(".xz cannot say that data needs a preset dictionary.", parameter);

    /// <summary>A copy of a chain, if it is one.</summary>
    /// <exception cref="ArgumentException">It is none.</exception>
    internal static IReadOnlyList<XzFilter> CopyChain(IReadOnlyList<XzFilter> filters, string parameter)
    {
        XzFilter[] copy = [.. filters];
        if (copy.Length is 0 || copy.Length > MaxChainLength || Array.Exists(copy, filter => filter is null))
        {
            throw new ArgumentException($"A chain has 1 to {MaxChainLength} filters.", parameter);
        }

        return Array.FindIndex(copy, filter => filter.Flags.IsLast) == copy.Length - 1
            ? copy
            : throw new ArgumentException("A chain ends with its only LZMA2 filter.", parameter);
    }

    /// <summary>A chain in the encoder's terms.</summary>
    internal static EncoderChain ToEncoderChain(IReadOnlyList<XzFilter> filters) =>
        new([.. filters.SkipLast(1).Select(filter => filter.Flags)], filters[^1]._lzma!);

    private static XzFilter Branch(FilterId id, long startOffset)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(startOffset);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(startOffset, uint.MaxValue);
        uint alignment = BranchFormat.Alignment(id);
        return startOffset % alignment == 0
            ? new XzFilter(new FilterFlags(id, (uint)startOffset))
            : throw new ArgumentException(
                $"The start offset {startOffset} is not a multiple of {alignment}.", nameof(startOffset));
    }
}
