namespace Xzact.Audit.Sandbox;

/// <summary>How a command in a <see cref="SandboxRunner"/> ended.</summary>
internal enum SandboxEnding
{
    /// <summary>By itself, with an exit code.</summary>
    Exited,

    /// <summary>Its time was up.</summary>
    OverTime,

    /// <summary>Its processes had too much memory together. What it made is lost.</summary>
    OverMemory,

    /// <summary>Without its first process saying how. What it made is lost.</summary>
    Lost,
}

/// <summary>What became of a command.</summary>
/// <param name="Ending">How it ended.</param>
/// <param name="ExitCode">Its exit code; 128 and the signal's number where a signal ended it.</param>
/// <param name="Elapsed">From making the sandbox to its end.</param>
/// <param name="PeakBytes">The most memory of all its processes that was seen, in bytes.</param>
/// <param name="Log">The end of what it printed, not sanitised.</param>
internal sealed record SandboxResult(
    SandboxEnding Ending, int ExitCode, TimeSpan Elapsed, long PeakBytes, string Log)
{
    /// <summary>Whether it ended by itself and well.</summary>
    public bool IsSuccess => this is { Ending: SandboxEnding.Exited, ExitCode: 0 };
}
