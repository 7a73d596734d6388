namespace Xzact.Format;

/// <summary>The lzip file format, version 1, as its manual describes it.</summary>
internal static class LzipFormat
{
    /// <summary>The first bytes of a member.</summary>
    public static ReadOnlySpan<byte> Magic => "LZIP"u8;
}
