namespace Xzact.Tools.Coding;

/// <summary>The words that scripts know for what is wrong with a file.</summary>
internal static class DecoderMessages
{
    /// <summary>The message of an error.</summary>
    public static string Of(XzError error) => error switch
    {
        XzError.FormatNotRecognized => "File format not recognized",
        XzError.UnexpectedEnd => "Unexpected end of input",
        XzError.MemoryLimit or XzError.DictionaryLimit => "Memory usage limit reached",
        XzError.UnsupportedStreamFlags or XzError.UnsupportedBlockHeader or XzError.UnsupportedFilter =>
            "Unsupported options",
        _ => "Compressed data is corrupt",
    };
}
