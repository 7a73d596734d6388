using Xzact.Audit.Case;

namespace Xzact.Audit.Rules.D22;

/// <summary>A variable without a value is evaluated.</summary>
internal sealed class UnassignedEvalRule : IScriptRule
{
    public string Id => "D22";

    public StoryMatch? Match(ScriptFact fact) => fact.Kind == ScriptFactKind.UnassignedEvaluated
        ? new(fact.HasOddName && !fact.IsInTests ? Severity.Medium : Severity.Low,
            "A variable is evaluated that no build script of the tree gives a value.")
        : null;
}
