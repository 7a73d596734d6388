using Xzact.Audit.Case;

namespace Xzact.Audit.Rules.D26;

/// <summary>Opaque test data that no test names, where something else is known of it: alone it is common.</summary>
internal sealed class UnnamedFixtureRule : IStoryRule
{
    public string Id => "D26";

    public StoryMatch? Match(Story story) => story.IsUnnamedFixture
        && (story.HasPath || story.Payload.Any(fact => fact.Kind is not (PayloadKind.FoundText
            or PayloadKind.ContainsCode or PayloadKind.Unaccounted)))
            ? new(Severity.Low, "No test of the tree names the file.") : null;
}
