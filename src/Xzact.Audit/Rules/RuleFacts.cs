using Xzact.Audit.Case;

namespace Xzact.Audit.Rules;

/// <summary>What only one rule is about. Where the rule is left out, its fact is not seen either: else it would go on
/// in the severity of other rules, and nothing would show what the rule is worth.</summary>
internal static class RuleFacts
{
    /// <summary>The story as it is told where nobody knows the facts of the rules that are left out.</summary>
    public static Story Without(this Story story, IReadOnlySet<string> rules)
    {
        foreach (string rule in rules)
        {
            story = Without(story, rule);
        }

        return story;
    }

    private static Story Without(Story story, string rule) => rule switch
    {
        "D10" when story.Source is StorySource.Search or StorySource.Listing => story with
        {
            Source = StorySource.None,
            Sink = StorySink.None,
            Steps = [],
            Gates = [],
            HidesFromDevelopers = false,
            MoreSinks = [],
            Fence = null,
            Payload = [.. story.Payload.Where(fact => fact.Kind != PayloadKind.PathGivesCode)],
        },
        "D12" => Passed(story, act => act == StoryAct.DisguisedCopy),
        "D16" => Passed(story, act => act == StoryAct.ByteMap),
        "D17" => Passed(story, act => act == StoryAct.Carve),
        "D18" => Passed(story, act => act is StoryAct.Decode or StoryAct.Decompress),
        "D20" => story with { HidesFromDevelopers = false },
        "D21" => story with { Gates = [] },
        "D26" => story with { IsUnnamedFixture = false },
        "D29" => story with
        {
            Payload = [.. story.Payload.Where(fact => fact.Kind > PayloadKind.FoundText)],
        },
        "D30" => story with
        {
            Payload = [.. story.Payload.Where(fact => fact.Kind is not (PayloadKind.HiddenCode
                or PayloadKind.Unaccounted or PayloadKind.LineEnds))],
        },
        "D31" => story with { Fence = null },
        _ => story,
    };

    private static Story Passed(Story story, Predicate<StoryAct> isUnknown) => story with
    {
        Steps = [.. story.Steps.Select(step => isUnknown(step.Act) ? step with { Act = StoryAct.Pass } : step)],
    };
}
