using Xzact.Tools.Interop;

namespace Xzact.Tools.Files;

/// <summary>Compressed data is for programs: a terminal neither shows it nor gives it.</summary>
internal static class TerminalCheck
{
    /// <summary>What is said when compressed data would go to a terminal.</summary>
    public const string OutputMessage = "Compressed data cannot be written to a terminal";

    /// <exception cref="SkippedException">Standard output is a terminal.</exception>
    public static void ThrowIfOutput()
    {
        if (Posix.IsTerminal(Posix.StandardOutput))
        {
            throw new SkippedException(OutputMessage);
        }
    }

    /// <exception cref="SkippedException">Standard input is a terminal.</exception>
    public static void ThrowIfInput()
    {
        if (Posix.IsTerminal(Posix.StandardInput))
        {
            throw new SkippedException("Compressed data cannot be read from a terminal");
        }
    }
}
