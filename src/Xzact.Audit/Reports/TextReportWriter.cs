using Xzact.Audit.Case;

namespace Xzact.Audit.Reports;

/// <summary>Terminal text: a clean release fits one screen, an unexplained file shows its chain of evidence.</summary>
internal sealed class TextReportWriter(ReportStyle style) : IReportWriter
{
    // Beyond this the reader is better served by the HTML page; the count is always given.
    private const int MaxFilesShown = 25;
    private const int MaxRows = 500;
    private const int MaxLows = 10;
    private const int MaxPathsListed = 20;
    private const int MaxObservations = 8;
    private const int MaxFilesOfPatch = 4;
    private const int MaxEvidence = 24;
    private const int MaxResidual = 12;

    private const string HeaderIndent = "           ";
    private const string RuleIndent = "         ";

    private readonly TerminalStyle _style = new(style.Color);

    public void Write(CaseReport report, TextWriter output)
    {
        IReadOnlyList<LinkPart> parts = LinkPart.Of(report);
        TextLayout text = new(output, _style);
        Header(report, parts, text);
        bool hasTitles = parts.Count > 1;
        foreach (LinkPart part in parts)
        {
            part.WriteTextFirst(text);
        }

        if (hasTitles && report.Ledger.Entries.Count > 0)
        {
            text.Line(_style.Bold("Release"));
        }

        Totals(report.Ledger, output);
        foreach (LinkPart part in parts)
        {
            if (hasTitles && part.HasText)
            {
                text.Line(_style.Bold(part.Title));
            }

            part.WriteText(text);
        }

        Severities(report, parts, output);
        Findings(report, output);
        Unjudged(report, output);
        foreach (LinkPart part in parts)
        {
            part.WriteTextBehind(text);
        }

        Notes(report, text);
        string verdict = Sanitizer.Clean(Verdict.Of(report));
        bool hasLooked = report.Ledger.Entries.Count > 0 || parts.Any(part => part.HasLooked);
        bool isBad = report.Findings.Any(f => f.Severity > Severity.Low) || report.IsIncomplete
            || report.Ledger.Unexplained.Any() || !hasLooked;
        foreach (string line in Prose.Wrap("", verdict, ""))
        {
            output.WriteLine(isBad ? _style.Bad(line) : report.Findings.Count > 0 ? line : _style.Good(line));
        }
    }

    private void Header(CaseReport report, IReadOnlyList<LinkPart> parts, TextLayout output)
    {
        output.Line(_style.Bold($"xzact {report.Command}: {Sanitizer.Clean(report.Subject)}"));
        foreach (CaseInput input in report.Inputs)
        {
            string format = input.Format is null ? "" : $", {input.Format}";
            string what = parts.Count > 0 ? parts[0].Input : "archive";
            output.Line($"  {what,-9}{Sanitizer.Clean(input.Name)}, {input.Size:N0} bytes{format}");
            output.Line($"  sha256   {input.Sha256}");
        }

        foreach ((string name, string value) in parts.SelectMany(part => part.Facts))
        {
            output.Paragraph($"  {name,-9}", value, HeaderIndent);
        }

        if (report.Source is CaseSource source)
        {
            output.Line($"  source   {Sanitizer.Clean(source.Repository)}");
            output.Line($"  tag      {Sanitizer.Clean(source.Tag)} ({source.TagObjectId})");
            if (source.TagChoice is string choice)
            {
                output.Line(HeaderIndent + Sanitizer.Clean(choice));
            }

            if (source.BetterTag is not null)
            {
                string hint = Sanitizer.Clean(Verdict.BetterTag(source));
                foreach (string line in Prose.Wrap(HeaderIndent, hint, HeaderIndent))
                {
                    output.Line(_style.Bad(line));
                }
            }

            foreach (CaseSubmodule module in source.Submodules)
            {
                output.Line($"  module   {Sanitizer.Clean(module.Path)} at {module.CommitId}");
            }

            output.Line($"  commit   {source.CommitId} of {source.CommitDate.UtcDateTime:yyyy-MM-dd}");
        }

        if (report.Package is CasePackage package)
        {
            output.Line($"  package  {Sanitizer.Clean(package.Name)}, {package.Kind}");
        }

        if (report.Previous is PreviousRelease previous)
        {
            output.Line($"  before   {Sanitizer.Clean(previous.Archive.Name)}");
            output.Line($"  sha256   {previous.Archive.Sha256}");
            output.Line($"{HeaderIndent}{Verdict.Since(previous)}");
        }

        output.Line();
    }

