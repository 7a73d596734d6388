using Xzact.Audit.Case;

namespace Xzact.Audit.Rules.D10;

/// <summary>What a search through the whole tree finds becomes code.</summary>
internal sealed class SearchedTreeRule : IStoryRule
{
    public string Id => "D10";

    public StoryMatch? Match(Story story) =>
        (story.HasPath && story.Sink != StorySink.Compiler, story.Source) switch
        {
            (true, StorySource.Search) => new(
                story.IsTransformed || story.Sink == StorySink.CommandWord ? Severity.High : Severity.Low,
                "A search through the contents of the tree decides what the build runs."),
            (_, StorySource.Listing) when story.Payload.Any(fact => fact.Kind == PayloadKind.PathGivesCode) => new(
                Severity.High,
                "The names of files in the tree become what the build runs."),
            (true, StorySource.Listing) => new(
                Severity.Low,
                "A search through the names of the tree decides what the build runs."),
            _ => null,
        };
}
