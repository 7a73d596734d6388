using Xzact.Audit.Rules;

namespace Xzact.Audit.Tests.Rules;

public sealed class ExpansionsTests
{
    [Theory]
    [InlineData("a b", "a b")]
    [InlineData("a$(b)c${d}e", "ace")]
    [InlineData("$(a $(b) ${c}) d", " d")]
    [InlineData("$<$<CONFIG:D>:-g> -O", " -O")]
    [InlineData("a$(b", "a")]
    [InlineData("$a (b)", "$a (b)")]
    [InlineData("${a)b}c", "c")]
    public void What_a_dollar_sign_opens_is_left_out(string text, string rest) =>
        Assert.Equal(rest, Expansions.Without(text, '(', '{', '<'));

    [Fact]
    public void Only_the_brackets_that_are_asked_for_count() =>
        Assert.Equal("$(a) ", Expansions.Without("$(a) ${b}", '{'));
}
