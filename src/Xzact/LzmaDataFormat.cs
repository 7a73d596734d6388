namespace Xzact;

/// <summary>What lies around LZMA data.</summary>
public enum LzmaDataFormat
{
    /// <summary>A .lzma file, also called LZMA_Alone: a header of 13 bytes, then LZMA1.</summary>
    LzmaAlone = 0,

    /// <summary>LZMA1 and nothing around it; both sides must know the options.</summary>
    RawLzma1 = 1,

    /// <summary>LZMA2 and nothing around it; both sides must know the dictionary size.</summary>
    RawLzma2 = 2,
}
