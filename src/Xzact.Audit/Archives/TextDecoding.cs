using System.Text;
using Xzact.Audit.Git;

namespace Xzact.Audit.Archives;

/// <summary>Decodes names without loss, so that names are equal as text only if their bytes are.</summary>
internal static class TextDecoding
{
    private static readonly UTF8Encoding s_strictUtf8 = new(false, true);

    /// <summary>Decodes UTF-8; bytes that are none become what <see cref="GitPath"/> makes of them, by which names in
    /// an archive and paths in a repository are compared byte for byte.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes, out bool isUtf8)
    {
        try
        {
            isUtf8 = true;
            return s_strictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            isUtf8 = false;
            return GitPath.Decode(bytes);
        }
    }
}
