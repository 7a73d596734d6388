namespace Xzact.Audit.Git;

/// <summary>The hash that names the objects of a repository.</summary>
public enum GitObjectFormat
{
    /// <summary>SHA-1, ids of 40 hexadecimal digits.</summary>
    Sha1,

    /// <summary>SHA-256, ids of 64 hexadecimal digits.</summary>
    Sha256,
}

internal static class GitObjectFormats
{
    /// <summary>The length of an id in bytes.</summary>
    internal static int HashLength(this GitObjectFormat format) => format == GitObjectFormat.Sha1 ? 20 : 32;

    /// <summary>The name that git's configuration has for the format.</summary>
    internal static string ConfigName(this GitObjectFormat format) =>
        format == GitObjectFormat.Sha1 ? "sha1" : "sha256";

    /// <summary>Whether the text is a complete object id in lower case.</summary>
    internal static bool IsObjectId(this GitObjectFormat format, string text) =>
        text.Length == 2 * format.HashLength() && text.All(char.IsAsciiHexDigitLower);
}
