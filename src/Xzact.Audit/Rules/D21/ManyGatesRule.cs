using Xzact.Audit.Case;

namespace Xzact.Audit.Rules.D21;

/// <summary>A path has many conditions about the machine.</summary>
internal sealed class ManyGatesRule : IStoryRule
{
    public string Id => "D21";

    public StoryMatch? Match(Story story) =>
        story is { HasPath: true, IsTransformed: true } && story.Gates.Count >= StoryJudge.ManyGates
            ? new(Severity.Medium, "The path runs only on one kind of machine, with one kind of compiler.")
            : null;
}
