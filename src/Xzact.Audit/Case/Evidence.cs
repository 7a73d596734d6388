namespace Xzact.Audit.Case;

/// <summary>One observed fact: what was seen, where, and the text that shows it.</summary>
/// <param name="What">The fact in one sentence.</param>
/// <param name="Path">The file, relative to the top folder of the archive or the root of the source; null if
/// none.</param>
/// <param name="Line">Line number from 1, or null.</param>
/// <param name="Offset">Byte offset from 0, or null.</param>
/// <param name="Excerpt">
/// The text itself, at most <see cref="MaxExcerpt"/> characters. It is untrusted; writers sanitise it.
/// </param>
public sealed record Evidence(
    string What, string? Path = null, int? Line = null, long? Offset = null, string? Excerpt = null)
{
    /// <summary>The longest excerpt kept, in characters.</summary>
    public const int MaxExcerpt = 200;

    /// <summary>The text itself, shortened to <see cref="MaxExcerpt"/> characters.</summary>
    public string? Excerpt { get; } = Shorten(Excerpt);

    private static string? Shorten(string? text)
    {
        string? trimmed = text?.Trim();
        return trimmed is { Length: > MaxExcerpt } ? string.Concat(trimmed.AsSpan(0, MaxExcerpt - 1), "…") : trimmed;
    }
}
