namespace Xzact.Audit.Shell;

/// <summary>Leaves a command that cannot be parsed; never leaves the parser.</summary>
internal sealed class ShellSyntaxException(int offset, string message) : Exception(message)
{
    /// <summary>The byte of the file at which it was noticed.</summary>
    public int Offset { get; } = offset;

    /// <summary>Whether a limit was met, so that reading the text in another way cannot help.</summary>
    public bool IsLimit { get; init; }
}