    private void Totals(Ledger ledger, TextWriter output)
    {
        if (ledger.Entries.Count == 0)
        {
            return;
        }

        // Together as wide as the narrowest usual terminal.
        output.WriteLine(_style.Dim($"  {"account",-37}{"files",8}{"bytes",15}{"can reach build",18}"));
        foreach (LedgerTotal total in ledger.Totals)
        {
            bool open = total.Kind is { InArchive: true, IsExplained: false };
            if (total.Files == 0 && total.Kind.Kind is not (AccountKind.IdenticalToTag or AccountKind.Unaccounted))
            {
                continue;
            }

            string reach = total.Kind.InArchive ? $"{total.ReachingBuild:N0}" : "-";
            string row = $"  {total.Kind.Title,-37}{total.Files,8:N0}{total.Bytes,15:N0}{reach,18}";
            output.WriteLine(open && total.Files > 0 ? _style.Bad(row) : row);
        }

        if (ledger.Totals.Sum(total => total.CarrierBytes) is > 0 and long carriers)
        {
            int files = ledger.Entries.Count(e => e.Account.Carriers.Count > 0);
            output.WriteLine($"  {carriers:N0} bytes in {files:N0} explained files are carriers: the proof does not "
                + "cover them.");
        }

        output.WriteLine();
    }

    // Before the first of many pages: how much is there, and of what weight.
    private static void Severities(CaseReport report, IReadOnlyList<LinkPart> parts, TextWriter output)
    {
        if (report.Findings.Count > 0)
        {
            int count = report.Findings.Select(f => f.Subject).Distinct().Count();
            string what = parts.Count > 0 ? parts[0].Subjects(count) : Counted.Of(count, "file");
            output.WriteLine($"Findings: {Verdict.Severities(report)}, in {what}.");
            output.WriteLine();
        }
    }

    private void Findings(CaseReport report, TextWriter output)
    {
        IGrouping<string, Finding>[] files = [.. report.Findings
            .Where(f => f.Severity > Severity.Low)
            .GroupBy(f => f.Subject)];
        Dictionary<string, LedgerEntry> entries = report.Ledger.Unexplained
            .GroupBy(e => e.Path).ToDictionary(g => g.Key, g => g.First());
        foreach (IGrouping<string, Finding> file in files.Take(MaxFilesShown))
        {
            Block([.. file], entries.GetValueOrDefault(file.Key), output);
        }

        if (files.Length > MaxFilesShown)
        {
            output.WriteLine($"More files with findings ({files.Length - MaxFilesShown:N0}), one a line; "
                + "--report html=FILE has the evidence:");
            foreach (IGrouping<string, Finding> file in files.Skip(MaxFilesShown).Take(MaxRows))
            {
                string rules = string.Join(' ', file.Select(f => f.RuleId).Distinct());
                output.WriteLine($"    {file.Max(f => f.Severity),-8}  {rules,-11}  {Sanitizer.Clean(file.Key)}");
            }

            if (files.Length > MaxFilesShown + MaxRows)
            {
                output.WriteLine($"    … and {files.Length - MaxFilesShown - MaxRows:N0} more; {TextLayout.All}");
            }

            output.WriteLine();
        }

        Lows([.. report.Findings.Where(f => f.Severity == Severity.Low)], output);
    }

    private static void Lows(Finding[] findings, TextWriter output)
    {
        if (findings.Length == 0)
        {
            return;
        }

        output.WriteLine($"{Counted.Of(findings.Length, "finding")} of low severity; --report html=FILE shows the "
            + "evidence:");
        foreach (Finding finding in findings.Take(MaxLows))
        {
            Paragraph($"    {finding.RuleId}  ", $"{finding.Subject}{Place(finding)}: {finding.Message}", RuleIndent,
                output);
        }

        if (findings.Length > MaxLows)
        {
            output.WriteLine($"    … and {findings.Length - MaxLows:N0} more; --report html=FILE has all");
        }

        output.WriteLine();
    }

