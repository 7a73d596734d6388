using Xzact.Audit.Case;
using Xzact.Audit.Git;

namespace Xzact.Audit.Tool;

/// <summary>The exit codes of every verb; one table, documented in docs/release.md.</summary>
internal static class ExitCodes
{
    /// <summary>Looked, and nothing at or above --fail-on.</summary>
    public const int Clean = 0;

    /// <summary>Findings at or above --fail-on.</summary>
    public const int Findings = 1;

    /// <summary>Not done as asked: wrong usage, an input that cannot be opened, an output that cannot be
    /// written.</summary>
    public const int Usage = 2;

    /// <summary>Some input could not be examined. Never reported as clean.</summary>
    public const int Incomplete = 3;

    /// <summary>Nothing to examine.</summary>
    public const int Nothing = 4;

    /// <summary>A fault in xzact itself.</summary>
    public const int Internal = 70;

    /// <summary>Interrupted.</summary>
    public const int Interrupted = 130;

    /// <summary>The exit code of a case.</summary>
    /// <param name="report">The case.</param>
    /// <param name="failOn">The lowest severity that fails; null for none.</param>
    /// <param name="strict">Whether an incomplete examination wins over findings.</param>
    public static int Of(CaseReport report, Severity? failOn, bool strict)
    {
        bool fails = failOn is Severity lowest && report.Findings.Any(f => f.Severity >= lowest);
        return report.IsIncomplete && (strict || !fails) ? Incomplete
            : fails ? Findings
            : Clean;
    }

    /// <summary>The exit code of an exception that ends a verb.</summary>
    public static int Of(Exception exception) => exception switch
    {
        AuditInputException { NothingToExamine: true } => Nothing,
        AuditInputException or OutputException => Usage,
        GitException { Failure: GitFailure.NotARepository or GitFailure.NoSuchTag or GitFailure.GitMissing } => Usage,
        GitException => Incomplete,
        OperationCanceledException => Interrupted,
        IOException or UnauthorizedAccessException => Usage,
        _ => Internal,
    };
}
