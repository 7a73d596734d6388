using System.Text;
using Xzact.Audit.Case;

namespace Xzact.Audit.Reports;

/// <summary>Markdown for an issue, a pull request or a job's summary: GitHub's dialect, without raw HTML, links or
/// mentions out of audited text.</summary>
internal sealed class MarkdownReportWriter(ReportStyle style) : IReportWriter
{
    // An issue may have 65,536 characters, a job's summary a megabyte.
    private const int MaxFiles = 50;
    private const int MaxListed = 200;
    private const int MaxEvidence = 5;
    private const int MaxSteps = 24;
    private const int MaxResidual = 12;

    // Letters, digits and what stands in sentences and paths mean nothing to Markdown within a line.
    private const string Special = "!#%&()*?@[\\]_{}<>|`~^+=$";

    public void Write(CaseReport report, TextWriter output)
    {
        output.WriteLine($"# xzact {report.Command}: {T(report.Subject)}");
        output.WriteLine();
        output.WriteLine($"**{T(Verdict.Of(report))}**");
        output.WriteLine();
        IReadOnlyList<LinkPart> parts = LinkPart.Of(report);
        Facts(report, parts, output);
        Totals(report.Ledger, output);
        foreach ((string title, IEnumerable<string> lines) in parts.SelectMany(part => part.Lists))
        {
            List(title, lines.Select(T), output);
        }

        Files(report, output);
        Suppressed(report, output);
        List(
            "Patches of the package, which were not judged",
            (report.Package?.Patches ?? []).Select(p => $"{C(p.Name)}: "
                + string.Join(", ", p.Files.Take(MaxEvidence).Select(name => C(name)))
                + (p.Files.Count > MaxEvidence ? $" and {p.Files.Count - MaxEvidence:N0} more" : "")),
            output);
        List("To know", report.Notices.Select(Sentence), output);
        List("About the container", report.Observations.Select(Sentence), output);
        List("Not looked at, so the audit is incomplete", Omissions(report, isOutOfScope: false), output);
        List("Not looked at by this version", Omissions(report, isOutOfScope: true), output);
        output.WriteLine(
            $"xzact {T(style.ToolVersion)}. \"Not explained\" is not \"malicious\": it asks for a review.");
    }

    private static void Facts(CaseReport report, IReadOnlyList<LinkPart> parts, TextWriter output)
    {
        output.WriteLine("| | |");
        output.WriteLine("|---|---|");
        foreach (CaseInput input in report.Inputs)
        {
            string what = parts.Count > 0 ? parts[0].Input : "archive";
            output.WriteLine($"| {what} | {T(input.Name)}, {input.Size:N0} bytes |");
            output.WriteLine($"| SHA-256 | {C(input.Sha256)} |");
        }

        if (report.Source is CaseSource source)
        {
            output.WriteLine($"| source | {C(source.Repository, isInTable: true)} |");
            string choice = source.TagChoice is null ? "" : $" ({T(source.TagChoice)})";
            output.WriteLine($"| tag | {T(source.Tag)} {C(source.TagObjectId)}{choice} |");
            output.WriteLine($"| commit | {C(source.CommitId)} of {source.CommitDate.UtcDateTime:yyyy-MM-dd} |");
            foreach (CaseSubmodule module in source.Submodules)
            {
                output.WriteLine($"| submodule | {T(module.Path)} {C(module.CommitId)} |");
            }

            if (source.BetterTag is not null)
            {
                output.WriteLine($"| but | {T(Verdict.BetterTag(source))} |");
            }
        }

        if (report.Previous is PreviousRelease previous)
        {
            output.WriteLine($"| before | {T(previous.Archive.Name)} {C(previous.Archive.Sha256)}: "
                + $"{Verdict.Since(previous)} |");
        }

        output.WriteLine();
    }

    private static void Totals(Ledger ledger, TextWriter output)
    {
        if (ledger.Entries.Count == 0)
        {
            return;
        }

        output.WriteLine("| account | files | bytes | can reach the build |");
        output.WriteLine("|---|--:|--:|--:|");
        foreach (LedgerTotal total in ledger.Totals.Where(t => t.Files > 0))
        {
            string reach = total.Kind.InArchive ? $"{total.ReachingBuild:N0}" : "";
            output.WriteLine($"| {total.Kind.Title} | {total.Files:N0} | {total.Bytes:N0} | {reach} |");
        }

        output.WriteLine();
    }

    private static void Files(CaseReport report, TextWriter output)
    {
        IGrouping<string, Finding>[] files = [.. report.Findings.GroupBy(f => f.Subject)];
        Dictionary<string, LedgerEntry> entries = report.Ledger.Unexplained
            .GroupBy(e => e.Path).ToDictionary(g => g.Key, g => g.First());
        if (files.Length > 0)
        {
            output.WriteLine($"## Findings: {Verdict.Severities(report)}");
            output.WriteLine();
        }

        foreach (IGrouping<string, Finding> file in files.Take(MaxFiles))
        {
            Block([.. file], entries.GetValueOrDefault(file.Key), output);
        }

        List(
            "More files with findings",
            files.Skip(MaxFiles).Select(f => $"{f.Max(x => x.Severity)} "
                + $"{string.Join(' ', f.Select(x => x.RuleId).Distinct())} {C(f.Key)}"),
            output);
        HashSet<string> judged = [.. Verdict.Judged(report)];
        List(
            "Not explained, and no rule is about them",
            report.Ledger.Unexplained.Where(e => !judged.Contains(e.Path))
                .Select(e => $"{C(e.Path)}, {e.Size:N0} bytes"),
            output);
    }

