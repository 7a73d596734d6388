using Xzact.Audit.Case;

namespace Xzact.Audit.Rules.D29;

/// <summary>A file that is neither turns into code or a whole stream.</summary>
internal sealed class ValidUnderTransformRule : IStoryRule
{
    public string Id => "D29";

    public StoryMatch? Match(Story story) =>
        story.Payload.Any(payload => payload.Kind is PayloadKind.PathGivesCode or PayloadKind.NamedTransform)
            ? new(Severity.High, "A transform that a build script does turns the file into code.")
        : story.Payload.Any(payload => payload.Kind is PayloadKind.NamedStream or PayloadKind.FoundTransform)
            ? new(Severity.Medium, "A simple transform turns the file into code or a whole stream.")
        : story.Payload.Any(payload => payload.Kind == PayloadKind.FoundText)
            ? new(Severity.Low, "A simple transform turns the file into plain text.")
        : null;
}
