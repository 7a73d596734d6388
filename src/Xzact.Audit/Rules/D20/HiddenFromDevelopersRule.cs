using Xzact.Audit.Case;

namespace Xzact.Audit.Rules.D20;

/// <summary>A path runs only in packages, or when nobody watches.</summary>
internal sealed class HiddenFromDevelopersRule : IStoryRule
{
    public string Id => "D20";

    public StoryMatch? Match(Story story) =>
        story is { HasPath: true, HidesFromDevelopers: true } && story.Source != StorySource.Network
            ? new(
                story.IsTransformed ? Severity.High : Severity.Low,
                "The path runs only when a package is built, or when nobody watches.")
            : null;
}
