namespace Xzact.Lzma;

/// <summary>How a call of <see cref="LzmaSymbolDecoder.Decode"/> ended.</summary>
internal enum LzmaResult
{
    /// <summary>The window is filled to its limit.</summary>
    Limit,

    /// <summary>More input is needed.</summary>
    Input,

    /// <summary>The end marker was decoded.</summary>
    EndMarker,

    /// <summary>A distance reaches back before the history or beyond the dictionary.</summary>
    BadDistance,

    /// <summary>The range coded stream does not start as it must.</summary>
    BadRangeInit,

    /// <summary>The data goes on where its input must end.</summary>
    InputOverrun,
}
