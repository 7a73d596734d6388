using System.Text.Json.Serialization;
using Xzact.Audit.Case;

namespace Xzact.Audit.Reports;

// The shape of the JSON report. case-report.schema.json describes every member; a test compares the two.
internal sealed record JsonReport(
    string Schema, string Tool, string ToolVersion, string Command, string Subject, string Verdict, bool Complete,
    IReadOnlyList<JsonInput> Inputs, JsonSource? Source, JsonPackage? Package, JsonPrevious? Previous,
    IReadOnlyList<JsonTotal> Totals,
    IReadOnlyList<JsonFinding> Findings, IReadOnlyList<JsonCheck> Checks, IReadOnlyList<JsonEvidence> Observations,
    IReadOnlyList<JsonEvidence>? Notices, IReadOnlyList<JsonSuppressed>? Suppressed,
    JsonRegeneration? Regeneration, JsonExposure? Exposure, JsonBuild? Build, JsonHistory? History,
    JsonBinary? Binary, JsonBehaviour? Behaviour, JsonChain? Chain, JsonScan? Scan,
    IReadOnlyList<JsonOmission> NotLookedAt, IReadOnlyList<JsonEntry> Ledger);

internal sealed record JsonExposure(
    int Packages, int WithoutAdvisory, int? Files, IReadOnlyList<JsonInventory> Inventories,
    IReadOnlyList<JsonAdvisories> Advisories, IReadOnlyList<JsonStatement> Statements);

internal sealed record JsonInventory(string Kind, string Path, int Packages);

internal sealed record JsonAdvisories(string Name, int Records);

internal sealed record JsonStatement(
    ExposureStatus Status, string Subject, string Advisory, string Reason, bool Content, ExposureEffect Effect,
    bool Malicious, Severity? Rating, bool Present, string? FixedIn, IReadOnlyList<JsonExposureStep>? Steps,
    IReadOnlyList<JsonEvidence> Evidence);

internal sealed record JsonExposureStep(string Question, string Answer);

internal sealed record JsonInput(string Name, long Size, string Sha256, string? Format);

internal sealed record JsonSource(
    string Repository, string Tag, string TagObjectId, string CommitId, string CommitDate, string? TagChoice,
    IReadOnlyList<JsonSubmodule>? Submodules, JsonBetterTag? BetterTag);

internal sealed record JsonSubmodule(string Path, string CommitId, string Repository);

internal sealed record JsonPackage(
    string Kind, string Name, IReadOnlyList<JsonPatch> Patches, IReadOnlyList<string> OtherFiles);

internal sealed record JsonPatch(string Name, IReadOnlyList<string> Files);

internal sealed record JsonPrevious(
    string Name, string Sha256, int Unchanged, int Changed, int New, IReadOnlyList<string> Gone);

internal sealed record JsonBetterTag(string Tag, int Identical, int IdenticalHere);

internal sealed record JsonTotal(
    string Account, ProofClass ProofClass, int Files, long Bytes, int ReachingBuild, long? CarrierBytes);

internal sealed record JsonCarrier(long Offset, int Length, string What);

internal sealed record JsonRegeneration(
    int Regenerated, int Differing, int ResidualLines, IReadOnlyList<JsonTool> Tools, IReadOnlyList<JsonStep> Steps);

internal sealed record JsonBuild(
    IReadOnlyList<string> Command, string Tracer, bool Sandboxed, bool Network, int? ExitCode, int Processes,
    int Programs, long Calls, IReadOnlyList<JsonPhase> Phases);

internal sealed record JsonPhase(
    string Phase, int Programs, int Written, IReadOnlyDictionary<string, int> Reads);

internal sealed record JsonTool(string Name, string? Claimed, string? Used);

internal sealed record JsonStep(string Name, int ExitCode, string? LastLine);

internal sealed record JsonScan(
    int Files, long Bytes, int OpaqueFiles, long UnaccountedBytes, IReadOnlyList<JsonUnaccounted> Unaccounted,
    JsonManifest? Manifest, IReadOnlyList<JsonScript> Scripts);

internal sealed record JsonManifest(
    string Name, string Sha256, int Listed, int Agreeing, IReadOnlyList<JsonManifestDifference> Differences);

internal sealed record JsonManifestDifference(
    ManifestDifferenceKind Kind, string Path, string? Claim, string? Sha256, string? NamedBy);

internal sealed record JsonUnaccounted(string Path, string? Format, long Length, long Bytes);

internal sealed record JsonScript(string Path, string Language, double Parsed, int Commands, int Unresolved);

internal sealed record JsonResidual(ResidualBasis Basis, IReadOnlyList<JsonHunk> Hunks);

internal sealed record JsonHunk(
    int Line, int Lines, int? RegeneratedLine, int? RegeneratedLines, IReadOnlyList<string>? Text);

internal sealed record JsonCheck(string Id, string Title, Outcome Outcome, string Reason, int Findings);

internal sealed record JsonSuppressed(JsonFinding Finding, string Reason, string Expires);

internal sealed record JsonOmission(string What, string Why, bool OutOfScope);

internal sealed record JsonEvidence(string What, string? Path, int? Line, long? Offset, string? Excerpt)
{
    public static JsonEvidence From(Evidence e) => new(
        Sanitizer.Clean(e.What), e.Path is null ? null : Sanitizer.Clean(e.Path), e.Line, e.Offset,
        e.Excerpt is null ? null : Sanitizer.Clean(e.Excerpt));
}

internal sealed record JsonFinding(
    string RuleId, Severity Severity, string Subject, string Message, IReadOnlyList<string>? TogetherWith,
    IReadOnlyDictionary<string, Severity>? SeverityByRule, IReadOnlyList<string>? Collectors, string Fingerprint,
    IReadOnlyList<JsonEvidence> Evidence)
{
    public static JsonFinding From(Finding f) => new(
        f.RuleId, f.Severity, Sanitizer.Clean(f.Subject), Sanitizer.Clean(f.Message),
        f.TogetherWith.Count == 0 ? null : f.TogetherWith,
        f.SeverityByRule.Count == 0 ? null : f.SeverityByRule,
        f.Collectors.Count == 0 ? null : f.Collectors, f.Fingerprint,
        [.. f.Evidence.Select(JsonEvidence.From)]);
}

internal sealed record JsonEntry(
    string Path, string Account, string Reason, FileRole Role, long Size, string? Sha256,
    PreviousState? SincePrevious, bool ReachesBuild,
    IReadOnlyList<JsonEvidence>? Proof, IReadOnlyList<JsonCarrier>? Carriers, IReadOnlyList<JsonEvidence>? References,
    string? ReviewCommand, JsonResidual? Residual);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    WriteIndented = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(JsonReport))]
internal sealed partial class JsonReportContext : JsonSerializerContext;
