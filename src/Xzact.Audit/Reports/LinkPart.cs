using Xzact.Audit.Case;

namespace Xzact.Audit.Reports;

/// <summary>
/// What one link of the chain adds to every report. The writers lay it out and know no link; the ledger, which is the
/// release's, they write themselves.
/// </summary>
internal abstract class LinkPart
{
    /// <summary>The name of the link, for a report of several.</summary>
    public abstract string Title { get; }

    /// <summary>What an input of the case is called; of six letters or more.</summary>
    public virtual string Input => "input";

    /// <summary>Whether there was anything to look at: without it a case cannot be good.</summary>
    public virtual bool HasLooked => true;

    /// <summary>Whether <see cref="WriteText"/> writes anything.</summary>
    public virtual bool HasText => true;

    /// <summary>Facts for the head of a report, beside its inputs.</summary>
    public virtual IEnumerable<(string Name, string Value)> Facts => [];

    /// <summary>Titles with their lines, for Markdown.</summary>
    public virtual IEnumerable<(string Title, IEnumerable<string> Lines)> Lists => [];

    /// <summary>Lines for notes of machines.</summary>
    public virtual IEnumerable<string> Notes => Lists.SelectMany(list => list.Lines);

    /// <summary>The parts of a case; the one that gives the verdict is first.</summary>
    public static IReadOnlyList<LinkPart> Of(CaseReport report)
    {
        LinkPart?[] parts =
        [
            report.Chain is { } chain ? new ChainPart(chain, report) : null,
            report.History is { } history ? new HistoryPart(history) : null,
            report.Scanned is { } scanned ? new ScanPart(scanned) : null,
            report.Build is { } build ? new BuildPart(build) : null,
            report.Binary is { } binary ? new BinaryPart(binary) : null,
            report.Exposure is { } exposure ? new ExposurePart(exposure) : null,
            report.Behaviour is { } behaviour ? new BehaviourPart(behaviour) : null,
        ];
        return [.. parts.OfType<LinkPart>()];
    }

    /// <summary>What findings are about, so many of them.</summary>
    public virtual string Subjects(int count) => Counted.Of(count, "subject");

    /// <summary>What the case comes to, in sentences; an empty one says nothing.</summary>
    public abstract IEnumerable<string> Verdict(CaseReport report);

    /// <summary>The part of terminal text that stands before all others.</summary>
    public virtual void WriteTextFirst(TextLayout text)
    {
    }

    /// <summary>The part of terminal text that stands before the findings.</summary>
    public abstract void WriteText(TextLayout text);

    /// <summary>The part that stands behind them.</summary>
    public virtual void WriteTextBehind(TextLayout text)
    {
    }

    /// <summary>The part of the page that stands before all others.</summary>
    public virtual void WriteHtmlFirst(TextWriter output)
    {
    }

    /// <summary>The part of the page.</summary>
    public virtual void WriteHtml(TextWriter output)
    {
    }
}
