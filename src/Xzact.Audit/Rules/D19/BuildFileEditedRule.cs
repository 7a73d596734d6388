using Xzact.Audit.Case;

namespace Xzact.Audit.Rules.D19;

/// <summary>Data of the tree changes a file that the build runs.</summary>
internal sealed class BuildFileEditedRule : IStoryRule
{
    public string Id => "D19";

    public StoryMatch? Match(Story story) =>
        story is
        {
            Sink: StorySink.BuildFile, Source: StorySource.OpaqueFile or StorySource.TestText
            or StorySource.Search
        }
            ? new(
                story.IsTransformed ? Severity.High : Severity.Low,
                "Data changes a file that the build runs later.")
            : null;
}
