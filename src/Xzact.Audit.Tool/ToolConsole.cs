namespace Xzact.Audit.Tool;

/// <summary>Where the tool writes and what it may assume about it; tests give their own.</summary>
/// <param name="Out">The report, and nothing else; flushed when the command ends.</param>
/// <param name="Error">Errors, warnings and progress.</param>
/// <param name="OutIsTerminal">Whether <paramref name="Out"/> is a terminal.</param>
/// <param name="ErrorIsTerminal">Whether <paramref name="Error"/> is a terminal.</param>
/// <param name="Variable">Reads an environment variable; null if it is not set.</param>
internal sealed record ToolConsole(
    TextWriter Out, TextWriter Error, bool OutIsTerminal, bool ErrorIsTerminal, Func<string, string?> Variable)
{
    /// <summary>The console of this process.</summary>
    public static ToolConsole OfProcess() => new(
        StandardOutput.Open(), Console.Error, !Console.IsOutputRedirected, !Console.IsErrorRedirected,
        Environment.GetEnvironmentVariable);

    /// <summary>
    /// Whether to colour: <c>always</c> and <c>never</c> decide; <c>auto</c> follows CLICOLOR_FORCE, NO_COLOR, TERM and
    /// whether the output is a terminal.
    /// </summary>
    public bool UsesColor(string choice) => choice switch
    {
        "always" => true,
        "never" => false,
        _ when Variable("CLICOLOR_FORCE") is { Length: > 0 } and not "0" => true,
        _ => OutIsTerminal && string.IsNullOrEmpty(Variable("NO_COLOR")) && Variable("TERM") is not "dumb",
    };
}
