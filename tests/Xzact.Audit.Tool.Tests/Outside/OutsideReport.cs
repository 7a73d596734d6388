using System.Text.Json;

namespace Xzact.Audit.Tool.Tests.Outside;

/// <summary>What the tool said of one archive, as its JSON says it.</summary>
internal sealed record OutsideReport(
    int ExitCode,
    HashSet<string> Unaccounted,
    HashSet<(string Rule, string Severity, string Subject)> Findings,
    HashSet<string> Other)
{
    private static readonly string[] s_severities = ["Low", "Medium", "High", "Critical"];

    public string? Highest => s_severities.LastOrDefault(one => Findings.Any(finding => finding.Severity == one));

    public bool HasHigh => Highest is "High" or "Critical";

    public static OutsideReport Of(ToolRun run)
    {
        using JsonDocument document = JsonDocument.Parse(run.Output);
        JsonElement root = document.RootElement;
        HashSet<string> unaccounted = [];
        HashSet<string> other = [];
        foreach (JsonElement entry in root.GetProperty("ledger").EnumerateArray())
        {
            string account = entry.GetProperty("account").GetString()!;
            string path = entry.GetProperty("path").GetString()!;
            if (account is "modified" or "claimed-generated" or "unaccounted")
            {
                unaccounted.Add(path);
            }
            else if (account is "missing" or "not-exported")
            {
                other.Add($"{account}: {path}");
            }
        }

        foreach (JsonElement one in root.GetProperty("observations").EnumerateArray())
        {
            other.Add("observation: " + one.GetRawText());
        }

        foreach (JsonElement one in root.GetProperty("notLookedAt").EnumerateArray()
            .Where(one => !one.GetProperty("outOfScope").GetBoolean()))
        {
            other.Add("not looked at: " + one.GetProperty("what").GetString());
        }

        HashSet<(string, string, string)> findings =
        [
            .. root.GetProperty("findings").EnumerateArray().Select(finding => (
                finding.GetProperty("ruleId").GetString()!,
                finding.GetProperty("severity").GetString()!,
                finding.TryGetProperty("subject", out JsonElement subject) ? subject.GetString() ?? "" : ""))
        ];
        return new(run.ExitCode, unaccounted, findings, other);
    }

    /// <summary>
    /// What is said here and was not said of the honest release already, and what is said of some files in any case.
    /// </summary>
    public OutsideReport Beyond(OutsideReport honest, IReadOnlySet<string> files) => this with
    {
        Unaccounted = [.. Unaccounted.Where(one => files.Contains(one) || !honest.Unaccounted.Contains(one))],
        Findings = [.. Findings.Where(one => files.Contains(one.Subject) || !honest.Findings.Contains(one))],
        Other = [.. Other.Except(honest.Other)],
    };

    public bool Meets(Expectation expectation) => expectation switch
    {
        Expectation.HighFinding => HasHigh,
        Expectation.UnaccountedFile => Unaccounted.Count > 0 || HasHigh,
        _ => Unaccounted.Count > 0 || Findings.Count > 0 || Other.Count > 0,
    };

    /// <summary>One cell of the table: files without account, the highest findings and what else is told.</summary>
    public override string ToString()
    {
        List<string> parts = [$"exit {ExitCode}, unaccounted {Unaccounted.Count}"];
        if (Highest is { } highest)
        {
            IEnumerable<string> rules =
                Findings.Where(one => one.Severity == highest).Select(one => one.Rule).Distinct().Order();
            parts.Add($"{highest} {string.Join(' ', rules)}");
        }
        else
        {
            parts.Add("no finding");
        }

        parts.AddRange(Other.Select(one => one.Split(':')[0]).GroupBy(one => one).OrderBy(group => group.Key)
            .Select(group => $"{group.Key} {group.Count()}"));
        return string.Join(", ", parts);
    }
}
