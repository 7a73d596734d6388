namespace Xzact;

/// <summary>
/// Why an encoder, decoder or stream failed. It stands beside the <see cref="System.Buffers.OperationStatus"/> or the
/// exception, which alone do not tell.
/// </summary>
public enum XzError
{
    /// <summary>No failure.</summary>
    None = 0,

    /// <summary>The data does not begin as the expected format must.</summary>
    FormatNotRecognized,

    /// <summary>The data ends before it is complete.</summary>
    UnexpectedEnd,

    /// <summary>The Stream Header or a further Stream's header is damaged (.xz specification, section 2.1.1).</summary>
    StreamHeaderCorrupt,

    /// <summary>The Stream Flags use a reserved bit (section 2.1.1.2).</summary>
    UnsupportedStreamFlags,

    /// <summary>The Block Header is damaged (section 3.1).</summary>
    BlockHeaderCorrupt,

    /// <summary>The Block Header uses a reserved bit or reserved padding (sections 3.1.2 and 3.1.6).</summary>
    UnsupportedBlockHeader,

    /// <summary>
    /// A filter, a filter's properties or a chain of filters is not supported (sections 3.1.5 and 5).
    /// </summary>
    UnsupportedFilter,

    /// <summary>The compressed data is damaged (section 5.3.1).</summary>
    DataCorrupt,

    /// <summary>A Block is larger or smaller than its header says (sections 3.1.3 and 3.1.4).</summary>
    BlockSizeMismatch,

    /// <summary>Block Padding is not zero (section 3.3).</summary>
    BlockPaddingCorrupt,

    /// <summary>The integrity check of a Block does not match its data (section 3.4).</summary>
    CheckMismatch,

    /// <summary>
    /// The integrity check has a reserved ID, so that the data cannot be verified (section 2.1.1.2). A warning:
    /// decoding goes on.
    /// </summary>
    UnsupportedCheck,

    /// <summary>The Index is damaged or does not describe the Blocks before it (section 4).</summary>
    IndexCorrupt,

    /// <summary>The Stream Footer is damaged or does not fit its header or Index (section 2.1.2).</summary>
    StreamFooterCorrupt,

    /// <summary>Stream Padding is not a multiple of four zero bytes (section 2.2).</summary>
    StreamPaddingCorrupt,

    /// <summary>Something follows the end of the data.</summary>
    TrailingData,

    /// <summary>The data needs a larger dictionary than allowed.</summary>
    DictionaryLimit,

    /// <summary>The data needs more memory than allowed.</summary>
    MemoryLimit,

    /// <summary>The data decompresses to more bytes than allowed.</summary>
    OutputLimit,

    /// <summary>The source given to an encoder has another length than was announced.</summary>
    SourceLengthMismatch,

    /// <summary>Salvage gave up: the attempts that failed have taken as much work as they may.</summary>
    SearchLimit,

    /// <summary>The data decompresses to more than the allowed multiple of its size.</summary>
    RatioLimit,
}
