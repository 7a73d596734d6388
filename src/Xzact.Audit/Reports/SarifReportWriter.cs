using System.Text;
using System.Text.Json;
using Xzact.Audit.Case;
using Xzact.Audit.Rules;

namespace Xzact.Audit.Reports;

/// <summary>SARIF 2.1.0 within the limits of code scanning services; sorted, without time stamps.</summary>
internal sealed class SarifReportWriter(ReportStyle style) : IReportWriter
{
    /// <summary>The key of our fingerprints; <c>primaryLocationLineHash</c> is the service's own and never
    /// filled.</summary>
    internal const string FingerprintKey = "xzactFinding/v1";

    // GitHub accepts 25,000 results a run and keeps the 5,000 most severe.
    private const int MaxResults = 5_000;
    private const int MaxQuiet = 500;
    private const string ReleaseBase = "RELEASE";

    public void Write(CaseReport report, TextWriter output) =>
        output.WriteLine(JsonSerializer.Serialize(Convert(report), SarifContext.Default.SarifLog));

    private SarifLog Convert(CaseReport report) => new(
        "https://json.schemastore.org/sarif-2.1.0.json",
        "2.1.0",
        [
            new(
                new(new("xzact", style.ToolVersion, [.. RuleCatalog.Definitions.Select(Rule)])),
                [Invocation(report)],
                "utf16CodeUnits",
                new Dictionary<string, SarifArtifactLocation>
                {
                    [ReleaseBase] = new(null, Description: new(LinkPart.Of(report) is not [{ Input: "input" }, ..]
                        ? "The top folder of the release archive." : "What was looked at.")),
                },
                [
                    .. report.Inputs.Select(i => new SarifArtifact(
                        new(Uri(i.Name)), i.Size, new Dictionary<string, string> { ["sha-256"] = i.Sha256 })),
                ],
                [
                    .. report.Findings.Take(MaxResults).Select(f => Result(f, report, by: null)),
                    .. report.Suppressed.Take(MaxResults - Math.Min(MaxResults, report.Findings.Count))
                        .Select(s => Result(s.Finding, report, s.By)),
                ]),
        ]);

    private static SarifRule Rule(RuleDefinition rule) => new(
        rule.Id,
        Name(rule.Title),
        new(rule.Title + "."),
        new(rule.Says),
        new(
            $"{rule.Reasoning}\nFalse positives: {rule.FalsePositives}\nWhat to do: {rule.Remediation}",
            $"{rule.Reasoning}\n\n**False positives:** {rule.FalsePositives}\n\n**What to do:** {rule.Remediation}"),
        new(Level(rule.Severity)),
        new(
            rule.Severity >= Severity.High ? "high" : "medium",
            rule.Severity >= Severity.High ? "error" : "warning",
            Score(rule.Severity),
            ["security", "supply-chain"]));

    private static SarifInvocation Invocation(CaseReport report)
    {
        List<SarifNotification> notes =
        [
            .. report.Results.Where(r => r.Outcome == Outcome.Incomplete)
                .Select(r => new SarifNotification("error", new(Sanitizer.Clean($"{r.CheckId}: {r.Reason}")))),
            .. report.NotLookedAt
                .Select(o => new SarifNotification(
                    o.IsOutOfScope ? "note" : "warning",
                    new(Sanitizer.Clean($"Not looked at: {o.What}: {o.Why}")))),
        ];
        notes.AddRange(report.Notices.Select(n => new SarifNotification("note", new(Sanitizer.Clean(
            n.Path is null ? n.What : $"{n.Path}: {n.What}")))));
        if (report.Ledger.Entries.Count > 0)
        {
            notes.Add(new("note", new(Sanitizer.Clean("Files by account: " + string.Join("; ", report.Ledger.Totals
                .Where(t => t.Files > 0).Select(t => $"{t.Kind.Title} ({t.Kind.Proof}) {t.Files}"
                    + (t.CarrierBytes > 0 ? $", {t.CarrierBytes} bytes not covered" : "")))))));
        }

        notes.AddRange(LinkPart.Of(report).SelectMany(part => part.Notes)
            .Select(line => new SarifNotification("note", new(Sanitizer.Clean(line)))));
        if (report.Source is CaseSource { BetterTag: not null } source)
        {
            notes.Add(new("warning", new(Sanitizer.Clean(Verdict.BetterTag(source)))));
        }

        if (report.Regeneration is RegenerationRun run)
        {
            notes.Add(new("note", new(Sanitizer.Clean($"Regenerated with {ResidualText.Tools(run)}"))));
        }

        if (report.Findings.Count > MaxResults)
        {
            notes.Add(new(
                "warning", new($"{report.Findings.Count} findings; the {MaxResults} most severe are listed.")));
        }

        return new(ExecutionSuccessful: !report.IsIncomplete, notes);
    }

