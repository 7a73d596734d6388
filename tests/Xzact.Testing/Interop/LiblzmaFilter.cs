using System.Buffers.Binary;

namespace Xzact.Testing.Interop;

/// <summary>What liblzma's LZMA encoders and decoders can be told; what is null stays as the preset has it.</summary>
/// <param name="Preset">0 to 9, plus <see cref="SystemLiblzma.Extreme"/>.</param>
public sealed record LzmaSettings(uint Preset)
{
    public uint? DictionarySize { get; init; }
    public int? Lc { get; init; }
    public int? Lp { get; init; }
    public int? Pb { get; init; }

    /// <summary>1 is fast, 2 is normal.</summary>
    public int? Mode { get; init; }
    public int? NiceLength { get; init; }

    /// <summary>HC3 0x03, HC4 0x04, BT2 0x12, BT3 0x13, BT4 0x14.</summary>
    public int? MatchFinder { get; init; }
    public int? Depth { get; init; }
}

/// <summary>One filter of a liblzma chain: its ID and its option structure as the bytes of x86-64's layout.</summary>
public sealed class LiblzmaFilter
{
    internal const ulong EndOfChain = ulong.MaxValue;
    internal const ulong Lzma1Id = 0x4000000000000001;
    internal const ulong Lzma1ExtendedId = 0x4000000000000002;
    internal const ulong Lzma2Id = 0x21;
    private const ulong DeltaId = 0x03;

    // Offsets in lzma_options_lzma.
    internal const int PresetDictionaryOffset = 8;
    private const int DictionarySizeOffset = 0;
    private const int PresetDictionarySizeOffset = 16;
    private const int LcOffset = 20;
    private const int LpOffset = 24;
    private const int PbOffset = 28;
    private const int ModeOffset = 32;
    private const int NiceLengthOffset = 36;
    private const int MatchFinderOffset = 40;
    private const int DepthOffset = 44;
    private const int ExtendedFlagsOffset = 48;
    private const int ExtendedSizeOffset = 52;

    private readonly byte[] _options;

    private LiblzmaFilter(ulong id, byte[] options)
    {
        Id = id;
        _options = options;
    }

    internal ulong Id { get; }

    internal ReadOnlySpan<byte> Options => _options;

    internal byte[] PresetDictionary { get; private init; } = [];

    /// <summary>Delta with a distance in bytes.</summary>
    public static LiblzmaFilter Delta(int distance)
    {
        byte[] options = new byte[40];
        BinaryPrimitives.WriteInt32LittleEndian(options.AsSpan(4), distance);
        return new LiblzmaFilter(DeltaId, options);
    }

    /// <summary>A branch converter by its ID (x86 0x04 to RISC-V 0x0B).</summary>
    public static LiblzmaFilter Branch(ulong id, uint startOffset)
    {
        byte[] options = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(options, startOffset);
        return new LiblzmaFilter(id, options);
    }

    /// <summary>LZMA2 with the settings of a preset, some of them replaced.</summary>
    public static LiblzmaFilter Lzma2(LzmaSettings settings) => Lzma(Lzma2Id, settings);

    /// <summary>LZMA1 likewise.</summary>
    public static LiblzmaFilter Lzma1(LzmaSettings settings) => Lzma(Lzma1Id, settings);

    /// <summary>The same LZMA filter with history before the data.</summary>
    public LiblzmaFilter WithPresetDictionary(byte[] dictionary)
    {
        byte[] options = [.. _options];
        Replace(options, PresetDictionarySizeOffset, dictionary.Length);
        return new LiblzmaFilter(Id, options) { PresetDictionary = dictionary };
    }

    /// <summary>The same LZMA1 filter for data that ends after a number of bytes.</summary>
    /// <param name="size">Bytes of data.</param>
    /// <param name="mayHaveMarker">Whether an end marker is written, or may stand, behind them.</param>
    public LiblzmaFilter WithSize(long size, bool mayHaveMarker)
    {
        byte[] options = [.. _options];
        Replace(options, ExtendedFlagsOffset, mayHaveMarker ? 1 : 0);
        BinaryPrimitives.WriteInt64LittleEndian(options.AsSpan(ExtendedSizeOffset), size);
        return new LiblzmaFilter(Lzma1ExtendedId, options) { PresetDictionary = PresetDictionary };
    }

    private static LiblzmaFilter Lzma(ulong id, LzmaSettings settings)
    {
        byte[] options = SystemLiblzma.PresetOptions(settings.Preset);
        Replace(options, DictionarySizeOffset, (int?)settings.DictionarySize);
        Replace(options, LcOffset, settings.Lc);
        Replace(options, LpOffset, settings.Lp);
        Replace(options, PbOffset, settings.Pb);
        Replace(options, ModeOffset, settings.Mode);
        Replace(options, NiceLengthOffset, settings.NiceLength);
        Replace(options, MatchFinderOffset, settings.MatchFinder);
        Replace(options, DepthOffset, settings.Depth);
        return new LiblzmaFilter(id, options);
    }

    private static void Replace(Span<byte> options, int offset, int? value)
    {
        if (value is { } given)
            BinaryPrimitives.WriteInt32LittleEndian(options[offset..], given);
    }
}
