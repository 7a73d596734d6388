using Xzact.Audit.Case;
using Xzact.Audit.Case.Behaviours;

namespace Xzact.Audit.Rules;

/// <summary>Judges what two commands did. A rule knows only what it is given.</summary>
internal interface IBehaviourRule
{
    /// <summary>Identifier; the folder of the rule has the same name.</summary>
    string Id { get; }

    /// <summary>Whether what the rule is about was measured.</summary>
    bool AppliesTo(BehaviourSummary summary);

    /// <summary>What was measured and left nothing to report, in a few words.</summary>
    string Covers(BehaviourSummary summary);

    /// <summary>The matches.</summary>
    IEnumerable<BehaviourMatch> Match(BehaviourSummary summary);
}

/// <summary>A match in what two commands did.</summary>
/// <param name="Severity">How much it matters.</param>
/// <param name="Subject">The function, variable, call or path that it is about.</param>
/// <param name="Message">One sentence.</param>
/// <param name="Evidence">The numbers behind it.</param>
internal sealed record BehaviourMatch(
    Severity Severity, string Subject, string Message, IReadOnlyList<Evidence> Evidence);
