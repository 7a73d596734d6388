using Xzact.Audit.Sandbox;

namespace Xzact.Audit.Release;

/// <summary>
/// That the tag's own build system may be run, in a sandbox, to see what it makes: <c>xzact release --regenerate</c>.
/// </summary>
public sealed record RegenerationOptions
{
    /// <summary>The default of <see cref="TimeLimit"/>.</summary>
    public static readonly TimeSpan DefaultTimeLimit = TimeSpan.FromMinutes(30);

    /// <summary>Other repositories in which the commits of submodules may be, gnulib's first; may be empty.</summary>
    public IReadOnlyList<string> Repositories { get; init; } = [];

    /// <summary>An absolute folder below /usr whose programs are found first: other releases of tools than are
    /// installed; null for none.</summary>
    public string? ProgramFolder { get; init; }

    /// <summary>The longest that the tag's programs may run.</summary>
    public TimeSpan TimeLimit { get; init; } = DefaultTimeLimit;

    /// <summary>Told what is being done, not sanitised; may be null.</summary>
    public IProgress<string>? Progress { get; init; }

    /// <summary>Gets all that the tag's programs print, control characters replaced; may be null.</summary>
    public TextWriter? Log { get; init; }

    // Tests give one that cannot be made; nothing of the user's input can replace it.
    internal Func<SandboxCommand, SandboxResult> Sandbox { get; init; } = SandboxRunner.Run;
}
