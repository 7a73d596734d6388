using System.Text;

namespace Xzact.Audit.Archives;

/// <summary>Decodes names.</summary>
internal static class TextDecoding
{
    private static readonly UTF8Encoding s_strictUtf8 = new(false, true);

    /// <summary>Decodes UTF-8 strictly, and with the fallback what is none, so that two different names never become
    /// one.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes, Encoding fallback, out bool isUtf8)
    {
        try
        {
            isUtf8 = true;
            return s_strictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            isUtf8 = false;
            return fallback.GetString(bytes);
        }
    }
}
