using Xzact.Audit.Case.Binaries;

namespace Xzact.Audit.Rules;

/// <summary>Judges binaries. A rule knows only what it is given and changes nothing.</summary>
internal interface IBinaryRule
{
    /// <summary>Identifier; the folder of the rule has the same name.</summary>
    string Id { get; }

    /// <summary>Why the rule has nothing to ask of these; null if it has.</summary>
    string? NotAsked(BinarySummary summary) => null;

    /// <summary>The matches.</summary>
    IEnumerable<BinaryMatch> Match(BinarySummary summary);
}

/// <summary>A match in a binary.</summary>
/// <param name="Subject">The file.</param>
/// <param name="Match">The match.</param>
internal sealed record BinaryMatch(string Subject, RuleMatch Match)
{
    /// <summary>A match for each thing of some kinds that is out of place.</summary>
    public static IEnumerable<BinaryMatch> Of(
        BinarySummary summary, Func<BinaryOddityKind, Case.Severity?> severityOf) =>
        from binary in summary.Objects
        from oddity in binary.Oddities
        let severity = severityOf(oddity.Kind)
        where severity is not null
        select new BinaryMatch(
            binary.Path,
            new(severity.Value, oddity.What, $"{oddity.Kind} {oddity.What}",
                oddity.Evidence.Count > 0 ? oddity.Evidence : [new(oddity.What, binary.Path)]));
}