    private static SarifResult Result(Finding finding, CaseReport report, Suppression? by)
    {
        Evidence? own = finding.Evidence.FirstOrDefault(e => e.Path == finding.Subject && e.Line is > 0);
        string archive = report.Inputs.Count > 0 ? report.Inputs[0].Name : "";
        SarifLocation location = new(
            null,
            Physical(finding.Subject, own),
            [new(Sanitizer.Clean($"{archive}!/{finding.Subject}"), "resource")],
            null);
        SarifThreadFlowLocation[] steps =
        [
            .. finding.Evidence.Where(e => e.Path is not null).Distinct().Select(e => new SarifThreadFlowLocation(
                new(null, Physical(e.Path!, e), null, new(Sanitizer.Clean(e.What))))),
        ];
        SarifLocation[] related = report.Source is CaseSource source
            && report.Ledger.Of(finding.Subject).Any(e => e.Account.Kind == AccountKind.Modified)
            ? [new(1, Physical(finding.Subject, null), null, new(Sanitizer.Clean(
                $"the tracked file in tag {source.Tag}, commit {source.CommitId}")))]
            : Residual(finding, report);
        return new(
            finding.RuleId,
            RuleIndex(finding.RuleId),
            Level(finding.Severity),
            new(Sanitizer.Clean($"{finding.Subject}: {finding.Message}{Together(finding)}")),
            [location],
            new Dictionary<string, string> { [FingerprintKey] = finding.Fingerprint },
            steps.Length > 0 ? [new([new(steps)])] : null,
            related.Length > 0 ? related : null,
            by is null ? null
                : [new("external", "accepted", Sanitizer.Clean($"{by.Reason} (until {by.Expires:yyyy-MM-dd})"))],
            new(finding.Severity.ToString()));
    }

    private static SarifLocation[] Residual(Finding finding, CaseReport report)
    {
        const int MaxPlaces = 20;
        return report.Ledger.ResidualOf(finding.Subject) is not { } residual ? [] :
        [
            .. residual.Hunks.Take(MaxPlaces).Select((hunk, i) => new SarifLocation(
                i + 1,
                Physical(finding.Subject, new("", Line: hunk.Line,
                    Excerpt: hunk.Lines.Count == 0 ? null : string.Join('\n', hunk.Lines))),
                null,
                new($"lines that {ResidualText.What(residual.Basis)}: {ResidualText.Place(hunk)}"))),
        ];
    }

    // A result is read alone, so it says what the other reports say once for the file.
    private static string Together(Finding finding) => finding.TogetherWith.Count == 0
        || finding.Collectors.Count > 0 ? ""
        : $" Critical together with {string.Join(", ", finding.TogetherWith)} in this file.";

    private static SarifPhysicalLocation Physical(string path, Evidence? evidence)
    {
        SarifRegion? region = evidence switch
        {
            { Line: > 0 and int line } => new(
                line, null, evidence.Excerpt is string text ? new(Sanitizer.Clean(text)) : null),
            { Offset: long offset } => new(null, offset, null),
            _ => null,
        };
        return new(new(Uri(path), ReleaseBase), region);
    }

    // RFC 3986: the path's bytes, each component percent-encoded; never absolute, never climbing.
    private static string Uri(string path)
    {
        IEnumerable<string> parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries)
            .Select(part => part is "." or ".." ? part.Replace(".", "%2E", StringComparison.Ordinal) : Encode(part));
        string uri = string.Join('/', parts);
        return uri.Length == 0 ? "%2F" : uri;
    }

    // A lone surrogate stands for a byte that is no UTF-8, or for itself if it is none of those.
    private static string Encode(string part)
    {
        const int EscapedByteBase = 0xDC00;
        StringBuilder encoded = new();
        Span<byte> utf8 = stackalloc byte[4];
        for (int i = 0; i < part.Length; i++)
        {
            int length = 1;
            if (Rune.TryGetRuneAt(part, i, out Rune rune))
            {
                length = rune.EncodeToUtf8(utf8);
                i += rune.Utf16SequenceLength - 1;
            }
            else if (part[i] is >= '\uDC80' and <= '\uDCFF')
            {
                utf8[0] = (byte)(part[i] - EscapedByteBase);
            }
            else
            {
                length = Rune.ReplacementChar.EncodeToUtf8(utf8);
            }

            foreach (byte b in utf8[..length])
            {
                bool plain = char.IsAsciiLetterOrDigit((char)b) || (char)b is '-' or '.' or '_' or '~';
                encoded.Append(plain ? ((char)b).ToString() : $"%{b:X2}");
            }
        }

        return encoded.ToString();
    }

    private static int RuleIndex(string id) =>
        RuleCatalog.Definitions.Select((d, i) => (d.Id, i)).First(pair => pair.Id == id).i;

    // A tag's file: TagsFile.
    private static string Name(string title) => string.Concat(title.Replace("'", "", StringComparison.Ordinal)
        .Split([' ', ',', '-'], StringSplitOptions.RemoveEmptyEntries)
        .Select(word => char.ToUpperInvariant(word[0]) + word[1..]));

    private static string Level(Severity severity) => severity switch
    {
        Severity.Low => "note",
        Severity.Medium => "warning",
        _ => "error",
    };

    // Bands of the services that read "security-severity": critical from 9, high from 7, medium from 4.
    private static string Score(Severity severity) => severity switch
    {
        Severity.Critical => "9.5",
        Severity.High => "8.0",
        Severity.Medium => "5.0",
        _ => "2.0",
    };
}
