namespace Xzact.Audit.Content;

/// <summary>A file of a tree, read when it is looked into.</summary>
/// <param name="Path">Its path in the tree; not sanitised.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="Read">Reads all of it.</param>
public sealed record ContentFile(string Path, long Length, Func<byte[]> Read)
{
    /// <summary>The SHA-256 in hexadecimal of what was read last; null before somebody has computed it.</summary>
    internal string? Sha256 { get; set; }

    /// <summary>Opens it to be read in pieces; null if it can only be read as a whole.</summary>
    internal Func<Stream>? Open { get; init; }

    /// <summary>All of it, in a buffer that the caller lends and that is made larger if need be.</summary>
    internal ReadOnlyMemory<byte> ReadInto(ref byte[] buffer)
    {
        if (Open is null || Length > MaxBuffer)
        {
            return Read();
        }

        using Stream stream = Open();
        if (buffer.Length < Length)
        {
            buffer = new byte[Math.Max(Length, MinBuffer)];
        }

        // What has grown since is read as long as it was.
        int read = stream.ReadAtLeast(buffer.AsSpan(0, (int)Length), (int)Length, throwOnEndOfStream: false);
        return buffer.AsMemory(0, read);
    }

    private const int MinBuffer = 1 << 20;
    private const int MaxBuffer = 32 << 20;

    /// <summary>The regular files below a folder, in ordinal order. Links are not followed. What has no length, as
    /// named pipes and devices have none, is listed and never opened.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="AuditInputException">The name of a file is not UTF-8, so that it cannot be opened.</exception>
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
                    System.IO.Path.GetRelativePath(folder, file.FullName), LengthOf(folder, file),
                    () => file.Length == 0 ? [] : File.ReadAllBytes(file.FullName))
                {
                    Open = () => file.Length == 0 ? Stream.Null
                        : new FileStream(file.FullName, FileMode.Open, FileAccess.Read, FileShare.Read, 1,
                            FileOptions.SequentialScan),
                })
                .OrderBy(file => file.Path, StringComparer.Ordinal),
        ];
    }

    // A name that is no UTF-8 comes with signs in it by which no file can be opened.
    private static long LengthOf(string folder, FileInfo file) =>
        file.Exists || !file.FullName.Contains('\uFFFD', StringComparison.Ordinal) ? file.Length
            : throw new AuditInputException(
                $"{System.IO.Path.GetRelativePath(folder, file.FullName)}: its name is not UTF-8, and "
                + "such a file cannot be opened here; pack the folder with tar and give that");
}
