using System.Text.Json;
using Xzact.Audit.Case;
using Xzact.Audit.Case.Builds;

namespace Xzact.Audit.Reports;

/// <summary>JSON after <c>case-report.schema.json</c>; no time stamps, so equal cases give equal files.</summary>
internal sealed class JsonReportWriter(ReportStyle style) : IReportWriter
{
    private const string Schema = "xzact-case/v1";

    public void Write(CaseReport report, TextWriter output) =>
        output.WriteLine(JsonSerializer.Serialize(Convert(report), JsonReportContext.Default.JsonReport));

    private JsonReport Convert(CaseReport report) => new(
        Schema,
        "xzact",
        style.ToolVersion,
        report.Command,
        Sanitizer.Clean(report.Subject),
        Sanitizer.Clean(Verdict.Of(report)),
        !report.IsIncomplete,
        [.. report.Inputs.Select(i => new JsonInput(Sanitizer.Clean(i.Name), i.Size, i.Sha256, i.Format))],
        report.Source is CaseSource s
            ? new(
                Sanitizer.Clean(s.Repository), Sanitizer.Clean(s.Tag), s.TagObjectId, s.CommitId,
                s.CommitDate.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ"),
                s.TagChoice is null ? null : Sanitizer.Clean(s.TagChoice),
                s.Submodules.Count == 0 ? null : [.. s.Submodules.Select(m => new JsonSubmodule(
                    Sanitizer.Clean(m.Path), m.CommitId, Sanitizer.Clean(m.Repository)))],
                s.BetterTag is FittingTag t ? new(Sanitizer.Clean(t.Name), t.Identical, t.IdenticalHere) : null)
            : null,
        report.Package is CasePackage package
            ? new(
                package.Kind, Sanitizer.Clean(package.Name),
                [.. package.Patches.Select(x => new JsonPatch(
                    Sanitizer.Clean(x.Name), [.. x.Files.Select(Sanitizer.Clean)]))],
                [.. package.OtherFiles.Select(Sanitizer.Clean)])
            : null,
        report.Previous is PreviousRelease p
            ? new(
                Sanitizer.Clean(p.Archive.Name), p.Archive.Sha256, p.Unchanged, p.Changed, p.New,
                [.. p.Gone.Select(Sanitizer.Clean)])
            : null,
        [
            .. report.Ledger.Totals.Select(t => new JsonTotal(
                t.Kind.Id, t.Kind.Proof, t.Files, t.Bytes, t.ReachingBuild,
                t.CarrierBytes == 0 ? null : t.CarrierBytes)),
        ],
        [.. report.Findings.Select(JsonFinding.From)],
        [
            .. report.Results.Select(r => new JsonCheck(
                r.CheckId, r.Title, r.Outcome, Sanitizer.Clean(r.Reason), r.Findings.Count)),
        ],
        [.. report.Observations.Select(JsonEvidence.From)],
        report.Notices.Count == 0 ? null : [.. report.Notices.Select(JsonEvidence.From)],
        report.Suppressed.Count == 0 ? null
            : [.. report.Suppressed.Select(s => new JsonSuppressed(
                JsonFinding.From(s.Finding), Sanitizer.Clean(s.By.Reason), $"{s.By.Expires:yyyy-MM-dd}"))],
        Regeneration(report.Regeneration),
        Exposure(report.Exposure),
        Build(report.Build),
        JsonHistory.From(report.History),
        JsonBinary.From(report.Binary),
        JsonBehaviour.From(report.Behaviour),
        JsonChain.From(report.Chain, report),
        report.Scanned is ScanCoverage scanned
            ? new(
                scanned.Files, scanned.Bytes, scanned.OpaqueFiles, scanned.UnaccountedBytes,
                [.. scanned.Unaccounted.Select(x => new JsonUnaccounted(
                    Sanitizer.Clean(x.Path), x.Format, x.Length, x.Bytes))],
                Manifest(scanned.Manifest),
                [.. scanned.Scripts.Select(x => new JsonScript(
                    Sanitizer.Clean(x.Path), x.Language, Math.Round(x.Parsed, 4), x.Commands, x.Unresolved))])
            : null,
        [.. report.NotLookedAt.Select(o => new JsonOmission(
            Sanitizer.Clean(o.What), Sanitizer.Clean(o.Why), o.IsOutOfScope))],
        [.. report.Ledger.Entries.Select(Entry)]);

