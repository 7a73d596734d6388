using Xzact.Audit.Case;

namespace Xzact.Audit.Rules.D17;

/// <summary>Pieces are cut out of a file on the way to code.</summary>
internal sealed class CarvingRule : IStoryRule
{
    public string Id => "D17";

    public StoryMatch? Match(Story story) =>
        story is { HasPath: true, Source: not StorySource.Network }
            && story.Steps.Count(step => step.Act == StoryAct.Carve) is > 0 and int cuts
            ? new(
                cuts > 1 || story.Source == StorySource.OpaqueFile ? Severity.Medium : Severity.Low,
                "Bytes are cut out of a file on the way to code.")
            : null;
}
