using System.Security.Cryptography;
using System.Text;

namespace Xzact.Audit.Case;

/// <summary>One digest for many files: SHA-256 of their list, a line a file with its own SHA-256, two blanks and its
/// path, in the order of the paths' bytes, as sha256sum writes it.</summary>
internal static class FileListDigest
{
    /// <summary>An input of a case.</summary>
    /// <param name="name">What the files are together.</param>
    /// <param name="files">Their paths, lengths in bytes and SHA-256 in lower-case hexadecimal.</param>
    public static CaseInput Of(string name, IReadOnlyList<(string Path, long Length, string Sha256)> files)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach ((byte[] path, string sha256) in files.Select(f => (Encoding.UTF8.GetBytes(f.Path), f.Sha256))
            .Order(Comparer<(byte[] Path, string)>.Create((a, b) => a.Path.AsSpan().SequenceCompareTo(b.Path))))
        {
            hash.AppendData(Encoding.ASCII.GetBytes($"{sha256}  "));
            hash.AppendData(path);
            hash.AppendData("\n"u8);
        }

        return new(
            name, files.Sum(f => f.Length), Convert.ToHexStringLower(hash.GetHashAndReset()),
            $"{Counted.Of(files.Count, "file")}, digest of their list");
    }
}
