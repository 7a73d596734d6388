namespace Xzact.Audit;

/// <summary>
/// The inputs cannot be audited as given: a file that is not there or is no archive, or an archive of another project.
/// The message says what, where and why.
/// </summary>
public sealed class AuditInputException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">What, where and why.</param>
    /// <param name="innerException">The cause, if there is one.</param>
    public AuditInputException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    /// <summary>Whether the input is valid but holds nothing at all to examine.</summary>
    public bool NothingToExamine { get; init; }
}
