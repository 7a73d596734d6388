using System.Security.Cryptography;
using System.Text;
using Xzact.Audit.Case;

namespace Xzact.Audit.Reports;

/// <summary>
/// One self-contained page: nothing is loaded from anywhere, and a content security policy names the only style and
/// script by their digests. It reads completely without script, which only adds a filter.
/// </summary>
internal sealed class HtmlReportWriter(ReportStyle style) : IReportWriter
{
    // Per file; the JSON report lists all.
    private const int MaxCarriers = 6;
    private const int MaxResidual = 400;

    private static readonly string s_css = EmbeddedText.Read("Reports/Html/report.css");
    private static readonly string s_script = EmbeddedText.Read("Reports/Html/report.js");

    public void Write(CaseReport report, TextWriter output)
    {
        Dictionary<LedgerEntry, string> anchors = new(ReferenceEqualityComparer.Instance);
        foreach (LedgerEntry entry in report.Ledger.Unexplained)
        {
            anchors.Add(entry, $"f{anchors.Count + 1}");
        }

        IReadOnlyList<LinkPart> parts = LinkPart.Of(report);
        Head(report, output);
        Banner(report, parts, output);
        foreach (LinkPart part in parts)
        {
            part.WriteHtmlFirst(output);
        }

        Picture(report.Ledger, anchors, output);
        Unexplained(report, parts, anchors, output);
        foreach (LinkPart part in parts)
        {
            part.WriteHtml(output);
        }

        Lists(report, output);
        FullLedger(report.Ledger, anchors, output);
        output.Write(
            $"</main><footer>xzact {E(style.ToolVersion)}. \"Not explained\" is not \"malicious\": it asks for "
            + "a review. What was not looked at is not clean.</footer>");
        output.WriteLine($"<script>{s_script}</script></body></html>");
    }

