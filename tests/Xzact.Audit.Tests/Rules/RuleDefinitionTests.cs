using Xzact.Audit.Case;
using Xzact.Audit.Rules;

namespace Xzact.Audit.Tests.Rules;

public sealed class RuleDefinitionTests
{
    private const string Valid = """
        id: D99
        title: t
        severity: Low
        says: one
          two
        reasoning: r
        xz-fact: x
        false-positives: f
        remediation: m
        """;

    [Fact]
    public void A_continued_value_is_joined()
    {
        RuleDefinition rule = RuleDefinition.Parse(Valid);
        Assert.Equal(("D99", Severity.Low, "one two"), (rule.Id, rule.Severity, rule.Says));
    }

    [Theory]
    [InlineData("reasoning: r\n", "")]
    [InlineData("reasoning: r", "reasoning:")]
    [InlineData("reasoning: r", "reasoning: r\nreasoning: s")]
    [InlineData("reasoning: r", "reasoning: r\nextra: s")]
    [InlineData("reasoning: r", "reasoning: r\nno key")]
    [InlineData("id: D99", "  id: D99")]
    public void A_malformed_definition_is_refused(string from, string to) => Assert.Throws<FormatException>(
        () => RuleDefinition.Parse(Valid.Replace(from, to, StringComparison.Ordinal)));
}
