namespace Xzact.Audit.Tool;

/// <summary>What was asked for cannot be written. The message says what, where and why.</summary>
internal sealed class OutputException(string message, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>The failure of the system's, in our words.</summary>
    public static OutputException Of(string path, Exception cause) =>
        new($"{path}: cannot be written: {FileFailure.Reason(cause)}", cause);
}