    // The evidence is not shown, so that the place of its first step is all that a reader has to look at.
    private static string Place(Finding finding) =>
        finding.Evidence.FirstOrDefault(evidence => evidence is { Path: not null, Line: > 0 }) is not { } first ? ""
        : first.Path == finding.Subject ? $":{first.Line}" : $" ({first.Path}:{first.Line})";

    private void Block(Finding[] findings, LedgerEntry? entry, TextWriter output)
    {
        Severity worst = findings.Max(f => f.Severity);
        string label = $" {worst.ToString().ToUpperInvariant()} ";
        output.WriteLine($"{_style.Of(worst, label)} {_style.Bold(Sanitizer.Clean(findings[0].Subject))}");
        if (entry is not null)
        {
            string since = Verdict.Since(entry);
            Paragraph(
                $"    {AccountKindInfo.Of(entry.Account.Kind).Title}: ",
                entry.Account.Reason + (since.Length > 0 ? $"; {since}" : ""), "    ", output);
        }

        foreach (IGrouping<(string, string), Finding> same in findings.GroupBy(f => (f.RuleId, f.Message)))
        {
            string times = same.Count() > 1 ? $" ({same.Count()} times)" : "";
            Paragraph($"    {same.Key.Item1}  ", same.Key.Item2 + times, RuleIndent, output);
        }

        if (Verdict.Together(findings) is { Length: > 0 } together)
        {
            Paragraph(RuleIndent, together, RuleIndent, output);
        }

        Evidence[] chain = [.. Verdict.Chain(findings.SelectMany(f => f.Evidence), entry, findings)];
        foreach (Evidence evidence in chain.Take(MaxEvidence))
        {
            Show(evidence, output);
        }

        if (chain.Length > MaxEvidence)
        {
            output.WriteLine($"    · … and {chain.Length - MaxEvidence:N0} more; {TextLayout.All}");
        }

        if (entry?.Account.Residual is { Hunks.Count: > 0 } residual)
        {
            output.WriteLine($"    · {ResidualText.Summary(residual)}:");
            foreach (string line in ResidualText.Lines(residual.Hunks, MaxResidual))
            {
                output.WriteLine(_style.Dim($"        {line}"));
            }
        }

        if (entry?.ReviewCommand is string command)
        {
            output.WriteLine(_style.Dim("    see it: ") + Sanitizer.Clean(command));
        }

        output.WriteLine();
    }

    private void Show(Evidence evidence, TextWriter output)
    {
        string where = evidence.Path is null ? "" : Sanitizer.Clean(evidence.Path)
            + (evidence.Line is > 0 ? $":{evidence.Line}" : "")
            + (evidence.Offset is null ? "" : $" at byte {evidence.Offset}") + "  ";
        output.WriteLine($"    · {_style.Dim(where)}{Sanitizer.Clean(evidence.What)}");
        if (evidence.Excerpt is string excerpt)
        {
            output.WriteLine(_style.Dim($"        {Sanitizer.Clean(OneLine(excerpt))}"));
        }
    }

    // Files that no proof explains and no rule is about must not be lost in a count.
    private static void Unjudged(CaseReport report, TextWriter output)
    {
        HashSet<string> judged = [.. Verdict.Judged(report)];
        LedgerEntry[] rest = [.. report.Ledger.Unexplained.Where(e => !judged.Contains(e.Path))];
        if (rest.Length == 0)
        {
            return;
        }

        output.WriteLine($"Not explained, and no rule is about them ({rest.Length:N0}):");
        foreach (LedgerEntry entry in rest.Take(MaxPathsListed))
        {
            output.WriteLine($"    {Sanitizer.Clean(entry.Path)}  {entry.Size:N0} bytes");
        }

        if (rest.Length > MaxPathsListed)
        {
            output.WriteLine($"    … and {rest.Length - MaxPathsListed:N0} more; {TextLayout.All}");
        }

        output.WriteLine();
    }

