namespace Xzact.Format;

/// <summary>Multibyte Integers. The .xz File Format 1.2.1, section 1.2.</summary>
internal static class MultibyteFormat
{
    /// <summary>The largest integer: 63 bits.</summary>
    public const ulong MaxValue = ulong.MaxValue / 2;

    /// <summary>The most bytes an integer may take.</summary>
    public const int MaxSize = 9;

    /// <summary>Payload bits of each byte; the top bit says that another byte follows.</summary>
    public const int BitsPerByte = 7;

    public const byte ContinueFlag = 0x80;
}
