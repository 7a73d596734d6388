using Xzact.Audit.Case;

namespace Xzact.Audit.Rules;

/// <summary>Judges one fact about a build script of a scan. A rule knows only what it is given.</summary>
internal interface IScriptRule
{
    /// <summary>Identifier; the folder of the rule has the same name.</summary>
    string Id { get; }

    /// <summary>How much the fact matters, and why; null if the rule is not about it.</summary>
    StoryMatch? Match(ScriptFact fact);
}
