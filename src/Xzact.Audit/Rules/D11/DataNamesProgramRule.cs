using Xzact.Audit.Case;

namespace Xzact.Audit.Rules.D11;

/// <summary>A word that names a program comes from data.</summary>
internal sealed class DataNamesProgramRule : IStoryRule
{
    public string Id => "D11";

    public StoryMatch? Match(Story story) =>
        story is
        {
            Sink: StorySink.CommandWord, Source: StorySource.OpaqueFile or StorySource.TestText
            or StorySource.Search
        }
            ? new(story.Source == StorySource.Search ? Severity.Medium : Severity.High,
                "The name or the content of a data file decides which program runs.")
            : null;
}
