using System.Text;
using Xzact.Audit.Archives.Rpm;
using Xzact.Audit.Case;
using Xzact.Audit.Git;

namespace Xzact.Audit.Release.Tags;

/// <summary>The OpenPGP signatures of a release and the keys that they name. None is verified.</summary>
internal static class Signatures
{
    private const int MaxBytes = 64 * 1024;
    private const string Begin = "-----BEGIN PGP SIGNATURE-----";

    private static readonly string[] s_endings = [".asc", ".sig", ".sign", ".gpg"];

    /// <summary>The signatures beside the archives and in the tag.</summary>
    /// <param name="archive">Path of the archive; null if it lies in a package.</param>
    /// <param name="previous">Path of the archive before, or null.</param>
    /// <param name="tag">The tag, or null.</param>
    public static IReadOnlyList<SignatureClaim> Of(string? archive, string? previous, GitTag? tag)
    {
        List<SignatureClaim> claims = archive is null ? [] : [.. Beside(archive, SignatureClaim.Archive)];
        if (tag?.Signature is string armored)
        {
            claims.Add(new("the tag", KeyOf(Encoding.ASCII.GetBytes(armored)), tag.Name));
        }

        return previous is null ? claims : [.. claims, .. Beside(previous, "the archive before")];
    }

    /// <summary>The key that a signature names, in armor or not; null if it names none.</summary>
    internal static string? KeyOf(byte[] signature)
    {
        string text = Encoding.Latin1.GetString(signature);
        int begin = text.IndexOf(Begin, StringComparison.Ordinal);
        if (begin < 0)
        {
            return OpenPgpIssuer.Find(signature);
        }

        // RFC 9580, section 6.2: headers up to an empty line, then base64, then perhaps a checksum behind "=".
        string[] lines = [.. text[(begin + Begin.Length)..].Split('\n').Select(line => line.Trim()).Skip(1)];
        string digits = string.Concat(lines.SkipWhile(line => line.Length > 0).Skip(1)
            .TakeWhile(line => line.Length > 0 && line[0] is not ('=' or '-')));
        byte[] bytes = new byte[digits.Length];
        return Convert.TryFromBase64String(digits, bytes, out int length)
            ? OpenPgpIssuer.Find(bytes.AsSpan(0, length))
            : null;
    }

    private static IEnumerable<SignatureClaim> Beside(string archive, string of)
    {
        foreach (string file in s_endings.Select(ending => archive + ending).Where(File.Exists))
        {
            if (Read(file) is byte[] bytes)
            {
                yield return new(of, KeyOf(bytes), Path.GetFileName(file));
            }
        }
    }

    // What cannot be read, or is no plain small file, is no signature for this purpose.
    private static byte[]? Read(string file)
    {
        try
        {
            FileInfo info = new(file);
            return info.Length is > 0 and <= MaxBytes && info.LinkTarget is null ? File.ReadAllBytes(file) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
