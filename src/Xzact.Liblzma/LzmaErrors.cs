namespace Xzact.Liblzma;

/// <summary>The one table from what the codec reports to what liblzma returns.</summary>
internal static class LzmaErrors
{
    /// <summary>The code of a failure of a decoder.</summary>
    public static LzmaRet Of(XzError error) => error switch
    {
        XzError.None => LzmaRet.Ok,
        XzError.FormatNotRecognized => LzmaRet.FormatError,
        XzError.UnsupportedStreamFlags or XzError.UnsupportedBlockHeader or XzError.UnsupportedFilter =>
            LzmaRet.OptionsError,
        XzError.MemoryLimit or XzError.DictionaryLimit => LzmaRet.MemlimitError,
        _ => LzmaRet.DataError,
    };

    /// <summary>The code of an exception that reached the border.</summary>
    public static LzmaRet Of(Exception exception) => exception switch
    {
        LzmaException refused => refused.Code,
        OutOfMemoryException => LzmaRet.MemError,
        _ => LzmaRet.ProgError,
    };
}
