using Xzact.Audit.Case;

namespace Xzact.Audit.Rules.D18;

/// <summary>What a decoder puts out is run or compiled.</summary>
internal sealed class DecodedIntoCodeRule : IStoryRule
{
    public string Id => "D18";

    public StoryMatch? Match(Story story) =>
        story is { HasPath: true, Source: not StorySource.Listing }
            && story.Steps.Any(step => step.Act is StoryAct.Decompress or StoryAct.Decode)
            ? new(
                story.Source is StorySource.OpaqueFile or StorySource.TestText ? Severity.High : Severity.Medium,
                "What a decoder puts out is run, compiled, or written into a file that the build runs.")
            : null;
}
