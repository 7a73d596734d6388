namespace Xzact.Format;

/// <summary>The Delta filter. The .xz File Format 1.2.1, section 5.3.3.</summary>
internal static class DeltaFormat
{
    // The distance in bytes; its one byte of Filter Properties holds the distance less one.
    public const int MinDistance = 1;
    public const int MaxDistance = 256;
}
