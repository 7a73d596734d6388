namespace Xzact;

/// <summary>How an LZMA encoder chooses among the matches it finds. The numbers are those of liblzma.</summary>
public enum LzmaMode
{
    /// <summary>Takes what looks good here and at the next byte; meant for the hash chain match finders.</summary>
    Fast = 1,

    /// <summary>Compares the prices of whole sequences; slower and smaller. The default.</summary>
    Normal = 2,
}
