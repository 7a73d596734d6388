namespace Xzact.Kernels;

/// <summary>What an LZMA decoder carries from symbol to symbol, besides its probabilities and its window.</summary>
internal struct LzmaDecoderState
{
    /// <summary>
    /// The range coder's range and code. Code is below range, unless damaged bits without a model made them equal; what
    /// follows is then decoded in 32 bits, as the C library does, and no index depends on it.
    /// </summary>
    public uint Range;
    public uint Code;

    /// <summary>The last symbols, 0 to 11.</summary>
    public int State;

    /// <summary>The last four distances, minus one each, newest first.</summary>
    public uint Rep0;
    public uint Rep1;
    public uint Rep2;
    public uint Rep3;

    /// <summary>Bytes of a match at distance <see cref="Rep0"/> that did not fit below the limit.</summary>
    public int PendingLength;

    /// <summary>Literal context bits.</summary>
    public int Lc;

    /// <summary>(1 &lt;&lt; lp) - 1.</summary>
    public int LiteralPositionMask;

    /// <summary>(1 &lt;&lt; pb) - 1.</summary>
    public int PositionMask;
}

/// <summary>Where in a window the decoder works. Indexes into the window's memory.</summary>
internal struct WindowCursor
{
    /// <summary>Where the next byte goes.</summary>
    public nint Position;

    /// <summary>Where the decoder must stop.</summary>
    public nint Limit;

    /// <summary>Where the history begins; far below zero once the ring has wrapped.</summary>
    public nint HistoryStart;

    /// <summary>The largest distance, whatever the history.</summary>
    public nint DictionarySize;

    /// <summary>Added to a source below zero: how far writing jumped back when it wrapped.</summary>
    public nint WrapJump;
}

/// <summary>Why <see cref="LzmaDecodeLoop"/> stopped.</summary>
internal enum LzmaStop
{
    /// <summary>The window is filled to the limit.</summary>
    Limit,

    /// <summary>The input limit is reached.</summary>
    Input,

    /// <summary>The end marker was decoded.</summary>
    EndMarker,

    /// <summary>A distance reaches back before the history or beyond the dictionary.</summary>
    BadDistance,
}
