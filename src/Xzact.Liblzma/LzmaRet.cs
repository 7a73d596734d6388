namespace Xzact.Liblzma;

/// <summary>What a function of liblzma returns: <c>lzma_ret</c> of base.h.</summary>
internal enum LzmaRet
{
    /// <summary>Done, or to be called again.</summary>
    Ok = 0,

    /// <summary>The end of the data, or of a flush.</summary>
    StreamEnd = 1,

    /// <summary>The data has no check; not an error.</summary>
    NoCheck = 2,

    /// <summary>The check of the data cannot be verified; not an error.</summary>
    UnsupportedCheck = 3,

    /// <summary>The check of the data is known now; not an error.</summary>
    GetCheck = 4,

    /// <summary>No memory.</summary>
    MemError = 5,

    /// <summary>More memory is needed than is allowed; the limit may be raised.</summary>
    MemlimitError = 6,

    /// <summary>The data is of another format.</summary>
    FormatError = 7,

    /// <summary>Options that are not valid or not supported.</summary>
    OptionsError = 8,

    /// <summary>The data is damaged.</summary>
    DataError = 9,

    /// <summary>No progress is possible without more input or more room; not fatal.</summary>
    BufError = 10,

    /// <summary>The caller has broken a rule.</summary>
    ProgError = 11,

    /// <summary>Input is wanted from another place of the file.</summary>
    SeekNeeded = 12,

    /// <summary>Never leaves the library: threads were waited for as long as the caller allows.</summary>
    TimedOut = 101,
}
