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

    /// <summary>Whether it speaks of this path of the tree, however the report writes the root.</summary>
    public bool Names(string path) => Paths.Any(p => p == path || p.EndsWith("/" + path, StringComparison.Ordinal));
}

/// <summary>
/// A scanner's report, in the JSON that <c>xzact release --format json</c> has: of it only findings and complete are
/// read.
/// </summary>
public sealed record ScanReport(IReadOnlyList<ScanFinding> Findings, bool IsComplete)
{
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
        string name = text("severity");
        if (!Enum.TryParse(name, out FindingSeverity severity))
            throw new FormatException($"{name} is no severity.");

        IEnumerable<string> evidence = finding.GetProperty("evidence").EnumerateArray()
            .Select(e => e.TryGetProperty("path", out JsonElement path) ? path.GetString() : null)
            .OfType<string>();
        return new(text("ruleId"), severity, subject, text("message"), [subject, .. evidence])
        {
            Collectors = finding.TryGetProperty("collectors", out JsonElement collectors)
                ? [.. collectors.EnumerateArray().Select(c => c.GetString()).OfType<string>()] : [],
        };
    }
}
