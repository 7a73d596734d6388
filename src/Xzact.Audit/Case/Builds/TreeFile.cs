namespace Xzact.Audit.Case.Builds;

/// <summary>A file of the tree as it was before the build.</summary>
/// <param name="Path">Path relative to the tree.</param>
/// <param name="Role">What it is for.</param>
/// <param name="Size">Size in bytes.</param>
/// <param name="Sha256">SHA-256 in lower-case hexadecimal; null for a link.</param>
/// <param name="Blob">Its object id in a git repository (SHA-1), or null for a link.</param>
internal sealed record TreeFile(string Path, FileRole Role, long Size, string? Sha256, string? Blob);
