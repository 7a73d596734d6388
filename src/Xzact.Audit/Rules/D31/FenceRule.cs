using Xzact.Audit.Case;

namespace Xzact.Audit.Rules.D31;

/// <summary>A build script looks for text that stands in an opaque file, and goes on with what it found.</summary>
internal sealed class FenceRule : IStoryRule
{
    public string Id => "D31";

    public StoryMatch? Match(Story story) => story.Fence is { } fence
        ? new(Severity.Medium, $"What {fence.Path}:{fence.Line} searches for stands in the opaque file.")
        : null;
}
