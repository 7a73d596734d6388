using Xzact.Audit.Case;

namespace Xzact.Audit.Rules;

/// <summary>Judges what is known of a release as a whole. A rule knows only what it is given and changes
/// nothing.</summary>
internal interface IReleaseRule
{
    /// <summary>Identifier; the folder of the rule has the same name.</summary>
    string Id { get; }

    /// <summary>Whether there is anything that the rule could judge; the reason says what, or what lacks.</summary>
    (bool Applies, string Reason) AppliesTo(ReleaseFacts facts);

    /// <summary>The matches.</summary>
    IEnumerable<ReleaseMatch> Match(ReleaseFacts facts);
}

/// <summary>A match about a release.</summary>
/// <param name="Severity">Its severity; nothing raises it.</param>
/// <param name="Subject">The path, or the archive, that it is about.</param>
/// <param name="Message">One sentence.</param>
/// <param name="MatchedContent">What identifies the match across releases.</param>
/// <param name="Evidence">The chain that leads to it.</param>
internal sealed record ReleaseMatch(
    Severity Severity, string Subject, string Message, string MatchedContent, IReadOnlyList<Evidence> Evidence);
