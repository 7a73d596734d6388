namespace Xzact.Audit.Case.Histories;

/// <summary>
/// A span of time in which the history of a project gives code evidence more weight. It is no finding about code: where
/// nothing else was found in it, it means nothing.
/// </summary>
/// <param name="From">Its begin.</param>
/// <param name="To">Its end, included.</param>
/// <param name="RuleId">The rule that opened it.</param>
/// <param name="Subject">What it is about: a contributor's label, a commit, a release, a thread or a file.</param>
/// <param name="Reason">Why, in one sentence.</param>
/// <param name="Evidence">What shows it.</param>
internal sealed record EvidenceWindow(
    DateTimeOffset From, DateTimeOffset To, string RuleId, string Subject, string Reason,
    IReadOnlyList<Evidence> Evidence)
{
    /// <summary>Whether a moment lies in it.</summary>
    public bool Covers(DateTimeOffset time) => time >= From && time <= To;
}
