namespace Xzact.Audit.Sandbox;

/// <summary>The sandbox cannot be made here, or does not hold what it must. Nothing was run in it.</summary>
internal sealed class SandboxException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">What is missing, and why it is needed.</param>
    /// <param name="innerException">The cause, if there is one.</param>
    public SandboxException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
