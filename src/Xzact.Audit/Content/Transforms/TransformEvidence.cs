namespace Xzact.Audit.Content.Transforms;

/// <summary>That a file which is neither turns into code or into a compressed stream.</summary>
/// <param name="Path">The file, and where the content is a part of it the names of parts; not sanitised.</param>
/// <param name="Transform">What was done to it.</param>
/// <param name="IsNamed">Whether a build script of the tree names the transform.</param>
/// <param name="Class">What the result is.</param>
/// <param name="Format">The format of the result; null for a script and for text.</param>
/// <param name="Length">How many bytes the result has.</param>
/// <param name="Sha256">SHA-256 of the result in lower-case hexadecimal.</param>
/// <param name="Excerpt">Its first bytes, at most 64, with all but printable ASCII escaped.</param>
public sealed record TransformEvidence(
    string Path, string Transform, bool IsNamed, ContentClass Class, string? Format, long Length, string Sha256,
    string Excerpt)
{
    /// <summary>Whether the result is a script or object code, or a stream of it.</summary>
    public bool HoldsCode { get; init; }
}
