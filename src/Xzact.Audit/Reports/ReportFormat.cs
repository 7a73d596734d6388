using Xzact.Audit.Case;

namespace Xzact.Audit.Reports;

/// <summary>The forms in which a case can be presented.</summary>
public enum ReportFormat
{
    /// <summary>Terminal text.</summary>
    Text,

    /// <summary>JSON after the schema that ships as <c>case-report.schema.json</c>.</summary>
    Json,

    /// <summary>SARIF 2.1.0, for code scanning.</summary>
    Sarif,

    /// <summary>One self-contained page.</summary>
    Html,

    /// <summary>Markdown, for issues and job summaries.</summary>
    Markdown,

    /// <summary>Annotations of a GitHub workflow.</summary>
    GitHub,
}

/// <summary>Options that concern presentation only.</summary>
/// <param name="ToolVersion">Version of the tool, for the report's header.</param>
/// <param name="Color">Whether terminal text uses colour; ignored by the other formats.</param>
public sealed record ReportStyle(string ToolVersion, bool Color = false);

/// <summary>Presents a case. Writers decide how it looks, never what it means.</summary>
public interface IReportWriter
{
    /// <summary>Writes <paramref name="report"/>; the same case always gives the same characters.</summary>
    void Write(CaseReport report, TextWriter output);
}

/// <summary>The writer of each format.</summary>
public static class ReportWriters
{
    /// <summary>Makes the writer of <paramref name="format"/>.</summary>
    public static IReportWriter Create(ReportFormat format, ReportStyle style) => format switch
    {
        ReportFormat.Text => new TextReportWriter(style),
        ReportFormat.Json => new JsonReportWriter(style),
        ReportFormat.Sarif => new SarifReportWriter(style),
        ReportFormat.Html => new HtmlReportWriter(style),
        ReportFormat.Markdown => new MarkdownReportWriter(style),
        ReportFormat.GitHub => new GitHubReportWriter(),
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "unknown report format"),
    };
}