    private static JsonManifest? Manifest(ManifestComparison? manifest) => manifest is null ? null : new(
        Sanitizer.Clean(manifest.Name), manifest.Sha256, manifest.Listed, manifest.Agreeing,
        [.. manifest.Differences.Select(d => new JsonManifestDifference(
            d.Kind, Sanitizer.Clean(d.Path), d.Claim is null ? null : Sanitizer.Clean(d.Claim), d.Sha256,
            d.NamedBy is null ? null : Sanitizer.Clean(d.NamedBy)))]);

    private static JsonExposure? Exposure(ExposureSummary? exposure) => exposure is null ? null : new(
        exposure.Packages,
        exposure.WithoutAdvisory,
        exposure.Files,
        [.. exposure.Inventories.Select(i => new JsonInventory(i.Kind, Sanitizer.Clean(i.Path), i.Packages))],
        [.. exposure.Advisories.Select(a => new JsonAdvisories(Sanitizer.Clean(a.Name), a.Records))],
        [.. exposure.Statements.Select(s => new JsonStatement(
            s.Status, Sanitizer.Clean(s.Subject), Sanitizer.Clean(s.Advisory), Sanitizer.Clean(s.Reason), s.IsContent,
            s.Effect, s.IsMalicious, s.Rating, s.IsPresent, s.FixedIn is null ? null : Sanitizer.Clean(s.FixedIn),
            s.Steps.Count == 0 ? null : [.. s.Steps.Select(step => new JsonExposureStep(
                step.Question, Sanitizer.Clean(step.Answer)))],
            [.. s.Evidence.Select(JsonEvidence.From)]))]);

    private static JsonRegeneration? Regeneration(RegenerationRun? run) => run is null ? null : new(
        run.Regenerated,
        run.Differing,
        run.ResidualLines,
        [.. run.Tools.Select(t => new JsonTool(
            t.Name, t.Claimed is null ? null : Sanitizer.Clean(t.Claimed),
            t.Used is null ? null : Sanitizer.Clean(t.Used)))],
        [.. run.Steps.Select(s => new JsonStep(
            Sanitizer.Clean(s.Name), s.ExitCode, s.LastLine is null ? null : Sanitizer.Clean(s.LastLine)))]);

    private static JsonBuild? Build(BuildSummary? build) => build is null ? null : new(
        [.. build.Header.Command.Select(Sanitizer.Clean)],
        Sanitizer.Clean(build.Header.Tracer),
        build.Header.Sandboxed,
        build.Header.Network,
        build.End.ExitCode,
        build.Processes,
        build.Programs,
        build.End.Calls,
        [.. build.Phases.Select(phase => new JsonPhase(
            BuildText.Name(phase.Phase), phase.Programs, phase.Written,
            phase.Reads.ToDictionary(read => read.Class.ToString(), read => read.Files)))]);

    // Every place is listed; its text only as long as a file's hunks together stay readable.
    private static JsonResidual? Residual(Residual? residual)
    {
        const int MaxTextLines = 1000;
        int left = MaxTextLines;
        return residual is not { Hunks.Count: > 0 } ? null : new(residual.Basis, [.. residual.Hunks.Select(hunk =>
        {
            left -= hunk.Count;
            return new JsonHunk(
                hunk.Line, hunk.Lines.Count, hunk.RegeneratedLine,
                hunk.RegeneratedLine is null ? null : hunk.RegeneratedLines.Count,
                left < 0 ? null : [.. ResidualText.Hunks([hunk], MaxTextLines).Skip(1)]);
        })]);
    }

    private static JsonEntry Entry(LedgerEntry e) => new(
        Sanitizer.Clean(e.Path),
        AccountKindInfo.Of(e.Account.Kind).Id,
        Sanitizer.Clean(e.Account.Reason),
        e.Role,
        e.Size,
        e.Sha256,
        e.SincePrevious,
        e.ReachesBuild,
        e.Account.Proof.Count == 0 ? null : [.. e.Account.Proof.Select(JsonEvidence.From)],
        e.Account.Carriers.Count == 0 ? null
            : [.. e.Account.Carriers.Select(c => new JsonCarrier(c.Offset, c.Length, Sanitizer.Clean(c.What)))],
        e.References.Count == 0 ? null : [.. e.References.Select(JsonEvidence.From)],
        e.ReviewCommand is null ? null : Sanitizer.Clean(e.ReviewCommand),
        Residual(e.Account.Residual));
}
