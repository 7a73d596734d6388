using Xzact.Tools.Interop;

namespace Xzact.Tools.Files;

/// <summary>Compressed data is for programs: a terminal neither shows it nor gives it.</summary>
internal static class TerminalCheck
{
    /// <summary>What is said when compressed data would go to a terminal.</summary>
    public const string OutputMessage = "Compressed data cannot be written to a terminal";

    private const string InputMessage = "Compressed data cannot be read from a terminal";

    /// <summary>Why the standard streams are not for us; null if they are.</summary>
    /// <param name="compresses">Whether the output is what is compressed, or the input.</param>
    public static string? Refusal(bool compresses) =>
        compresses && Posix.IsTerminal(Posix.StandardOutput) ? OutputMessage
        : !compresses && Posix.IsTerminal(Posix.StandardInput) ? InputMessage
        : null;
}
