using Xzact.Audit.Case;

namespace Xzact.Audit.Rules.D13;

/// <summary>Data reaches a shell or an interpreter.</summary>
internal sealed class DataRunsRule : IStoryRule
{
    public string Id => "D13";

    public StoryMatch? Match(Story story) =>
        story.Sink != StorySink.Shell ? null
        : story.Source switch
        {
            StorySource.OpaqueFile => new(
                story.IsTransformed ? Severity.High : Severity.Medium, "An opaque file becomes commands."),
            StorySource.TestText => new(
                story.IsTransformed ? Severity.High : Severity.Low, "Text that is no script becomes commands."),
            StorySource.Document or StorySource.TextData when story.IsTransformed => new(
                Severity.Medium, "Text that is decoded first becomes commands."),
            StorySource.Network => new(Severity.Medium, "What the network answers becomes commands."),
            _ => null,
        };
}
