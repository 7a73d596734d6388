namespace Xzact.Attacks.Measuring;

/// <summary>What a scanner made of one case, beyond what it says of the clean tree.</summary>
/// <param name="Case">The case.</param>
/// <param name="Tree">Name of the tree it was planted in.</param>
/// <param name="Worst">The most severe new finding that names a planted file; null if there is none.</param>
/// <param name="Rules">The rules of the new findings that name a planted file, of Medium and above.</param>
/// <param name="Reason">Why it is not High; empty if it is.</param>
public sealed record CaseResult(
    AttackCase Case, string Tree, FindingSeverity? Worst, IReadOnlyList<string> Rules, string Reason)
{
    /// <summary>The sources of evidence that the new findings of High and above join.</summary>
    public IReadOnlyList<string> Collectors { get; init; } = [];

    /// <summary>Every rule that matches in the new findings of High and above.</summary>
    public IReadOnlyList<string> Matching { get; init; } = [];

    /// <summary>The rules that would make it High or more by themselves.</summary>
    public IReadOnlyList<string> Enough { get; init; } = [];

    /// <summary>The result with each rule switched off that the reports name.</summary>
    public IReadOnlyDictionary<string, CaseResult> Without { get; init; } = new Dictionary<string, CaseResult>();

    /// <summary>High or Critical: an attack is found, a near-miss is flagged.</summary>
    public bool IsHigh => Worst >= FindingSeverity.High;

    /// <summary>Compares the answer for a planted tree with the report of the clean one.</summary>
    public static CaseResult Of(AttackCase planted, string tree, ScanReport clean, ScanAnswer answer)
    {
        ArgumentNullException.ThrowIfNull(planted);
        ArgumentNullException.ThrowIfNull(clean);
        ArgumentNullException.ThrowIfNull(answer);
        if (answer.Report is not { } report)
            return new(planted, tree, null, [], answer.Failure);

        return Of(planted, tree, clean, report) with
        {
            Without = report.Rules.ToDictionary(
                rule => rule, rule => Of(planted, tree, clean.Without(rule), report.Without(rule))),
        };
    }

    private static CaseResult Of(AttackCase planted, string tree, ScanReport clean, ScanReport report)
    {
        List<ScanFinding> before = [.. clean.Findings];
        ScanFinding[] added = [.. report.Findings.Where(f => !before.Remove(before.Find(b => IsSame(b, f))!))];
        ScanFinding[] ours = [.. added.Where(f => planted.Files.Any(p => f.Names(p.Path)))];
        FindingSeverity? worst = ours.Length > 0 ? ours.Max(f => f.Severity) : null;
        return new(
            planted, tree, worst,
            [.. ours.Where(f => f.Severity >= FindingSeverity.Medium).Select(f => f.Rule).Distinct().Order()],
            worst >= FindingSeverity.High ? "" : Why(added, worst, report.IsComplete))
        {
            Collectors = [.. ours.Where(f => f.Severity >= FindingSeverity.High).SelectMany(f => f.Collectors)
                .Distinct().Order()],
            Enough = [.. ours.SelectMany(f => f.SeverityByRule).Where(p => p.Value >= FindingSeverity.High)
                .Select(p => p.Key).Distinct().Order()],
            Matching = [.. ours.Where(f => f.Severity >= FindingSeverity.High)
                .SelectMany(f => f.SeverityByRule.Keys.Append(f.Rule)).Distinct().Order()],
        };
    }

    private static string Why(ScanFinding[] added, FindingSeverity? worst, bool isComplete)
    {
        string text = worst is not null ? $"{worst} only"
            : added.Length > 0 ? $"nothing about a planted file, but {added[0].Rule} about {added[0].Subject}"
            : "nothing is said";
        return isComplete ? text : text + "; the scan is incomplete";
    }

    // Numbers and evidence may move when a file grows.
    private static bool IsSame(ScanFinding one, ScanFinding other) =>
        one.Rule == other.Rule && one.Subject == other.Subject && one.Severity == other.Severity
        && one.Message == other.Message;
}
