using Xzact.Audit.Case;

namespace Xzact.Audit.Rules.D12;

/// <summary>A filter that changes nothing stands in for a copy.</summary>
internal sealed class DisguisedCopyRule : IStoryRule
{
    public string Id => "D12";

    public StoryMatch? Match(Story story) =>
        story is
        { HasPath: true, Source: StorySource.OpaqueFile or StorySource.TestText or StorySource.Search }
                && story.Steps.Any(step => step.Act == StoryAct.DisguisedCopy)
            ? new(Severity.Medium, "Data is copied by a command that does not look like one.")
            : null;
}
