using Xzact.Audit.Case;
using Xzact.Audit.Case.Histories;

namespace Xzact.Audit.Rules;

/// <summary>Something in a project's history. It has no severity: alone it is always Low.</summary>
/// <param name="Subject">What it is about: a contributor's label, a tag, a file.</param>
/// <param name="Message">One sentence about structure, never about a person.</param>
/// <param name="MatchedContent">What identifies it in another run: commits and tags, no numbers of the run.</param>
/// <param name="From">When it begins to give code evidence more weight.</param>
/// <param name="To">When it ends to.</param>
/// <param name="Evidence">What shows it.</param>
internal sealed record PeopleMatch(
    string Subject, string Message, string MatchedContent, DateTimeOffset From, DateTimeOffset To,
    IReadOnlyList<Evidence> Evidence);

/// <summary>Judges a project's history. A rule knows only what it is given.</summary>
internal interface IPeopleRule
{
    /// <summary>Identifier; the folder of the rule has the same name.</summary>
    string Id { get; }

    /// <summary>Whether the history holds what the rule is about, and what that is in a few words.</summary>
    (bool Applies, string Examined) AppliesTo(ProjectHistory history);

    /// <summary>What there is to report.</summary>
    IEnumerable<PeopleMatch> Match(ProjectHistory history);
}
