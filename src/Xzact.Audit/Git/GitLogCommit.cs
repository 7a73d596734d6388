namespace Xzact.Audit.Git;

/// <summary>Who a commit or tag says did it, and when. Nothing verifies it.</summary>
/// <param name="Name">The name, as text that may be anything.</param>
/// <param name="Mail">The mail address, as text that may be anything.</param>
/// <param name="Time">The moment, without its time zone.</param>
internal readonly record struct GitSignatory(string Name, string Mail, DateTimeOffset Time);

/// <summary>A file that a commit changed.</summary>
/// <param name="Path">The path.</param>
/// <param name="OldId">The blob before; null where there was no regular file.</param>
/// <param name="NewId">The blob after; null where there is no regular file.</param>
internal readonly record struct GitFileChange(string Path, string? OldId, string? NewId);

/// <summary>A commit with what it changed. A merge lists only files that differ from each of its parents.</summary>
internal sealed record GitLogCommit
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>Its parents' ids, the first being the branch that it was made on.</summary>
    public required IReadOnlyList<string> Parents { get; init; }

    /// <summary>Who wrote the change.</summary>
    public required GitSignatory Author { get; init; }

    /// <summary>Who made the commit of it.</summary>
    public required GitSignatory Committer { get; init; }

    /// <summary>The armored signature; null if there is none. Nothing verifies it.</summary>
    public string? Signature { get; init; }

    /// <summary>The lines of the message, without their indentation.</summary>
    public IReadOnlyList<string> Message { get; init; } = [];

    /// <summary>The files.</summary>
    public IReadOnlyList<GitFileChange> Files { get; init; } = [];
}
