namespace Xzact.Audit.Case.Builds;

/// <summary>How a build was watched.</summary>
/// <param name="Command">The command, as the user gave it.</param>
/// <param name="Root">The folder of the tree while it was built, absolute.</param>
/// <param name="Tracer">The program that watched, and its version.</param>
/// <param name="Sandboxed">Whether it ran in the sandbox.</param>
/// <param name="Network">Whether it could reach the network.</param>
internal sealed record BuildHeader(
    IReadOnlyList<string> Command, string Root, string Tracer, bool Sandboxed, bool Network);

/// <summary>How a build ended.</summary>
/// <param name="ExitCode">The exit code of the command; null if the end was not seen.</param>
/// <param name="Calls">System calls that were read.</param>
/// <param name="Unread">Lines of the tracer that could not be read.</param>
/// <param name="Lost">Events beyond the limits, which were not kept.</param>
internal sealed record BuildEnd(int? ExitCode, long Calls, long Unread, long Lost)
{
    /// <summary>Why the watch ended before the build did, or what it could not see; null if it saw all.</summary>
    public string? Trouble { get; init; }

    /// <summary>The end of what a build printed that did not end well, not sanitised; empty if it did.</summary>
    public IReadOnlyList<string> Said { get; init; } = [];
}

/// <summary>A build as it was watched: enough to judge it again later.</summary>
/// <param name="Header">How it was watched.</param>
/// <param name="Tree">The tree before the build.</param>
/// <param name="Events">What was seen, in order.</param>
/// <param name="End">How it ended.</param>
internal sealed record BuildRecord(
    BuildHeader Header, IReadOnlyList<TreeFile> Tree, IReadOnlyList<BuildEvent> Events, BuildEnd End);
