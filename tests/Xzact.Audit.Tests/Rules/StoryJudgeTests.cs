using Xzact.Audit.Case;
using Xzact.Audit.Rules;

namespace Xzact.Audit.Tests.Rules;

public sealed class StoryJudgeTests
{
    private static readonly Evidence s_place = new("a step", "build.sh", 2);

    private static readonly Story s_path = new()
    {
        Subject = "tests/a",
        Source = StorySource.OpaqueFile,
        Sink = StorySink.Shell,
        Steps = [new(StoryAct.Pass, s_place), new(StoryAct.Decompress, s_place)],
    };

    private static Finding? Judge(Story story) => StoryJudge.Judge(story, RuleCatalog.StoryRules);

    [Fact]
    public void A_path_and_a_content_that_meet_weigh_more_than_each()
    {
        Story content = new() { Subject = "tests/a", Payload = [new(PayloadKind.FoundTransform, s_place)] };
        Assert.Equal(Severity.High, Judge(s_path)?.Severity);
        Assert.Equal(Severity.Medium, Judge(content)?.Severity);
        Finding? both = Judge(s_path with { Payload = content.Payload });
        Assert.Equal(Severity.Critical, both?.Severity);
        Assert.Equal(["script path", "content"], both?.Collectors);
    }

    [Fact]
    public void A_condition_that_hides_the_path_raises_it() =>
        Assert.Equal(Severity.Critical, Judge(s_path with { HidesFromDevelopers = true })?.Severity);

    [Fact]
    public void What_only_tests_do_is_low() =>
        Assert.Equal(Severity.Low, Judge(s_path with { IsTestPhase = true })?.Severity);

    [Fact]
    public void A_story_that_no_rule_is_about_is_no_finding() => Assert.Null(Judge(new() { Subject = "a" }));

    [Fact]
    public void The_fingerprint_does_not_depend_on_lines()
    {
        Evidence moved = new("a step", "build.sh", 9);
        Assert.Equal(Judge(s_path)?.Fingerprint, Judge(s_path with
        {
            Steps = [new(StoryAct.Pass, moved), new(StoryAct.Decompress, moved)],
        })?.Fingerprint);
    }
}
