using Xzact.Audit.Case;

namespace Xzact.Audit.Rules.D30;

/// <summary>A file holds more than its format provides for.</summary>
internal sealed class HiddenContentRule : IStoryRule
{
    public string Id => "D30";

    public StoryMatch? Match(Story story) =>
        story.Payload.Any(payload => payload.Kind == PayloadKind.HiddenCode)
            ? new(Severity.Medium, "Code lies in the file where its format has no place for it.")
        : story.Payload.Any(payload => payload.Kind == PayloadKind.Unaccounted)
            ? new(Severity.Low, "The format of the file has no use for many of its bytes.")
        : story.Payload.Any(payload => payload.Kind == PayloadKind.LineEnds)
            ? new(Severity.Low, "Blanks and tabs at the ends of lines differ from line to line.")
        : null;
}
