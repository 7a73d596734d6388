namespace Xzact.Tools.Files;

/// <summary>A file cannot be processed. The message is complete; the next operand follows.</summary>
internal sealed class SkippedException : Exception
{
    /// <param name="message">What is said; empty if nothing needs to be.</param>
    public SkippedException(string message)
        : base(message)
    {
    }

    /// <summary>Whether the user is warned only: nothing went wrong, the file is just not for us.</summary>
    public bool IsWarning { get; init; }

    /// <summary>The result of the system that was the reason; zero if none was.</summary>
    public int Error { get; init; }
}
