namespace Xzact.Attacks.Measuring;

/// <summary>How many cases with one value of one axis are High.</summary>
/// <param name="Axis">The axis.</param>
/// <param name="Value">The value.</param>
/// <param name="High">Cases with a High finding that names what was planted.</param>
/// <param name="Medium">Cases with a Medium one and none above.</param>
/// <param name="Cases">All cases with this value.</param>
public sealed record RecallCount(string Axis, string Value, int High, int Medium, int Cases)
{
    /// <summary>Counts attacks, or twins, by every value of every axis; a first row counts all.</summary>
    public static IReadOnlyList<RecallCount> Of(IEnumerable<CaseResult> results, bool attacks)
    {
        CaseResult[] kind = [.. results.Where(r => r.Case.IsAttack == attacks)];
        return
        [
            Count("all", attacks ? "attacks" : "near-misses", kind),
            .. kind.SelectMany(r => (r.Case.Axes?.Pairs() ?? []).Select(p => (Pair: p, Result: r)))
                .Where(p => p.Pair.Axis != (attacks ? "near-miss" : "sink"))
                .GroupBy(p => p.Pair, p => p.Result)
                .Select(g => Count(g.Key.Axis, g.Key.Value, [.. g]))
                .OrderBy(c => c.Axis, StringComparer.Ordinal).ThenBy(c => c.Value, StringComparer.Ordinal),
        ];
    }

    private static RecallCount Count(string axis, string value, CaseResult[] results) => new(
        axis, value, results.Count(r => r.IsHigh), results.Count(r => r.Worst == FindingSeverity.Medium),
        results.Length);
}