    private static void Block(Finding[] findings, LedgerEntry? entry, TextWriter output)
    {
        output.WriteLine($"### {findings.Max(f => f.Severity)}: {C(findings[0].Subject)}");
        output.WriteLine();
        if (entry is not null)
        {
            string since = Verdict.Since(entry);
            output.WriteLine($"- {AccountKindInfo.Of(entry.Account.Kind).Title}: {T(entry.Account.Reason)}"
                + (since.Length > 0 ? $"; {since}" : ""));
        }

        foreach (IGrouping<(string Id, string Message), Finding> same in findings.GroupBy(f => (f.RuleId, f.Message)))
        {
            string times = same.Count() > 1 ? $" ({same.Count()} times)" : "";
            output.WriteLine($"- **{same.Key.Id}** {T(same.Key.Message)}{times}");
        }

        if (Verdict.Together(findings) is { Length: > 0 } together)
        {
            output.WriteLine($"- {T(together)}");
        }

        Evidence[] chain = [.. Verdict.Chain(findings.SelectMany(f => f.Evidence), entry, findings)];

        // The steps of a way mean something only one after the other.
        int most = findings.Any(f => f.Collectors.Count > 0) ? MaxSteps : MaxEvidence;
        foreach (Evidence evidence in chain.Take(most))
        {
            output.WriteLine($"- {Sentence(evidence)}");
        }

        if (chain.Length > most)
        {
            output.WriteLine($"- and {chain.Length - most:N0} more");
        }

        if (entry?.ReviewCommand is string command)
        {
            output.WriteLine($"- see it: {C(command)}");
        }

        if (entry?.Account.Residual is { Hunks.Count: > 0 } residual)
        {
            output.WriteLine($"- {T(ResidualText.Summary(residual))}");
            output.WriteLine();
            string[] lines = [.. ResidualText.Lines(residual.Hunks, MaxResidual)];
            string fence = Fence(string.Join('\n', lines), least: 3);
            output.WriteLine($"{fence}diff");
            Array.ForEach(lines, output.WriteLine);
            output.WriteLine(fence);
        }

        output.WriteLine();
    }

    private static void Suppressed(CaseReport report, TextWriter output) => List(
        "Suppressed by the settings, and not counted",
        report.Suppressed.Select(s => $"{s.Finding.Severity} {s.Finding.RuleId} {C(s.Finding.Subject)}: "
            + $"{T(s.By.Reason)} (until {s.By.Expires:yyyy-MM-dd})"),
        output);

    private static IEnumerable<string> Omissions(CaseReport report, bool isOutOfScope) =>
        report.NotLookedAt.Where(o => o.IsOutOfScope == isOutOfScope).Select(o => $"{T(o.What)}: {T(o.Why)}");

    private static void List(string title, IEnumerable<string> items, TextWriter output)
    {
        string[] all = [.. items];
        if (all.Length == 0)
        {
            return;
        }

        output.WriteLine($"## {title} ({all.Length:N0})");
        output.WriteLine();
        foreach (string item in all.Take(MaxListed))
        {
            output.WriteLine($"- {item}");
        }

        if (all.Length > MaxListed)
        {
            output.WriteLine($"- and {all.Length - MaxListed:N0} more");
        }

        output.WriteLine();
    }

    private static string Sentence(Evidence evidence)
    {
        string where = evidence.Path is null ? ""
            : C(evidence.Path + (evidence.Line is > 0 ? $":{evidence.Line}" : "")) + " ";
        string text = evidence.Excerpt is null ? "" : $": {C(evidence.Excerpt)}";
        return where + T(evidence.What) + text;
    }

    // Every ASCII punctuation character may be escaped (GFM 2.4), so none of the text means anything.
    private static string T(string text)
    {
        StringBuilder escaped = new();
        foreach (char c in Sanitizer.Clean(text))
        {
            if (Special.Contains(c, StringComparison.Ordinal))
            {
                escaped.Append('\\');
            }

            escaped.Append(c);
        }

        return escaped.ToString();
    }

    // A code span ends at a run of as many backticks as began it (GFM 6.3); in a table a bar must not be seen.
    private static string C(string text, bool isInTable = false)
    {
        string clean = Sanitizer.Clean(string.Join(' ', text.Split('\n', StringSplitOptions.TrimEntries)));
        clean = isInTable ? clean.Replace("|", "\\|", StringComparison.Ordinal) : clean;
        string fence = Fence(clean, least: 1);
        string space = clean.StartsWith('`') || clean.EndsWith('`') || clean.Trim().Length == 0 ? " " : "";
        return fence + space + clean + space + fence;
    }

    // More backticks than stand together anywhere in the text.
    private static string Fence(string text, int least)
    {
        int longest = least - 1;
        for (int i = 0, run = 0; i < text.Length; i++)
        {
            run = text[i] == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return new('`', longest + 1);
    }
}
