using System.Text.Json.Serialization;

namespace Xzact.Audit.Reports;

// The part of SARIF 2.1.0 (OASIS standard, sections 3.13 to 3.58) that Xzact writes.
internal sealed record SarifLog(
    [property: JsonPropertyName("$schema")] string Schema, string Version, IReadOnlyList<SarifRun> Runs);

internal sealed record SarifRun(
    SarifTool Tool, IReadOnlyList<SarifInvocation> Invocations, string ColumnKind,
    IReadOnlyDictionary<string, SarifArtifactLocation> OriginalUriBaseIds, IReadOnlyList<SarifArtifact> Artifacts,
    IReadOnlyList<SarifResult> Results);

internal sealed record SarifTool(SarifDriver Driver);

internal sealed record SarifDriver(
    string Name, string SemanticVersion, IReadOnlyList<SarifRule> Rules);

internal sealed record SarifRule(
    string Id, string Name, SarifText ShortDescription, SarifText FullDescription, SarifHelp Help,
    SarifConfiguration DefaultConfiguration, SarifRuleProperties Properties);

internal sealed record SarifText(string Text);

internal sealed record SarifHelp(string Text, string Markdown);

internal sealed record SarifConfiguration(string Level);

internal sealed record SarifRuleProperties(
    string Precision,
    [property: JsonPropertyName("problem.severity")] string ProblemSeverity,
    [property: JsonPropertyName("security-severity")] string SecuritySeverity,
    IReadOnlyList<string> Tags);

internal sealed record SarifInvocation(
    bool ExecutionSuccessful, IReadOnlyList<SarifNotification> ToolExecutionNotifications);

internal sealed record SarifNotification(string Level, SarifText Message);

internal sealed record SarifArtifact(
    SarifArtifactLocation Location, long Length, IReadOnlyDictionary<string, string> Hashes);

internal sealed record SarifArtifactLocation(string? Uri, string? UriBaseId = null, SarifText? Description = null);

internal sealed record SarifResult(
    string RuleId, int RuleIndex, string Level, SarifText Message, IReadOnlyList<SarifLocation> Locations,
    IReadOnlyDictionary<string, string> PartialFingerprints, IReadOnlyList<SarifCodeFlow>? CodeFlows,
    IReadOnlyList<SarifLocation>? RelatedLocations, IReadOnlyList<SarifSuppression>? Suppressions,
    SarifResultProperties Properties);

internal sealed record SarifSuppression(string Kind, string Status, string Justification);

internal sealed record SarifResultProperties(string Severity);

internal sealed record SarifLocation(
    int? Id, SarifPhysicalLocation? PhysicalLocation, IReadOnlyList<SarifLogicalLocation>? LogicalLocations,
    SarifText? Message);

internal sealed record SarifPhysicalLocation(SarifArtifactLocation ArtifactLocation, SarifRegion? Region);

internal sealed record SarifRegion(int? StartLine, long? ByteOffset, SarifText? Snippet);

internal sealed record SarifLogicalLocation(string FullyQualifiedName, string Kind);

internal sealed record SarifCodeFlow(IReadOnlyList<SarifThreadFlow> ThreadFlows);

internal sealed record SarifThreadFlow(IReadOnlyList<SarifThreadFlowLocation> Locations);

internal sealed record SarifThreadFlowLocation(SarifLocation Location);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SarifLog))]
internal sealed partial class SarifContext : JsonSerializerContext;
