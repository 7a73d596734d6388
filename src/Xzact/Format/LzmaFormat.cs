namespace Xzact.Format;

/// <summary>
/// The numbers of the LZMA model: states, lengths, distances and probabilities, as the public description of LZMA
/// (lzma-specification) names them.
/// </summary>
internal static class LzmaFormat
{
    // Properties.
    public const int MaxLc = 4;
    public const int MaxLp = 4;
    public const int MaxLcLp = 4;
    public const int MaxPb = 4;
    public const int MaxPosStates = 1 << MaxPb;

    /// <summary>One more than the largest properties byte: (pb * 5 + lp) * 9 + lc with lc to 8.</summary>
    public const int PropertiesLimit = 9 * 5 * 5;

    public const uint MinDictionarySize = 1 << 12;

    /// <summary>The largest dictionary an encoder takes: 1.5 GiB.</summary>
    public const uint MaxEncoderDictionarySize = (1U << 30) + (1U << 29);

    // States: the last symbols, newest first. Below LiteralStates the newest is a literal.
    public const int States = 12;
    public const int LiteralStates = 7;

    // Lengths.
    public const int MinMatch = 2;
    public const int LengthLowBits = 3;
    public const int LengthMidBits = 3;
    public const int LengthHighBits = 8;
    public const int LengthLowSymbols = 1 << LengthLowBits;
    public const int LengthMidSymbols = 1 << LengthMidBits;
    public const int LengthHighSymbols = 1 << LengthHighBits;
    public const int LengthSymbols = LengthLowSymbols + LengthMidSymbols + LengthHighSymbols;
    public const int MaxMatch = MinMatch + LengthSymbols - 1;

    // Distances: a slot of six bits, chosen by the length; then direct and modelled bits.
    public const int Reps = 4;
    public const int LengthStates = 4;
    public const int SlotBits = 6;
    public const int Slots = 1 << SlotBits;

    /// <summary>The first slot whose distance has footer bits.</summary>
    public const int FooterSlotStart = 4;

    /// <summary>The first slot whose low bits are the align tree and whose middle bits are not modelled.</summary>
    public const int DirectSlotStart = 14;

    public const int AlignBits = 4;
    public const int AlignSize = 1 << AlignBits;

    /// <summary>Distances below this have footer bits that are modelled one by one.</summary>
    public const int FullDistances = 1 << (DirectSlotStart / 2);

    /// <summary>The distance that stands for the end marker.</summary>
    public const uint EndMarkerDistance = uint.MaxValue;

    // Literals.
    public const int LiteralCoderSize = 0x300;

    // The range coder.
    public const int ProbabilityBits = 11;
    public const int ProbabilityTotal = 1 << ProbabilityBits;
    public const ushort ProbabilityInit = ProbabilityTotal / 2;
    public const int ProbabilityShift = 5;
    public const uint RangeTop = 1U << 24;

    /// <summary>Bytes that start a range coded stream; the first is zero.</summary>
    public const int RangeInitSize = 5;

    /// <summary>
    /// An upper bound of the input bytes that one symbol takes. The longest has 22 modelled bits (match, rep, two
    /// length choices, eight length bits, six slot bits, four align bits), each worth at most log2(2048 / 31) = 6.05
    /// bits because a probability never falls below 31, and 26 direct bits: 159.1 bits, less than 20 bytes.
    /// </summary>
    public const int MaxSymbolInput = 20;
}
