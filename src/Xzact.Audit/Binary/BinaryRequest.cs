using Xzact.Audit.Archives;

namespace Xzact.Audit.Binary;

/// <summary>Which binaries to look into, and what to hold them against.</summary>
public sealed record BinaryRequest
{
    /// <summary>The default of <see cref="MaxFileBytes"/>.</summary>
    public const long DefaultMaxFileBytes = 512L << 20;

    /// <summary>A file, a folder or a Debian package; null if <see cref="Daemon"/> is given.</summary>
    public string? Path { get; init; }

    /// <summary>Another build or version of it, older than it; null for none.</summary>
    public string? ComparePath { get; init; }

    /// <summary>Whether both are said to be made of one source, so that their code must be the same.</summary>
    public bool IsSameSource { get; init; }

    /// <summary>A program, by its path below <see cref="Root"/>, all libraries of which are looked into.</summary>
    public string? Daemon { get; init; }

    /// <summary>The folder that is the root of the program's system.</summary>
    public string Root { get; init; } = "/";

    /// <summary>The source that the binaries are said to be made of; null if it is not given.</summary>
    public string? SourcePath { get; init; }

    /// <summary>A file of byte signatures: lines of hexadecimal digits and a name. Null for none.</summary>
    public string? SignaturesPath { get; init; }

    /// <summary>The largest file that is looked into, in bytes.</summary>
    public long MaxFileBytes { get; init; } = DefaultMaxFileBytes;

    /// <summary>Bounds for packages.</summary>
    public ArchiveLimits Limits { get; init; } = ArchiveLimits.Default;

    /// <summary>Told what is being done; null for nobody.</summary>
    public IProgress<string>? Progress { get; init; }

    /// <summary>Stops the work.</summary>
    public CancellationToken Cancellation { get; init; }
}
