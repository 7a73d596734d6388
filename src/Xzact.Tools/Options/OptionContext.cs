using Xzact.Tools.Messages;

namespace Xzact.Tools.Options;

/// <summary>What an option may change or say.</summary>
/// <param name="Settings">The settings so far.</param>
/// <param name="Reporter">Where messages go; its verbosity is set by options.</param>
internal sealed record OptionContext(Settings Settings, Reporter Reporter)
{
    /// <summary>Set by options that end the program once they are met: the exit status.</summary>
    public int? ExitStatus { get; set; }
}

/// <summary>The command line is wrong: the program says why and ends with status 1.</summary>
internal sealed class UsageException : Exception
{
    /// <param name="lines">The messages, one a line.</param>
    public UsageException(params string[] lines)
        : base(string.Join('\n', lines)) => Lines = lines;

    /// <summary>The messages, one a line.</summary>
    public IReadOnlyList<string> Lines { get; }

    /// <summary>Whether a line points to --help.</summary>
    public bool PointsToHelp { get; init; }
}
