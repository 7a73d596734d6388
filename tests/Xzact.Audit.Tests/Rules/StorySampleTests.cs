using Xzact.Audit.Case;
using Xzact.Audit.Rules;

namespace Xzact.Audit.Tests.Rules;

public sealed class StorySampleTests
{
    [Fact]
    public void Files_are_read_as_text_and_as_bytes()
    {
        StorySample sample = StorySample.Parse("n", "D99",
            "# x\nexpect: High\n--- file a/b\nc\nd\n--- file e hex\n00 ff\n");
        Assert.Equal(Severity.High, sample.Expected);
        Assert.Equal(["a/b", "e"], sample.Files.Select(file => file.Path));
        Assert.Equal("c\nd\n"u8.ToArray(), sample.Files[0].Content);
        Assert.Equal([0, 255], sample.Files[1].Content);
    }

    [Fact]
    public void Every_rule_has_samples_that_match_and_samples_that_do_not()
    {
        foreach (IStoryRule rule in RuleCatalog.StoryRules.Where(rule => rule.Id is not ("D10" or "D13")))
        {
            IReadOnlyList<StorySample> samples = StorySample.Of(rule.Id);
            Assert.Contains(samples, s => s.Expected is not null);
            Assert.Contains(samples, s => s.Expected is null);
        }
    }

    [Fact]
    public void What_is_expected_must_be_said() =>
        Assert.Throws<FormatException>(() => StorySample.Parse("n", "D99", "x\n--- file a\nb\n"));
}
