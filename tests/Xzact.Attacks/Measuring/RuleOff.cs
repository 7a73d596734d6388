namespace Xzact.Attacks.Measuring;

/// <summary>What a measurement would give with one rule switched off.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Matched">Attacks that are found, with this rule among those that match.</param>
/// <param name="Enough">Attacks that it finds by itself.</param>
/// <param name="Lower">Attacks whose severity is lower without it.</param>
/// <param name="Single">Attacks found without it, by one rule only.</param>
/// <param name="High">Attacks found without it.</param>
/// <param name="Joined">Attacks found by two collectors or more without it.</param>
/// <param name="NearMisses">Near-misses flagged without it.</param>
public sealed record RuleOff(
    string Rule, int Matched, int Enough, int Lower, int Single, int High, int Joined, int NearMisses)
{
    /// <summary>One row for each rule that a report names, in their order.</summary>
    public static IReadOnlyList<RuleOff> Of(IReadOnlyList<CaseResult> results) =>
    [
        .. results.SelectMany(r => r.Without.Keys).Distinct().Order(StringComparer.Ordinal).Select(rule =>
        {
            (CaseResult With, CaseResult Without)[] pairs =
                [.. results.Select(r => (r, r.Without.GetValueOrDefault(rule, r)))];
            CaseResult[] attacks = [.. pairs.Select(p => p.Without).Where(r => r.Case.IsAttack && r.IsHigh)];
            return new RuleOff(
                rule, pairs.Count(p => p.With.Case.IsAttack && p.With.IsHigh && p.With.Matching.Contains(rule)),
                pairs.Count(p => p.With.Case.IsAttack && p.With.Enough.Contains(rule)),
                pairs.Count(p => p.With.Case.IsAttack && p.With.Worst is { } worst && !(p.Without.Worst >= worst)),
                attacks.Count(r => r.Matching.Count == 1), attacks.Length, attacks.Count(r => r.Collectors.Count > 1),
                pairs.Count(p => !p.Without.Case.IsAttack && p.Without.IsHigh));
        }),
    ];
}
