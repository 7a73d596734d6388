using Xzact.Audit.Case;
using Xzact.Audit.Rules;

namespace Xzact.Audit.Tests.Rules;

public sealed class RuleFactsTests
{
    private static readonly Evidence s_place = new("a step", "build.sh", 2);

    private static readonly Story s_story = new()
    {
        Subject = "tests/a",
        Source = StorySource.OpaqueFile,
        Sink = StorySink.Shell,
        Steps = [new(StoryAct.Pass, s_place), new(StoryAct.Decompress, s_place)],
        Payload = [new(PayloadKind.PathGivesCode, s_place)],
        HidesFromDevelopers = true,
        IsUnnamedFixture = true,
        Fence = s_place,
        Gates = [s_place, s_place, s_place],
    };

    private static Finding? Judge(Story story, params string[] without) => StoryJudge.Judge(
        story.Without(new HashSet<string>(without)),
        RuleCatalog.StoryRules.Where(rule => !without.Contains(rule.Id)));

    [Fact]
    public void A_rule_that_is_left_out_raises_no_other() => Assert.Equal(
        (Severity.Critical, Severity.High, Severity.Critical),
        (Judge(s_story)!.Severity, Judge(s_story, "D18")!.Severity, Judge(s_story, "D29")!.Severity));

    [Fact]
    public void Without_the_content_and_the_condition_only_the_path_is_left()
    {
        Finding left = Judge(s_story, "D20", "D21", "D26", "D29", "D31")!;
        Assert.Equal(Severity.High, left.Severity);
        Assert.Equal(["script path"], left.Collectors);
    }

    [Fact]
    public void Many_conditions_about_the_machine_weigh_one_step() => Assert.Equal(
        (Severity.Critical, Severity.High),
        (Judge(s_story, "D20", "D29")!.Severity, Judge(s_story, "D20", "D21", "D29")!.Severity));

    [Theory]
    [InlineData("D26")]
    [InlineData("D31")]
    public void What_is_known_of_a_file_that_no_test_names_or_that_a_search_finds_is_of_its_content(string other)
    {
        Finding left = Judge(s_story, "D20", "D21", "D29", other)!;
        Assert.Equal(Severity.High, left.Severity);
        Assert.Equal(["script path", "content"], left.Collectors);
    }

    [Fact]
    public void Without_the_search_there_is_no_path()
    {
        Story found = s_story with
        {
            Source = StorySource.Search,
            Payload = [.. s_story.Payload, new(PayloadKind.FoundTransform, s_place)],
        };
        Assert.Equal(["script path", "content"], Judge(found)!.Collectors);
        Finding left = Judge(found, "D10")!;
        Assert.Equal(("D29", Severity.Medium), (left.RuleId, left.Severity));
        Assert.Equal(["content"], left.Collectors);
    }

    [Theory]
    [InlineData("D12", StoryAct.DisguisedCopy)]
    [InlineData("D16", StoryAct.ByteMap)]
    [InlineData("D17", StoryAct.Carve)]
    [InlineData("D18", StoryAct.Decode)]
    [InlineData("D18", StoryAct.Decompress)]
    public void Acts_are_their_rules_own(string rule, object act)
    {
        Story story = s_story with { Steps = [new((StoryAct)act, s_place)] };
        Assert.False(story.Without(new HashSet<string> { rule }).IsTransformed);
        Assert.True(story.Without(new HashSet<string> { "D13" }).IsTransformed);
        Assert.Equal(s_place, story.Without(new HashSet<string> { rule }).Steps[0].Evidence);
    }

    [Theory]
    [InlineData("D21")]
    [InlineData("D26")]
    [InlineData("D30")]
    [InlineData("D31")]
    public void What_a_rule_says_is_gone_with_it(string rule)
    {
        Story story = s_story with { Payload = [.. s_story.Payload, new(PayloadKind.HiddenCode, s_place)] };
        Assert.Contains(rule, Judge(story)!.SeverityByRule!.Keys);
        Assert.Null(RuleCatalog.StoryRules.Single(one => one.Id == rule)
            .Match(story.Without(new HashSet<string> { rule })));
    }
}
