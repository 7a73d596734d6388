using Xzact.Audit.Case;

namespace Xzact.Audit.Rules.D24;

/// <summary>A program that asks for a feature cannot be compiled.</summary>
internal sealed class BrokenProbeRule : IScriptRule
{
    public string Id => "D24";

    public StoryMatch? Match(ScriptFact fact) => fact.Kind switch
    {
        ScriptFactKind.StraySignInProbe => new(
            fact.IsInTests ? Severity.Low : Severity.Medium,
            "A program that asks the compiler for a feature holds a sign that no compiler takes."),
        ScriptFactKind.UnbalancedProbe => new(
            Severity.Low, "The brackets of a program that asks the compiler for a feature do not match."),
        _ => null,
    };
}
