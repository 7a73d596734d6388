using System.Text.Json;

namespace Xzact.Attacks.Measuring;

/// <summary>How severe a finding is, as reports name it.</summary>
public enum FindingSeverity
{
    Low,
    Medium,
    High,
    Critical,
}

/// <summary>A finding of a scanner.</summary>
/// <param name="Rule">Identifier of the rule.</param>
/// <param name="Severity">How severe.</param>
/// <param name="Subject">What it is about.</param>
/// <param name="Message">What it says.</param>
/// <param name="Paths">The subject and every path of its evidence.</param>
public sealed record ScanFinding(
    string Rule, FindingSeverity Severity, string Subject, string Message, IReadOnlyList<string> Paths)
{
    /// <summary>The independent sources of evidence that it joins, as the scanner names them; empty if it names none.
    /// </summary>
    public IReadOnlyList<string> Collectors { get; init; } = [];

    /// <summary>The severity by each of its rules alone, as the scanner says; empty if it does not.</summary>
    public IReadOnlyDictionary<string, FindingSeverity> SeverityByRule { get; init; } =
        new Dictionary<string, FindingSeverity>();

    /// <summary>What is left of it if a rule is switched off; null for nothing.</summary>
    public ScanFinding? Without(string rule)
    {
        if (!SeverityByRule.ContainsKey(rule))
            return Rule == rule ? null : this;
        KeyValuePair<string, FindingSeverity>[] left = [.. SeverityByRule.Where(pair => pair.Key != rule)];
        return left.Length == 0 ? null
            : this with { Rule = Rule == rule ? left[0].Key : Rule, Severity = left.Max(pair => pair.Value) };
    }

    /// <summary>Whether it speaks of this path of the tree, however the report writes the root.</summary>
    public bool Names(string path) => Paths.Any(p => p == path || p.EndsWith("/" + path, StringComparison.Ordinal));
}

/// <summary>
/// A scanner's report, in the JSON that <c>xzact release --format json</c> has: of it only findings and complete are
/// read.
/// </summary>
public sealed record ScanReport(IReadOnlyList<ScanFinding> Findings, bool IsComplete)
{
    /// <summary>The rules that its findings name.</summary>
    public IEnumerable<string> Rules => Findings.SelectMany(f => f.SeverityByRule.Keys.Append(f.Rule)).Distinct();

    /// <summary>The report as it were with a rule switched off.</summary>
    public ScanReport Without(string rule) =>
        this with { Findings = [.. Findings.Select(f => f.Without(rule)).OfType<ScanFinding>()] };

    /// <summary>Reads a report.</summary>
    /// <exception cref="FormatException">It is not JSON, or a member is missing or of another kind.</exception>
    public static ScanReport Parse(string json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            JsonElement root = document.RootElement;
            return new(
                [.. root.GetProperty("findings").EnumerateArray().Select(Finding)],
                root.GetProperty("complete").GetBoolean());
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new FormatException($"The scanner's output is not a report: {e.Message}", e);
        }
    }

    private static ScanFinding Finding(JsonElement finding)
    {
        string text(string member) => finding.GetProperty(member).GetString()
            ?? throw new FormatException($"The member {member} of a finding is null.");
        string subject = text("subject");
        static FindingSeverity severity(string? name) => Enum.TryParse(name, out FindingSeverity known)
            ? known : throw new FormatException($"{name} is no severity.");
        IEnumerable<string> evidence = finding.GetProperty("evidence").EnumerateArray()
            .Select(e => e.TryGetProperty("path", out JsonElement path) ? path.GetString() : null)
            .OfType<string>();
        return new(text("ruleId"), severity(text("severity")), subject, text("message"), [subject, .. evidence])
        {
            Collectors = finding.TryGetProperty("collectors", out JsonElement collectors)
                ? [.. collectors.EnumerateArray().Select(c => c.GetString()).OfType<string>()] : [],
            SeverityByRule = finding.TryGetProperty("severityByRule", out JsonElement rules)
                ? rules.EnumerateObject().ToDictionary(r => r.Name, r => severity(r.Value.GetString()))
                : new Dictionary<string, FindingSeverity>(),
        };
    }
}
