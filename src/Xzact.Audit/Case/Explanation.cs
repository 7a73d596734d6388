namespace Xzact.Audit.Case;

/// <summary>
/// What one audit found out about one content at one path, kept for the next audit. It holds for exactly these bytes
/// with this executable bit, and nothing else.
/// </summary>
/// <param name="Path">Path relative to the top folder.</param>
/// <param name="Sha256">SHA-256 of the content in lower-case hexadecimal.</param>
/// <param name="Account">The identifier of the account, as in <see cref="AccountKindInfo.Id"/>.</param>
/// <param name="Reason">The account's reason, or what was not explained.</param>
public sealed record Explanation(string Path, string Sha256, string Account, string Reason)
{
    /// <summary>Whether the archive held the file as a program.</summary>
    public bool Executable { get; init; }

    /// <summary>The commit that the account was proved against; a proof does not hold for another.</summary>
    public string? Commit { get; init; }

    /// <summary>The object that the tag tracked at this path, or null if it tracked none.</summary>
    public string? Tracked { get; init; }

    /// <summary>What a reviewer wrote about a file that nothing explains; null or empty until then.</summary>
    public string? Review { get; init; }
}
