using Xzact.Audit.Case;

namespace Xzact.Audit.Rules;

/// <summary>Judges one unexplained file. A rule knows only what it is given and changes nothing.</summary>
internal interface IFileRule
{
    /// <summary>Identifier; the folder of the rule has the same name.</summary>
    string Id { get; }

    /// <summary>Whether the rule is about files like this one; where none is, the outcome is not applicable.</summary>
    bool AppliesTo(SuspectFile file);

    /// <summary>The matches in <paramref name="file"/>.</summary>
    IEnumerable<RuleMatch> Match(SuspectFile file);
}

/// <summary>A match before combinations are considered.</summary>
/// <param name="Severity">Severity of the match alone.</param>
/// <param name="Message">One sentence.</param>
/// <param name="MatchedContent">What identifies the match across releases: text or a digest.</param>
/// <param name="Evidence">The chain that leads to it.</param>
internal sealed record RuleMatch(
    Severity Severity, string Message, string MatchedContent, IReadOnlyList<Evidence> Evidence);
