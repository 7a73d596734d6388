namespace Xzact.Audit.Git;

/// <summary>Limits on what a repository may cost, and what may be read besides it.</summary>
public sealed record GitOptions
{
    /// <summary>The defaults.</summary>
    public static GitOptions Default { get; } = new();

    /// <summary>Longest time one call of <c>git</c>, or one answer of it, may take. Default 2 minutes.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Most entries of one tag's tree, folders included. Default 1,000,000.</summary>
    public int MaxTreeEntries { get; init; } = 1_000_000;

    /// <summary>Most bytes of one tree, commit or tag object. Default 64 MiB.</summary>
    public int MaxMetadataBytes { get; init; } = 64 << 20;

    /// <summary>Longest path in a tree, in characters. Default 4,096.</summary>
    public int MaxPathLength { get; init; } = 4096;

    /// <summary>
    /// Whether objects that the repository borrows from others on this machine (<c>objects/info/alternates</c>) are
    /// read. Off by default: the list of folders is the repository's own, and may name anything. The object ids
    /// bind the content either way.
    /// </summary>
    public bool FollowAlternates { get; init; }
}
