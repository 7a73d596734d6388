using Xzact.Audit.Case;
using Xzact.Audit.Case.Binaries;
using Xzact.Audit.Case.Builds;

namespace Xzact.Audit.Reports;

/// <summary>Terminal text: a clean release fits one screen, an unexplained file shows its chain of evidence.</summary>
internal sealed class TextReportWriter(ReportStyle style) : IReportWriter
{
    // Beyond this the reader is better served by the HTML page; the count is always given.
    private const int MaxFilesShown = 25;
    private const int MaxRows = 500;
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
        Header(report, output);
        Totals(report.Ledger, output);
        Coverage(report.Scanned, output);
        Exposure(report.Exposure, output);
        Build(report.Build, output);
        HistoryReport.WriteText(report.History, output);
        Binary(report.Binary, output);
        Behaviour(report, output);
        Severities(report, output);
        Findings(report, output);
        Unjudged(report, output);
        Unaffected(report.Exposure, output);
        Notes(report, output);
        string verdict = Sanitizer.Clean(Verdict.Of(report));
        bool good = report.Findings.Count == 0 && !report.IsIncomplete && !report.Ledger.Unexplained.Any()
            && (report.Ledger.Entries.Count > 0 || report.Exposure is { Packages: > 0 } || report.Build is not null
                || report.History is not null || report.Binary is not null || report.Behaviour is not null);
        foreach (string line in Prose.Wrap("", verdict, ""))
        {
            output.WriteLine(good ? _style.Good(line) : _style.Bad(line));
        }
    }

    private void Header(CaseReport report, TextWriter output)
    {
        output.WriteLine(_style.Bold($"xzact {report.Command}: {Sanitizer.Clean(report.Subject)}"));
        foreach (CaseInput input in report.Inputs)
        {
            string format = input.Format is null ? "" : $", {input.Format}";
            string what = report is { Exposure: null, History: null, Binary: null } ? "archive" : "input  ";
            output.WriteLine($"  {what}  {Sanitizer.Clean(input.Name)}, {input.Size:N0} bytes{format}");
            output.WriteLine($"  sha256   {input.Sha256}");
        }

        foreach ((string name, string value) in report.Build is BuildSummary build ? BuildText.Facts(build) : [])
        {
            Paragraph($"  {name,-9}", Sanitizer.Clean(value), HeaderIndent, output);
        }

        if (report.Source is CaseSource source)
        {
            output.WriteLine($"  source   {Sanitizer.Clean(source.Repository)}");
            output.WriteLine($"  tag      {Sanitizer.Clean(source.Tag)} ({source.TagObjectId})");
            if (source.TagChoice is string choice)
            {
                output.WriteLine(HeaderIndent + Sanitizer.Clean(choice));
            }

            if (source.BetterTag is not null)
            {
                string hint = Sanitizer.Clean(Verdict.BetterTag(source));
                foreach (string line in Prose.Wrap(HeaderIndent, hint, HeaderIndent))
                {
                    output.WriteLine(_style.Bad(line));
                }
            }

            foreach (CaseSubmodule module in source.Submodules)
            {
                output.WriteLine($"  module   {Sanitizer.Clean(module.Path)} at {module.CommitId}");
            }

            output.WriteLine($"  commit   {source.CommitId} of {source.CommitDate.UtcDateTime:yyyy-MM-dd}");
        }

        if (report.Package is CasePackage package)
        {
            output.WriteLine($"  package  {Sanitizer.Clean(package.Name)}, {package.Kind}");
        }

        if (report.Previous is PreviousRelease previous)
        {
            output.WriteLine($"  before   {Sanitizer.Clean(previous.Archive.Name)}");
            output.WriteLine($"  sha256   {previous.Archive.Sha256}");
            output.WriteLine($"{HeaderIndent}{Verdict.Since(previous)}");
        }

        output.WriteLine();
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

    private static void Coverage(ScanCoverage? scanned, TextWriter output)
    {
        if (scanned is null)
        {
            return;
        }

        output.WriteLine($"  files    {scanned.Files:N0}, {scanned.Bytes:N0} bytes");
        output.WriteLine(
            $"  opaque   {scanned.OpaqueFiles:N0}; {scanned.UnaccountedBytes:N0} bytes in them are not accounted for");
        output.WriteLine($"  scripts  {Verdict.Scripts(scanned)}");
        ScriptCoverage[] partly = [.. scanned.Scripts.Where(s => s.Parsed < 1).OrderBy(s => s.Parsed)];
        foreach (ScriptCoverage script in partly.Take(MaxFilesOfPatch))
        {
            output.WriteLine($"{HeaderIndent}{script.Parsed:P1} of {Sanitizer.Clean(script.Path)} could be parsed");
        }

        if (partly.Length > MaxFilesOfPatch)
        {
            output.WriteLine($"{HeaderIndent}… and {partly.Length - MaxFilesOfPatch:N0} more in part");
        }

        output.WriteLine();
    }

    private void Exposure(ExposureSummary? exposure, TextWriter output)
    {
        if (exposure is null)
        {
            return;
        }

        foreach (string source in ExposureText.Sources(exposure))
        {
            Paragraph("  ", source, "    ", output);
        }

        output.WriteLine();
        output.WriteLine(_style.Dim($"  {"what advisories say",-37}{"statements",12}"));
        foreach ((string word, int count) in ExposureText.Counts(exposure))
        {
            string row = $"  {word,-37}{count,12:N0}";
            bool isBad = count > 0 && word == ExposureText.Of(ExposureStatus.Affected);
            output.WriteLine(isBad ? _style.Bad(row) : row);
        }

        output.WriteLine();
    }

    private void Build(BuildSummary? build, TextWriter output)
    {
        if (build is null)
        {
            return;
        }

        output.WriteLine(_style.Dim($"  {"phase",-14}{"programs",10}{"writes",9}   reads of the tree"));
        foreach (PhaseSummary phase in build.Phases)
        {
            string row = $"  {BuildText.Name(phase.Phase),-14}{phase.Programs,10:N0}{phase.Written,9:N0}   ";
            Paragraph(row, BuildText.Reads(phase), new string(' ', row.Length), output);
        }

        output.WriteLine();
    }

    private void Binary(BinarySummary? binary, TextWriter output)
    {
        if (binary is null)
        {
            return;
        }

        output.WriteLine(_style.Dim($"  {"what was read",-42}{"files",9}"));
        foreach ((string word, int count) in BinaryText.Counts(binary))
        {
            output.WriteLine($"  {word,-42}{count,9:N0}");
        }

        output.WriteLine();
        Section("Every library that it loads, and who asks for it", [.. (binary.Closure?.Libraries ?? [])
            .Select(BinaryText.Line)]);
        if (binary.Comparison is BinaryComparison comparison)
        {
            Paragraph("  ", BinaryText.Line(comparison), "    ", output);
            Section("What is different, by what it can add", [.. comparison.Differences.Select(BinaryText.Line)]);
        }

        Section("Resolvers, the busiest first", [.. BinaryText.Busiest(binary).Select(BinaryText.Line)]);
        void Section(string title, string[] lines)
        {
            if (lines.Length > 0)
            {
                output.WriteLine($"{title} ({lines.Length:N0}):");
                foreach (string line in lines.Take(MaxPathsListed))
                {
                    Paragraph("    ", Sanitizer.Clean(line), "      ", output);
                }

                More(lines.Length, MaxPathsListed, output);
            }
        }
    }

    private static void Behaviour(CaseReport report, TextWriter output)
    {
        foreach ((string title, IReadOnlyList<string> lines) in BehaviourPlainText.Parts(report.Behaviour))
        {
            output.WriteLine($"{title}:");
            foreach (string line in lines)
            {
                Paragraph("    ", Sanitizer.Clean(line), "      ", output);
            }

            output.WriteLine();
        }
    }

    private static void Unaffected(ExposureSummary? exposure, TextWriter output)
    {
        ExposureStatement[] quiet = exposure is null ? [] : [.. ExposureText.Quiet(exposure)];
        if (quiet.Length == 0)
        {
            return;
        }

        output.WriteLine($"Advisories are about them, and they are not affected ({quiet.Length:N0}):");
        foreach (ExposureStatement statement in quiet.Take(MaxPathsListed))
        {
            Paragraph("    ", $"{statement.Subject}, {statement.Advisory}: {statement.Reason}", "      ", output);
        }

        More(quiet.Length, MaxPathsListed, output);
    }

    // Before the first of many pages: how much is there, and of what weight.
    private static void Severities(CaseReport report, TextWriter output)
    {
        if (report.Findings.Count > 0)
        {
            int files = report.Findings.Select(f => f.Subject).Distinct().Count();
            string what = report.Exposure is not null
                ? files == 1 ? "1 package or file" : $"{files:N0} packages or files"
                : Counted.Of(files, report is { Build: null, History: null, Behaviour: null } ? "file" : "subject");
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
                + "the HTML and JSON reports hold the evidence:");
            foreach (IGrouping<string, Finding> file in files.Skip(MaxFilesShown).Take(MaxRows))
            {
                string rules = string.Join(' ', file.Select(f => f.RuleId).Distinct());
                output.WriteLine($"    {file.Max(f => f.Severity),-8}  {rules,-11}  {Sanitizer.Clean(file.Key)}");
            }

            if (files.Length > MaxFilesShown + MaxRows)
            {
                output.WriteLine($"    … and {files.Length - MaxFilesShown - MaxRows:N0} more");
            }

            output.WriteLine();
        }

        int low = report.Findings.Count(f => f.Severity == Severity.Low);
        if (low > 0)
        {
            string are = low == 1 ? "finding of low severity is" : "findings of low severity are";
            output.WriteLine($"{low:N0} {are} in the HTML and JSON reports.");
            output.WriteLine();
        }
    }

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
            output.WriteLine($"    · … and {chain.Length - MaxEvidence:N0} more, in the JSON report");
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
            output.WriteLine($"    … and {rest.Length - MaxPathsListed:N0} more");
        }

        output.WriteLine();
    }

    private void Notes(CaseReport report, TextWriter output)
    {
        if (report.Observations.Count > 0)
        {
            output.WriteLine("About the container:");
            foreach (Evidence observation in report.Observations.Take(MaxObservations))
            {
                string name = observation.Path is null ? "" : observation.Path + ": ";
                string place = observation.Offset is long at ? $" (at byte {at:N0})" : "";
                Paragraph("    ", $"{name}{observation.What}{place}", "      ", output);
            }

            if (report.Observations.Count > MaxObservations)
            {
                output.WriteLine($"    … and {report.Observations.Count - MaxObservations:N0} more");
            }

            output.WriteLine();
        }

        if (report.Regeneration is RegenerationRun run)
        {
            output.WriteLine("Regenerated in a sandbox:");
            Paragraph("    ", $"tools: {ResidualText.Tools(run)}", "      ", output);
            Paragraph("    ", $"steps: {ResidualText.Steps(run)}", "      ", output);
            output.WriteLine();
        }

        Notices(report, output);
        Omissions("Not looked at, so the audit is incomplete:", report.NotLookedAt.Where(o => !o.IsOutOfScope), output);
        Omissions("Not looked at by this version:", report.NotLookedAt.Where(o => o.IsOutOfScope), output);
    }

    private static void Patches(CasePackage package, TextWriter output)
    {
        if (package.Patches.Count == 0)
        {
            return;
        }

        string patches = package.Patches.Count == 1
            ? "1 patch, which was"
            : $"{package.Patches.Count:N0} patches, which were";
        output.WriteLine($"The package changes the release by {patches} not judged:");
        foreach (CasePatch patch in package.Patches.Take(MaxPathsListed))
        {
            string files = string.Join(", ", patch.Files.Take(MaxFilesOfPatch))
                + (patch.Files.Count > MaxFilesOfPatch ? $" and {patch.Files.Count - MaxFilesOfPatch:N0} more" : "");
            Paragraph("    ", $"{patch.Name}: {files}", "      ", output);
        }

        More(package.Patches.Count, MaxPathsListed, output);
    }

    private static void Notices(CaseReport report, TextWriter output)
    {
        if (report.Package is CasePackage package)
        {
            Patches(package, output);
        }


        if (report.Suppressed.Count > 0)
        {
            output.WriteLine($"Suppressed by the settings, and not counted ({report.Suppressed.Count:N0}):");
            foreach (SuppressedFinding s in report.Suppressed.Take(MaxPathsListed))
            {
                Paragraph(
                    "    ", $"{s.Finding.RuleId} {s.Finding.Severity} {s.Finding.Subject}: {s.By.Reason} "
                        + $"(until {s.By.Expires:yyyy-MM-dd})", "      ", output);
            }

            More(report.Suppressed.Count, MaxPathsListed, output);
        }

        if (report.Notices.Count > 0)
        {
            output.WriteLine("To know:");
            foreach (Evidence notice in report.Notices.Take(MaxPathsListed))
            {
                string name = notice.Path is null ? "" : $"{notice.Path}: ";
                Paragraph("    ", name + notice.What, "      ", output);
            }

            More(report.Notices.Count, MaxPathsListed, output);
        }
    }

    private static void More(int count, int shown, TextWriter output)
    {
        if (count > shown)
        {
            output.WriteLine($"    … and {count - shown:N0} more");
        }

        output.WriteLine();
    }

    private void Omissions(string title, IEnumerable<Omission> omissions, TextWriter output)
    {
        Omission[] all = [.. omissions];
        if (all.Length == 0)
        {
            return;
        }

        output.WriteLine(_style.Dim(title));
        foreach (Omission omission in all)
        {
            foreach (string line in Prose.Wrap(
                "    ", $"{Sanitizer.Clean(omission.What)}: {Sanitizer.Clean(omission.Why)}", "      "))
            {
                output.WriteLine(_style.Dim(line));
            }
        }

        output.WriteLine();
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
