using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Xzact.Attacks.Measuring;

/// <summary>What was asked for: enough to do it again.</summary>
/// <param name="Command">The arguments of the run.</param>
/// <param name="Scanner">The scanner's command line.</param>
/// <param name="Seed">Seed of the cases.</param>
/// <param name="Commit">The commit id that the seed is of; empty if it was given as a number.</param>
/// <param name="RandomWords">Whether random words stand in the place of the sentence.</param>
/// <param name="Without">Rules that were switched off.</param>
public sealed record MeasurementPlan(
    string Command, string Scanner, long Seed, string Commit, bool RandomWords, IReadOnlyList<string> Without);

/// <summary>A measurement as JSON, and as tables for a page.</summary>
public sealed class MeasurementReport(
    MeasurementPlan plan, IReadOnlyList<CleanResult> clean, IReadOnlyList<CaseResult> results)
{
    private static readonly JsonSerializerOptions s_indented = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
    };

    /// <summary>Every case with its outcome; members in a fixed order, so that runs can be compared by line.</summary>
    public string Json() => JsonSerializer.Serialize(
        new
        {
            Schema = "xzact-scan-bench/v1",
            plan.Command,
            plan.Scanner,
            plan.Seed,
            plan.Commit,
            plan.RandomWords,
            plan.Without,
            Trees = clean.Select(c => new
            {
                Name = c.Tree,
                Complete = c.IsComplete,
                Findings = c.Findings.CountBy(f => f.Severity.ToString()).OrderBy(p => p.Key).ToDictionary(),
            }),
            Recall = RecallCount.Of(results, attacks: true),
            NearMisses = RecallCount.Of(results, attacks: false),
            WithoutRule = RuleOff.Of(results),
            Cases = results.Select(r => new
            {
                r.Case.Id,
                r.Tree,
                r.Case.IsAttack,
                Axes = r.Case.Axes?.Pairs().ToDictionary(p => p.Axis, p => p.Value),
                r.Case.Story,
                VisibleTo = r.Case.VisibleTo.Select(c => c.ToString()),
                Worst = r.Worst?.ToString() ?? "none",
                r.Rules,
                r.Collectors,
                r.Reason,
            }),
        },
        s_indented) + "\n";

    public string Markdown()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"`{plan.Command}`\n\nScanner `{plan.Scanner}`")
            .Append(results.Any(r => r.Case.Axes is not null) ? $", seed {plan.Seed}" : "")
            .Append(plan.Commit.Length > 0 ? $" of commit {plan.Commit}" : "")
            .Append(plan.RandomWords ? ", random words for the sentence" : "")
            .Append(plan.Without.Count > 0 ? $", without {string.Join(", ", plan.Without)}" : "")
            .Append(".\n\n");
        Trees(text);
        if (results.All(r => r.Case.Axes is null))
        {
            Rules(text);
            Listed(text, "Variants", results);
            int high = results.Count(r => r.IsHigh);
            return text.Append(CultureInfo.InvariantCulture, $"\nHigh: {high} of {results.Count}.\n").ToString();
        }

        Counts(text, "Attacks with a High finding that names a planted file", attacks: true);
        Counts(text, "Near-misses with such a finding", attacks: false);
        int joined = results.Count(r => r.Case.IsAttack && r.IsHigh && r.Collectors.Count > 1);
        text.Append(CultureInfo.InvariantCulture, $"\nAttacks found by two collectors or more: {joined}.\n");
        Rules(text);
        Listed(text, "Missed attacks", results.Where(r => r.Case.IsAttack && !r.IsHigh));
        Listed(text, "Attacks found by one collector only",
            results.Where(r => r.Case.IsAttack && r.IsHigh && r.Collectors.Count < 2));
        Listed(text, "Flagged near-misses", results.Where(r => !r.Case.IsAttack && r.IsHigh));
        return text.ToString();
    }

    private void Trees(StringBuilder text)
    {
        text.Append("| clean tree | findings, Critical, High, Medium, Low | complete | seconds |\n|---|---|---|---|\n");
        foreach (CleanResult tree in clean)
        {
            int count(FindingSeverity severity) => tree.Findings.Count(f => f.Severity == severity);
            text.Append(CultureInfo.InvariantCulture, $"| {tree.Tree} | {count(FindingSeverity.Critical)}, ")
                .Append(CultureInfo.InvariantCulture, $"{count(FindingSeverity.High)}, ")
                .Append(CultureInfo.InvariantCulture, $"{count(FindingSeverity.Medium)}, ")
                .Append(CultureInfo.InvariantCulture, $"{count(FindingSeverity.Low)} ")
                .Append(CultureInfo.InvariantCulture, $"| {(tree.IsComplete ? "yes" : "no")} | {tree.Seconds:F1} |\n");
        }
    }

    private void Counts(StringBuilder text, string title, bool attacks)
    {
        text.Append(CultureInfo.InvariantCulture, $"\n{title}:\n\n| axis | value | High | Medium | cases | share |\n")
            .Append("|---|---|---|---|---|---|\n");
        foreach (RecallCount row in RecallCount.Of(results, attacks).Where(r => r.Cases > 0))
        {
            text.Append(CultureInfo.InvariantCulture, $"| {row.Axis} | {row.Value} | {row.High} | {row.Medium} ")
                .Append(CultureInfo.InvariantCulture, $"| {row.Cases} | {100.0 * row.High / row.Cases:F1} % |\n");
        }
    }

    private void Rules(StringBuilder text)
    {
        text.Append("\nEach rule switched off:\n\n| without | matched | enough alone | lower | one rule left | High ")
            .Append("| two collectors | near-misses |\n|---|---|---|---|---|---|---|---|\n");
        foreach (RuleOff row in RuleOff.Of(results))
        {
            text.Append(CultureInfo.InvariantCulture, $"| {row.Rule} | {row.Matched} | {row.Enough} | {row.Lower} ")
                .Append(CultureInfo.InvariantCulture, $"| {row.Single} | {row.High} | {row.Joined} ")
                .Append(CultureInfo.InvariantCulture, $"| {row.NearMisses} |\n");
        }
    }

    private static void Listed(StringBuilder text, string title, IEnumerable<CaseResult> listed)
    {
        CaseResult[] all = [.. listed];
        text.Append(CultureInfo.InvariantCulture, $"\n{title}: {all.Length}.\n");
        if (all.Length == 0)
            return;
        text.Append("\n| case | tree | story | worst | rules | reason |\n|---|---|---|---|---|---|\n");
        foreach (CaseResult one in all)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {one.Case.Id} | {one.Tree} | {Cell(one.Case.Story)} ")
                .Append(CultureInfo.InvariantCulture, $"| {one.Worst?.ToString() ?? "none"} ")
                .Append(CultureInfo.InvariantCulture, $"| {string.Join(", ", one.Rules)} | {Cell(one.Reason)} |\n");
        }
    }

    private static string Cell(string text) =>
        text.Replace("|", "\\|", StringComparison.Ordinal).Replace('\n', ' ').Replace('\r', ' ');
}
