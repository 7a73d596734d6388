using Xzact.Audit.Case;

namespace Xzact.Audit.Rules.D14;

/// <summary>A command that config.status runs evaluates text.</summary>
internal sealed class ConfigCommandRule : IScriptRule
{
    public string Id => "D14";

    public StoryMatch? Match(ScriptFact fact) => fact.Kind == ScriptFactKind.ConfigCommandRunsText
        ? new(fact.IsInTests ? Severity.Low : Severity.Medium,
            "A command that config.status runs evaluates text, or gives text to a shell.")
        : null;
}
