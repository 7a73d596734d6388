using Xzact.Audit.Case;

namespace Xzact.Audit.Rules;

/// <summary>Makes one finding of a story: the rules that match, joined with what is known of the content and of the
/// conditions.</summary>
internal static class StoryJudge
{
    /// <summary>So many conditions about the machine leave out most who might notice.</summary>
    internal const int ManyGates = 3;

    /// <summary>The finding, or null if no rule is about the story.</summary>
    /// <param name="story">The story.</param>
    /// <param name="rules">The rules to ask.</param>
    public static Finding? Judge(Story story, IEnumerable<IStoryRule> rules)
    {
        (string Id, StoryMatch Match)[] matches =
        [
            .. rules.Select(rule => (rule.Id, Match: rule.Match(story)))
                .Where(pair => pair.Match is not null).Select(pair => (pair.Id, pair.Match!))
                .OrderByDescending(pair => pair.Item2.Severity),
        ];
        if (matches.Length == 0)
        {
            return null;
        }

        (string id, StoryMatch main) = matches[0];
        string content = string.Join('\n', story.Steps.Select(step => step.Evidence.What)
            .Concat(story.Payload.Select(payload => payload.Evidence.What)));
        return new(id, Joined(story, main.Severity), story.Subject, main.Message,
            Finding.FingerprintOf(id, story.Subject, content), [.. Chain(story, matches[1..])])
        {
            TogetherWith = [.. matches.Skip(1).Select(pair => pair.Id)],
            SeverityByRule = matches.ToDictionary(pair => pair.Id, pair => Joined(story, pair.Match.Severity)),
            Collectors =
            [
                .. story.HasPath ? (string[])["script path"] : [],
                .. story.Payload.Count > 0 || story.IsUnnamedFixture || story.Fence is not null
                    ? (string[])["content"] : [],
            ],
        };
    }

    /// <summary>Gives findings that would have one identity each its own: the further ones of the same text in one
    /// file are counted, so that the first keeps what it has without them.</summary>
    public static IEnumerable<Finding> Apart(IEnumerable<Finding> findings)
    {
        Dictionary<string, int> seen = new(StringComparer.Ordinal);
        foreach (Finding finding in findings)
        {
            int number = seen[finding.Fingerprint] = seen.GetValueOrDefault(finding.Fingerprint) + 1;
            yield return number == 1 ? finding : finding with
            {
                Fingerprint = Finding.FingerprintOf(
                    finding.RuleId, finding.Subject, $"{finding.Fingerprint} {number}"),
            };
        }
    }

    // What only tests do is no path of a build. A path and a content that is code are two facts that meet; so are a
    // path and a condition that keeps it from those who develop, or many that keep it to one kind of machine.
    private static Severity Joined(Story story, Severity severity)
    {
        bool hasCode = story.Payload.Any(payload => payload.Kind is not (PayloadKind.Unaccounted
            or PayloadKind.FoundText));
        if (story.HasPath && story.IsTestPhase)
        {
            // Tests decode much, but hardly ever into what they run.
            return !story.IsTransformed ? Severity.Low
                : story.Payload.Any(payload => payload.Kind == PayloadKind.PathGivesCode) ? Severity.High
                : story.Payload.Any(payload => payload.Kind < PayloadKind.FoundText) ? Severity.Medium
                : Severity.Low;
        }

        int raised = (int)severity + (story.HasPath && severity > Severity.Low
            && story.IsTransformed
            && (hasCode || story.HidesFromDevelopers || story.Gates.Count >= ManyGates) ? 1 : 0);
        return (Severity)Math.Min(raised, (int)Severity.Critical);
    }

    private static IEnumerable<Evidence> Chain(Story story, IEnumerable<(string Id, StoryMatch Match)> others)
    {
        foreach (StoryStep step in story.Steps)
        {
            yield return step.Evidence;
        }

        foreach (StoryPayload payload in story.Payload)
        {
            yield return payload.Evidence;
        }

        foreach (Evidence evidence in story.Gates.Concat(story.MoreSinks))
        {
            yield return evidence;
        }

        foreach ((string id, StoryMatch match) in others)
        {
            yield return new($"{id}: {match.Message}");
        }

        yield return new("known: " + Known(story));
        if (story.HasPath)
        {
            yield return new("inferred: order and conditions were not followed, so the path may never be taken");
        }

        yield return new("would confirm: " + (story.HasPath
            ? "a traced build that shows these commands and files"
            : "a build script, or a program of the tree, that reads the file"));
        yield return new("look: " + (story.HasPath
            ? "read the lines above in order, and ask what the data is before and after each"
            : "ask what made the file, which test reads it, and whether that test needs these bytes"));
    }

    private static string Known(Story story) => (story.HasPath, story.Payload.Count > 0) switch
    {
        (true, true) => "the text of the scripts, and the bytes of the file; nothing was run",
        (true, false) => "the text of the scripts; what the data is was not shown",
        _ => "the bytes of the file; no script was seen that turns them into code",
    };
}
