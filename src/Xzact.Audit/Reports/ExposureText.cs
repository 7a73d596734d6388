using Xzact.Audit.Case;

namespace Xzact.Audit.Reports;

/// <summary>The words about exposure that all reports share.</summary>
internal static class ExposureText
{
    /// <summary>A status in words.</summary>
    public static string Of(ExposureStatus status) => status switch
    {
        ExposureStatus.Affected => "affected",
        ExposureStatus.NotAffected => "not affected",
        _ => "unknown",
    };

    /// <summary>The count of each status, and of what no advisory is about.</summary>
    public static IEnumerable<(string Word, int Count)> Counts(ExposureSummary summary) =>
    [
        .. Enum.GetValues<ExposureStatus>().Select(status => (Of(status), summary.Count(status))),
        ("no advisory is about the package", summary.WithoutAdvisory),
    ];

    /// <summary>What was listed and what it was compared with, a line each.</summary>
    public static IEnumerable<string> Sources(ExposureSummary summary) =>
    [
        .. summary.Inventories.Select(i => $"{i.Kind}: {Counted.Of(i.Packages, "package")} in {i.Path}"),
        .. summary.Files is int files ? (string[])[$"files looked into for copies: {files:N0}"] : [],
        .. summary.Advisories.Select(a => $"advisories: {Counted.Of(a.Records, "record")}, {a.Name}"),
    ];

    /// <summary>One statement in a line.</summary>
    public static string Line(ExposureStatement statement) =>
        $"{statement.Subject}: {Of(statement.Status)} by {statement.Advisory}, for {statement.Reason}";

    /// <summary>The statements that no finding is about: what is not affected.</summary>
    public static IEnumerable<ExposureStatement> Quiet(ExposureSummary summary) =>
        summary.Statements.Where(s => s.Status == ExposureStatus.NotAffected);

    /// <summary>What the case comes to.</summary>
    public static string Verdict(ExposureSummary summary)
    {
        int affected = Subjects(summary, ExposureStatus.Affected);
        int unknown = Subjects(summary, ExposureStatus.Unknown);
        string of = summary.Files is int files
            ? $"{Counted.Of(summary.Packages, "package")} and {Counted.Of(files, "file")}"
            : Counted.Of(summary.Packages, "package");
        string records = Counted.Of(summary.Advisories.Sum(a => a.Records), "advisory record");
        string asked = summary.Advisories is [{ Only: string only }]
            ? $"by {only}, the only advisory that was asked about" : $"after {records}";
        string first = affected == 0 ? $"Nothing of {of} is affected {asked}."
            : $"{affected:N0} of {of} {(affected == 1 ? "is" : "are")} affected {asked}.";
        return unknown == 0 ? first : $"{first} Of {unknown:N0} it cannot be told. Review recommended.";
    }

    private static int Subjects(ExposureSummary summary, ExposureStatus status) =>
        summary.Statements.Where(s => s.Status == status).Select(s => s.Subject).Distinct().Count();
}
