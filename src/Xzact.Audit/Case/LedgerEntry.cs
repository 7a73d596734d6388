namespace Xzact.Audit.Case;

/// <summary>One file of the archive or of the tag, with its account.</summary>
/// <param name="Path">Path relative to the top folder of the archive and the root of the source.</param>
/// <param name="Account">What explains it.</param>
public sealed record LedgerEntry(string Path, Account Account)
{
    /// <summary>Size in bytes; 0 for links and for tracked submodules.</summary>
    public long Size { get; init; }

    /// <summary>SHA-256 of the content in lower-case hexadecimal, or null if the archive does not hold it.</summary>
    public string? Sha256 { get; init; }

    /// <summary>What the file is for.</summary>
    public FileRole Role { get; init; }

    /// <summary>How it compares with the release before; null if none was given.</summary>
    public PreviousState? SincePrevious { get; init; }

    /// <summary>Who refers to it; see <see cref="ReachesBuild"/>.</summary>
    public IReadOnlyList<Evidence> References { get; init; } = [];

    /// <summary>
    /// Whether a reference was seen by which the build reads or runs this file. False means "not shown", not "cannot".
    /// </summary>
    public bool ReachesBuild { get; init; }

    /// <summary>The commands that show the difference to a reviewer, or null where there is nothing to
    /// compare.</summary>
    public string? ReviewCommand { get; init; }
}
