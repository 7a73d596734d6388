namespace Xzact.Testing.Interop;

/// <summary>What liblzma's functions return (<c>lzma_ret</c>).</summary>
public enum LiblzmaStatus
{
    Ok = 0,
    StreamEnd = 1,
    NoCheck = 2,
    UnsupportedCheck = 3,
    GetCheck = 4,
    MemoryError = 5,
    MemoryLimitError = 6,
    FormatError = 7,
    OptionsError = 8,
    DataError = 9,
    BufferError = 10,
    ProgramError = 11,
    SeekNeeded = 12,
}

/// <summary>How liblzma's decoders behave (<c>LZMA_TELL_*</c> and the flags beside them).</summary>
[Flags]
public enum LiblzmaDecoderOptions
{
    None = 0,
    TellNoCheck = 0x01,
    TellUnsupportedCheck = 0x02,
    TellAnyCheck = 0x04,
    Concatenated = 0x08,
    IgnoreCheck = 0x10,
    FailFast = 0x20,
}

/// <summary>The end of a run of a liblzma coder.</summary>
/// <param name="Status">
/// <see cref="LiblzmaStatus.StreamEnd"/>, or why it stopped: <see cref="LiblzmaStatus.BufferError"/> for truncated
/// input.
/// </param>
/// <param name="Output">Every byte that came out, those before an error included.</param>
/// <param name="Consumed">How many bytes of the input it took.</param>
public sealed record LiblzmaResult(LiblzmaStatus Status, byte[] Output, int Consumed);
