using Xzact.Audit.Case;

namespace Xzact.Audit.Rules.D16;

/// <summary>Bytes are exchanged on the way to code.</summary>
internal sealed class ByteMapRule : IStoryRule
{
    public string Id => "D16";

    public StoryMatch? Match(Story story) =>
        story is { HasPath: true } && story.Steps.Any(step => step.Act == StoryAct.ByteMap)
            ? new(
                story.Source is StorySource.OpaqueFile or StorySource.TestText ? Severity.High : Severity.Medium,
                "Byte values are exchanged on the way from a file to code.")
            : null;
}
