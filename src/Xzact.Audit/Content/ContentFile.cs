namespace Xzact.Audit.Content;

/// <summary>A file of a tree, read when it is looked into.</summary>
/// <param name="Path">Its path in the tree; not sanitised.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="Read">Reads all of it.</param>
public sealed record ContentFile(string Path, long Length, Func<byte[]> Read)
{
    /// <summary>The SHA-256 in hexadecimal of what was read last; null before somebody has computed it.</summary>
    internal string? Sha256 { get; set; }

    /// <summary>The regular files below a folder, in ordinal order. Links are not followed. What has no length, as
    /// named pipes and devices have none, is listed and never opened.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be read.</exception>
    public static IReadOnlyList<ContentFile> In(string folder)
    {
        EnumerationOptions options = new()
        {
            RecurseSubdirectories = true,
            AttributesToSkip = FileAttributes.ReparsePoint,
            IgnoreInaccessible = false,
        };
        return
        [
            .. new DirectoryInfo(folder).EnumerateFiles("*", options)
                .Select(file => new ContentFile(
                    System.IO.Path.GetRelativePath(folder, file.FullName), file.Length,
                    () => file.Length == 0 ? [] : File.ReadAllBytes(file.FullName)))
                .OrderBy(file => file.Path, StringComparer.Ordinal),
        ];
    }
}
