using Xzact.Audit.Case;

namespace Xzact.Audit.Rules;

/// <summary>Judges one story of a scan. A rule knows only what it is given and changes nothing.</summary>
internal interface IStoryRule
{
    /// <summary>Identifier; the folder of the rule has the same name.</summary>
    string Id { get; }

    /// <summary>How much the story matters to this rule alone, and why; null if it is not about this.</summary>
    StoryMatch? Match(Story story);
}

/// <summary>A match before it is joined with others.</summary>
/// <param name="Severity">Severity of the match alone.</param>
/// <param name="Message">One sentence.</param>
internal sealed record StoryMatch(Severity Severity, string Message);
