namespace Xzact.Liblzma.Coders;

/// <summary>How a decoder of files behaves: the flags of container.h.</summary>
[Flags]
internal enum DecoderFlags
{
    None = 0,

    /// <summary>Say so if there is no check.</summary>
    TellNoCheck = 0x01,

    /// <summary>Say so if the check cannot be verified.</summary>
    TellUnsupportedCheck = 0x02,

    /// <summary>Say so once the check is known.</summary>
    TellAnyCheck = 0x04,

    /// <summary>Decode all Streams or members.</summary>
    Concatenated = 0x08,

    /// <summary>Do not verify checks.</summary>
    IgnoreCheck = 0x10,

    /// <summary>With threads: tell of an error before the good output in front of it.</summary>
    FailFast = 0x20,

    All = TellNoCheck | TellUnsupportedCheck | TellAnyCheck | Concatenated | IgnoreCheck | FailFast,
}