    private static void Head(CaseReport report, TextWriter output)
    {
        output.Write("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">");
        output.Write("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
            + $"style-src '{Digest(s_css)}'; script-src '{Digest(s_script)}'; base-uri 'none'; form-action 'none'\">");
        output.Write("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
            + "<meta name=\"color-scheme\" content=\"light dark\"><meta name=\"referrer\" content=\"no-referrer\">");
        output.Write($"<title>{E(report.Subject)}</title><style>{s_css}</style></head><body><main>");
    }

    private static void Banner(CaseReport report, IReadOnlyList<LinkPart> parts, TextWriter output)
    {
        Severity? worst = report.Findings.Count > 0 ? report.Findings[0].Severity : null;
        string tone = worst?.ToString().ToLowerInvariant()
            ?? (report.IsIncomplete ? "incomplete" : report.Ledger.Unexplained.Any() ? "medium" : "clean");
        output.Write($"<header><p class=\"kicker\">xzact {E(report.Command)}</p><h1>{E(report.Subject)}</h1>");
        output.Write($"<p class=\"verdict {tone}\">{E(Verdict.Of(report))}</p><dl class=\"facts\">");
        foreach (CaseInput input in report.Inputs)
        {
            Fact(Capital(parts.Count > 0 ? parts[0].Input : "archive"),
                $"{E(input.Name)}, {input.Size:N0} bytes{(input.Format is null ? "" : $", {E(input.Format)}")}");
            Fact("SHA-256", $"<code>{E(input.Sha256)}</code>");
        }

        foreach ((string name, string value) in parts.SelectMany(part => part.Facts))
        {
            Fact(Capital(name), E(value));
        }

        if (report.Source is CaseSource source)
        {
            Fact("Source", $"<code>{E(source.Repository)}</code>");
            string better = source.BetterTag is null ? ""
                : $"<p class=\"better\">{E(Verdict.BetterTag(source))}</p>";
            string choice = source.TagChoice is null ? "" : $" ({E(source.TagChoice)})";
            Fact("Tag", $"{E(source.Tag)} <code>{E(source.TagObjectId)}</code>{choice}{better}");
            Fact("Commit", $"<code>{E(source.CommitId)}</code> of {source.CommitDate.UtcDateTime:yyyy-MM-dd}");
            foreach (CaseSubmodule module in source.Submodules)
            {
                Fact("Submodule", $"{E(module.Path)} <code>{E(module.CommitId)}</code>");
            }
        }

        if (report.Previous is PreviousRelease previous)
        {
            Fact("Before", $"{E(previous.Archive.Name)}: {E(Verdict.Since(previous))}");
        }

        output.Write("</dl></header>");
        void Fact(string name, string html) => output.Write($"<div><dt>{name}</dt><dd>{html}</dd></div>");
    }

    private static void Picture(Ledger ledger, Dictionary<LedgerEntry, string> anchors, TextWriter output)
    {
        if (ledger.Entries.Count == 0)
        {
            return;
        }

        output.Write("<section aria-label=\"Ledger\"><h2>Ledger</h2><table class=\"legend\">"
            + HtmlText.Columns(
                "Account", "Proof", "#Files", "#Bytes", "#Not covered by the proof", "#Can reach the build"));
        foreach (LedgerTotal total in ledger.Totals.Where(t => t.Files > 0 || t.Kind.Kind == AccountKind.Unaccounted))
        {
            string swatch = total.Kind.InArchive ? $"<i class=\"swatch {total.Kind.Id}\"></i>"
                : "<i class=\"swatch\"></i>";
            output.Write($"<tr><td>{swatch}{E(total.Kind.Title)}</td>"
                + $"<td>{E(Words(total.Kind.Proof.ToString()))}</td><td class=\"n\">{total.Files:N0}</td>"
                + $"<td class=\"n\">{total.Bytes:N0}</td><td class=\"n\">{total.CarrierBytes:N0}</td>"
                + $"<td class=\"n\">{(total.Kind.InArchive ? $"{total.ReachingBuild:N0}" : "–")}</td></tr>");
        }

        output.Write("</tbody></table>");
        if (anchors.Count > 0)
        {
            output.Write("<p class=\"skip\"><a href=\"#behind-map\">Skip the picture</a></p>");
        }

        output.Write(TreemapSvg.Draw(ledger, anchors.GetValueOrDefault));
        int empty = ledger.Entries.Count(e => e.Size == 0 && AccountKindInfo.Of(e.Account.Kind).InArchive);
        string drawn = empty == 0 ? "" : $" Empty files and links ({empty:N0}) have no area and are in the table only.";
        output.Write(
            "<p class=\"hint\" id=\"behind-map\">Each file is a tile, size by bytes, colour by account. A tile that is "
            + "not explained leads to its evidence; a ring marks small ones that can reach the build, "
            + "and all that are hardly to be seen."
            + $"{drawn}</p></section>");
    }

    private static void Unexplained(
        CaseReport report, IReadOnlyList<LinkPart> parts, Dictionary<LedgerEntry, string> anchors, TextWriter output)
    {
        ILookup<string, Finding> findings = report.Findings.ToLookup(f => f.Subject);
        LedgerEntry[] entries = [.. anchors.Keys
            .OrderByDescending(e => findings[e.Path].Select(f => (int)f.Severity).DefaultIfEmpty(-1).Max())
            .ThenBy(e => e.Path, StringComparer.Ordinal)];
        HashSet<string> inLedger = [.. entries.Select(e => e.Path)];
        Finding[] others = [.. report.Findings.Where(f => !inLedger.Contains(f.Subject))];
        HashSet<string> suppressed = [.. report.Suppressed.Select(s => s.Finding.Subject)];
        Begin("Not explained", entries.Length, output);
        foreach (LedgerEntry entry in entries)
        {
            Card(entry, [.. findings[entry.Path]], suppressed.Contains(entry.Path), anchors[entry], output);
        }

        End(entries.Length, output);
        string title = parts.Count == 0 ? "Findings about explained files" : "Findings";
        Begin(title, others.Length, output);
        foreach (IGrouping<Severity, Finding> alike in others.GroupBy(f => f.Severity).OrderByDescending(g => g.Key))
        {
            // What is Low is closed at first where something weighs more.
            string open = alike.Key == Severity.Low && alike.Count() < others.Length ? "" : " open";
            output.Write($"<details class=\"weight\"{open}><summary>{alike.Key} "
                + $"<span class=\"count\">{alike.Count():N0}</span></summary>");
            foreach (Finding finding in alike)
            {
                output.Write("<article class=\"card\">");
                Title(output, finding.Severity, isSuppressed: false, finding.Subject);
                Rule(output, finding, 1);
                Chain(output, finding.Evidence);
                output.Write("</article>");
            }

            output.Write("</details>");
        }

        End(others.Length, output);
    }

    private static void Begin(string title, int count, TextWriter output)
    {
        if (count > 0)
        {
            output.Write(
                $"<section aria-label=\"{title}\"><h2>{title} <span class=\"count\">{count:N0}</span></h2>");
        }
    }

    private static void End(int count, TextWriter output) => output.Write(count > 0 ? "</section>" : "");

    private static void Card(
        LedgerEntry entry, Finding[] findings, bool isSuppressed, string anchor, TextWriter output)
    {
        AccountKindInfo kind = AccountKindInfo.Of(entry.Account.Kind);
        output.Write($"<article class=\"card\" id=\"{anchor}\">");
        Title(output, findings.Length > 0 ? findings.Max(f => f.Severity) : null, isSuppressed, entry.Path);
        output.Write($"<p><i class=\"swatch {kind.Id}\"></i>{E(kind.Title)}: {E(entry.Account.Reason)}. "
            + (entry.SincePrevious is null ? "" : E($"It is {Verdict.Since(entry)}. "))
            + $"{entry.Size:N0} bytes, {E(Words(entry.Role.ToString()))}, "
            + (entry.ReachesBuild ? "<strong>can reach the build</strong>" : "no reader in the build was seen")
                + ".</p>");
        foreach (IGrouping<(string, string), Finding> same in findings.GroupBy(f => (f.RuleId, f.Message)))
        {
            Rule(output, same.First(), same.Count());
        }

        if (Verdict.Together(findings) is { Length: > 0 } together)
        {
            output.Write($"<p class=\"rule\">{E(together)}</p>");
        }

        IEnumerable<Evidence> evidence =
            [.. entry.Account.Proof, .. entry.References, .. findings.SelectMany(f => f.Evidence)];
        Chain(output, [.. Verdict.Chain(evidence, entry, findings)]);
        if (entry.Account.Residual is { Hunks.Count: > 0 } residual)
        {
            output.Write($"<details class=\"residual\"><summary>{E(ResidualText.Summary(residual))}</summary><pre>");
            output.Write(string.Join('\n', ResidualText.Lines(residual.Hunks, MaxResidual).Select(E)));
            output.Write("</pre></details>");
        }

        if (entry.ReviewCommand is string command)
        {
            output.Write($"<p class=\"see\">See it: <code>{E(command)}</code></p>");
        }

        if (entry.Sha256 is string sha256)
        {
            output.Write($"<p class=\"see\">SHA-256 <code>{sha256}</code></p>");
        }

        output.Write("</article>");
    }

    private static void Title(TextWriter output, Severity? severity, bool isSuppressed, string path)
    {
        string badge = severity is Severity s
            ? $"<span class=\"badge {s.ToString().ToLowerInvariant()}\">{s}</span>"
            : $"<span class=\"badge none\">{(isSuppressed ? "suppressed" : "no rule")}</span>";
        output.Write($"<h3>{badge}{E(path)}</h3>");
    }

    private static void Rule(TextWriter output, Finding finding, int times) => output.Write(
        $"<p class=\"rule\"><b>{E(finding.RuleId)}</b> {E(finding.Message)}"
        + (times > 1 ? $" ({times} times)</p>" : "</p>"));

    private static void Chain(TextWriter output, IReadOnlyList<Evidence> chain)
    {
        if (chain.Count == 0)
        {
            return;
        }

        output.Write("<ol class=\"chain\">");
        foreach (Evidence evidence in chain)
        {
            string where = evidence.Path is null ? "" : E(evidence.Path)
                + (evidence.Line is > 0 ? $":{evidence.Line}" : "")
                + (evidence.Offset is null ? "" : $" at byte {evidence.Offset:N0}");
            output.Write($"<li>{E(evidence.What)}{(where.Length > 0 ? $" <span class=\"where\">{where}</span>" : "")}");
            output.Write(evidence.Excerpt is string excerpt ? $"<pre>{Lines(excerpt)}</pre></li>" : "</li>");
        }

        output.Write("</ol>");
    }

