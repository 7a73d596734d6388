using Xzact.Audit.Case;

namespace Xzact.Audit.Rules.D10;

/// <summary>What a search through the whole tree finds becomes code.</summary>
internal sealed class SearchedTreeRule : IStoryRule
{
    public string Id => "D10";

    public StoryMatch? Match(Story story) =>
        story is not { Source: StorySource.Search, HasPath: true } || story.Sink == StorySink.Compiler ? null
        : new(
            story.IsTransformed || story.Sink == StorySink.CommandWord ? Severity.High : Severity.Low,
            "A search through the tree decides what the build runs.");
}
