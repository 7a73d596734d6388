using System.Globalization;
using Xzact.Audit.Case;
using Xzact.Audit.Case.Builds;

namespace Xzact.Audit.Reports;

/// <summary>What all reports say of a build that was watched.</summary>
internal static class BuildText
{
    /// <summary>How much was watched.</summary>
    public static string Watched(BuildSummary build) => string.Create(
        CultureInfo.InvariantCulture, $"{build.Processes:N0} processes were watched.");

    /// <summary>What came of it.</summary>
    public static string Result(CaseReport report, string severities) => report.Findings.Count == 0
        ? report.IsIncomplete ? "" : "Nothing that a rule asks about was seen."
        : $"Findings: {severities}."
            + (report.Findings.Any(f => f.Severity > Severity.Low) ? " Review recommended." : "");

    /// <summary>How it was watched, in the words of every report.</summary>
    public static IEnumerable<(string Name, string Value)> Facts(BuildSummary build)
    {
        yield return ("command", string.Join(' ', build.Header.Command));
        yield return ("watched", $"by {build.Header.Tracer}, {Place(build.Header)}");
        yield return ("seen", string.Create(
            CultureInfo.InvariantCulture,
            $"{build.Processes:N0} processes, {build.Programs:N0} programs, {build.End.Calls:N0} system calls"));
        yield return ("ended", build.End.ExitCode is int code ? $"with exit code {code}" : "its end was not seen");
    }

    /// <summary>The classes of files that a phase read: "3 source, 1 make".</summary>
    public static string Reads(PhaseSummary phase) => phase.Reads.Count == 0 ? "-" : string.Join(
        ", ", phase.Reads.Select(read => string.Create(
            CultureInfo.InvariantCulture, $"{read.Files:N0} {Words(read.Class.ToString())}")));

    /// <summary>The name of a phase.</summary>
    public static string Name(BuildPhase phase) => phase.ToString().ToLowerInvariant();

    // "ConfigureScript" becomes "configure script".
    private static string Words(string name) => string.Concat(name.Select((c, i) =>
        i > 0 && char.IsAsciiLetterUpper(c) ? $" {char.ToLowerInvariant(c)}" : char.ToLowerInvariant(c).ToString()));

    private static string Place(BuildHeader header) => !header.Sandboxed ? "without a sandbox"
        : header.Network ? "in a sandbox with network"
        : "in a sandbox without network";
}