    private void Notes(CaseReport report, TextLayout output)
    {
        if (report.Observations.Count > 0)
        {
            output.Line("About the container:");
            foreach (Evidence observation in report.Observations.Take(MaxObservations))
            {
                string name = observation.Path is null ? "" : observation.Path + ": ";
                string place = observation.Offset is long at ? $" (at byte {at:N0})" : "";
                output.Paragraph("    ", $"{name}{observation.What}{place}", "      ");
            }

            if (report.Observations.Count > MaxObservations)
            {
                output.Line($"    … and {report.Observations.Count - MaxObservations:N0} more");
            }

            output.Line();
        }

        if (report.Regeneration is RegenerationRun run)
        {
            output.Line("Regenerated in a sandbox:");
            output.Paragraph("    ", $"tools: {ResidualText.Tools(run)}", "      ");
            output.Paragraph("    ", $"steps: {ResidualText.Steps(run)}", "      ");
            output.Line();
        }

        Notices(report, output);
        Omissions("Not looked at, so the audit is incomplete:", report.NotLookedAt.Where(o => !o.IsOutOfScope), output);
        Omissions("Not looked at by this version:", report.NotLookedAt.Where(o => o.IsOutOfScope), output);
    }

    private static void Patches(CasePackage package, TextLayout output)
    {
        if (package.Patches.Count == 0)
        {
            return;
        }

        string patches = package.Patches.Count == 1
            ? "1 patch, which was"
            : $"{package.Patches.Count:N0} patches, which were";
        output.Line($"The package changes the release by {patches} not judged:");
        foreach (CasePatch patch in package.Patches.Take(MaxPathsListed))
        {
            string files = string.Join(", ", patch.Files.Take(MaxFilesOfPatch))
                + (patch.Files.Count > MaxFilesOfPatch ? $" and {patch.Files.Count - MaxFilesOfPatch:N0} more" : "");
            output.Paragraph("    ", $"{patch.Name}: {files}", "      ");
        }

        output.More(package.Patches.Count, MaxPathsListed);
    }

    private static void Notices(CaseReport report, TextLayout output)
    {
        if (report.Package is CasePackage package)
        {
            Patches(package, output);
        }

        if (report.Suppressed.Count > 0)
        {
            output.Line($"Suppressed by the settings, and not counted ({report.Suppressed.Count:N0}):");
            foreach (SuppressedFinding s in report.Suppressed.Take(MaxPathsListed))
            {
                output.Paragraph(
                    "    ", $"{s.Finding.RuleId} {s.Finding.Severity} {s.Finding.Subject}: {s.By.Reason} "
                        + $"(until {s.By.Expires:yyyy-MM-dd})", "      ");
            }

            output.More(report.Suppressed.Count, MaxPathsListed);
        }

        if (report.Notices.Count > 0)
        {
            output.Line("To know:");
            foreach (Evidence notice in report.Notices.Take(MaxPathsListed))
            {
                string name = notice.Path is null ? "" : $"{notice.Path}: ";
                output.Paragraph("    ", name + notice.What, "      ");
            }

            output.More(report.Notices.Count, MaxPathsListed);
        }
    }

    private void Omissions(string title, IEnumerable<Omission> omissions, TextLayout output)
    {
        Omission[] all = [.. omissions];
        if (all.Length == 0)
        {
            return;
        }

        output.Line(_style.Dim(title));
        foreach (Omission omission in all)
        {
            foreach (string line in Prose.Wrap(
                "    ", $"{Sanitizer.Clean(omission.What)}: {Sanitizer.Clean(omission.Why)}", "      "))
            {
                output.Line(_style.Dim(line));
            }
        }

        output.Line();
    }

    private static void Paragraph(string first, string text, string indent, TextWriter output)
    {
        foreach (string line in Prose.Wrap(first, Sanitizer.Clean(text), indent))
        {
            output.WriteLine(line);
        }
    }

    private static string OneLine(string text) =>
        string.Join(' ', text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
}