    private static void Lists(CaseReport report, TextWriter output)
    {
        if (report.Observations.Count > 0)
        {
            output.Write("<section><h2>About the container</h2>");
            Chain(output, report.Observations);
            output.Write("</section>");
        }

        if (report.Regeneration is RegenerationRun run)
        {
            output.Write("<section><h2>Regenerated in a sandbox</h2><dl class=\"facts\">"
                + $"<div><dt>Tools</dt><dd>{E(ResidualText.Tools(run))}</dd></div>"
                + $"<div><dt>Steps</dt><dd>{E(ResidualText.Steps(run))}</dd></div></dl></section>");
        }

        if (report.Package is CasePackage package)
        {
            output.Write($"<section><h2>{E(package.Kind)} {E(package.Name)}: patches, which were not judged "
                + $"<span class=\"count\">{package.Patches.Count:N0}</span></h2><ul>");
            foreach (CasePatch patch in package.Patches)
            {
                output.Write($"<li><b>{E(patch.Name)}</b>: {E(string.Join(", ", patch.Files))}</li>");
            }

            output.Write("</ul></section>");
        }

        if (report.Suppressed.Count > 0)
        {
            output.Write($"<section><h2>Suppressed <span class=\"count\">{report.Suppressed.Count:N0}</span></h2><ul>");
            foreach (SuppressedFinding s in report.Suppressed)
            {
                output.Write($"<li><b>{E(s.Finding.RuleId)} {s.Finding.Severity}</b> {E(s.Finding.Subject)}: "
                    + $"{E(s.By.Reason)} (until {s.By.Expires:yyyy-MM-dd})</li>");
            }

            output.Write("</ul></section>");
        }

        if (report.Notices.Count > 0)
        {
            output.Write("<section><h2>To know</h2>");
            Chain(output, report.Notices);
            output.Write("</section>");
        }

        Omissions("Not looked at, so the audit is incomplete", report.NotLookedAt.Where(o => !o.IsOutOfScope), output);
        Omissions("Not looked at by this version", report.NotLookedAt.Where(o => o.IsOutOfScope), output);

        output.Write("<section><h2>Checks</h2><table class=\"checks\">"
            + HtmlText.Columns("Check", "Question", "Outcome", "#Findings", "What was examined"));
        foreach (CheckResult check in report.Results)
        {
            output.Write(
                $"<tr><td class=\"id\">{E(check.CheckId)}</td><td>{E(check.Title)}</td>"
                + $"<td class=\"outcome {OutcomeTone(check)}\">"
                + $"{E(Words(check.Outcome.ToString()))}</td>"
                + $"<td class=\"n\">{check.Findings.Count:N0}</td><td>{E(check.Reason)}</td></tr>");
        }

        output.Write("</tbody></table></section>");
    }

