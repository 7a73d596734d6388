using Xzact.Audit.Case;

namespace Xzact.Audit.Rules.D15;

/// <summary>Data of the tests reaches what the build makes.</summary>
internal sealed class TestDataInBuildRule : IStoryRule
{
    public string Id => "D15";

    public StoryMatch? Match(Story story) =>
        story is { HasPath: true, IsTestPhase: false, Source: StorySource.OpaqueFile or StorySource.TestText }
            && (story.Source == StorySource.TestText || story.Sink != StorySink.Compiler || story.IsTransformed)
            ? new(
                story.IsTransformed ? Severity.High : Severity.Low,
                "The build, not its tests, turns a data file into something that it runs or compiles.")
            : null;
}
