namespace Xzact.Coding;

/// <summary>What went wrong, where and which rule was broken: the one form in which coders report.</summary>
/// <param name="Error">The kind of failure.</param>
/// <param name="Offset">Byte offset in the compressed data at which it was noticed.</param>
/// <param name="Rule">What was read and which rule of the format it breaks.</param>
internal sealed record Failure(XzError Error, long Offset, string Rule)
{
    /// <summary>The text of an exception.</summary>
    public string Message => $"{Rule.TrimEnd('.')} (at byte {Offset} of the compressed data)";

    /// <summary>
    /// The exception that a stream throws: what is damaged is invalid data; what is unsupported or over a limit is not.
    /// </summary>
    public Exception ToException() => Error switch
    {
        XzError.UnsupportedStreamFlags or XzError.UnsupportedBlockHeader or XzError.UnsupportedFilter
            or XzError.DictionaryLimit or XzError.MemoryLimit or XzError.OutputLimit or XzError.RatioLimit =>
            new IOException(Message),
        _ => new InvalidDataException(Message),
    };
}