    // What is Low alone is not drawn as an alarm.
    private static string OutcomeTone(CheckResult check) =>
        check.Outcome == Outcome.Found && check.Findings.All(f => f.Severity == Severity.Low) ? "low"
            : check.Outcome.ToString().ToLowerInvariant();

    private static void Omissions(string title, IEnumerable<Omission> omissions, TextWriter output)
    {
        string[] items = [.. omissions.Select(o => $"<li><b>{E(o.What)}</b>: {E(o.Why)}</li>")];
        if (items.Length > 0)
        {
            output.Write($"<section><h2>{title}</h2><ul>{string.Concat(items)}</ul></section>");
        }
    }

    private static void FullLedger(Ledger ledger, Dictionary<LedgerEntry, string> anchors, TextWriter output)
    {
        if (ledger.Entries.Count == 0)
        {
            return;
        }

        output.Write(
            $"<section><details><summary>Every file <span class=\"count\">{ledger.Entries.Count:N0}</span></summary>"
            + "<p class=\"filter\" hidden><label>Filter <input type=\"search\" id=\"filter\"></label> "
            + "<span id=\"shown\" role=\"status\"></span></p>"
            + "<table id=\"ledger\">" + HtmlText.Columns("Path", "Account", "Why", "#Bytes", "Reach"));
        foreach (LedgerEntry entry in ledger.Entries)
        {
            AccountKindInfo kind = AccountKindInfo.Of(entry.Account.Kind);
            string path = anchors.TryGetValue(entry, out string? anchor)
                ? $"<a href=\"#{anchor}\">{E(entry.Path)}</a>"
                : E(entry.Path);
            output.Write($"<tr><td class=\"path\">{path}</td><td><i class=\"swatch {kind.Id}\"></i>{E(kind.Title)}</td>"
                + $"<td>{E(entry.Account.Reason)}{Carriers(entry)}</td><td class=\"n\">{entry.Size:N0}</td>"
                + $"<td>{(entry.ReachesBuild ? "build" : "")}</td></tr>");
        }

        output.Write("</tbody></table></details></section>");
    }

    private static string Carriers(LedgerEntry entry) => entry.Account.Carriers.Count == 0 ? ""
        : E($"; not covered: {string.Join(", ", entry.Account.Carriers.Take(MaxCarriers)
            .Select(c => $"{c.Length:N0} bytes at {c.Offset:N0} ({c.What})"))}")
            + (entry.Account.Carriers.Count > MaxCarriers
                ? $" and {entry.Account.Carriers.Count - MaxCarriers:N0} more" : "");

    // Line breaks of an excerpt stay line breaks; everything else of the kind is escaped.
    private static string Lines(string text) =>
        string.Join('\n',
            text.Split('\n').Select(l => E(l.TrimEnd('\r').Replace("\t", "    ", StringComparison.Ordinal))));

    // "ConfigureScript" becomes "configure script".
    private static string Words(string name) => string.Concat(name.Select((c, i) =>
        i > 0 && char.IsAsciiLetterUpper(c) ? $" {char.ToLowerInvariant(c)}" : i == 0
            ? char.ToLowerInvariant(c).ToString() : c.ToString()));

    private static string Capital(string word) => char.ToUpperInvariant(word[0]) + word[1..];

    private static string E(string text) => HtmlText.E(text);

    private static string Digest(string text) =>
        "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
