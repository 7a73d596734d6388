using Xzact.Audit.Release.Readers;

namespace Xzact.Audit.Tests.Release.Readers;

public sealed class PastedWordsTests
{
    private static readonly (string, string)[] s_assigned = [("P", "Change"), ("Q", "Log"), ("R", "a"), ("R", "b")];

    [Theory]
    [InlineData("$(P)Log", "ChangeLog $(P)Log")]
    [InlineData("x/${P}.md", "x/Change.md x/${P}.md")]
    [InlineData("$P$Q", "ChangeLog $P$Q")]
    [InlineData("$(R)-x", "a-x b-x $(R)-x")]
    [InlineData("$(R)$(R)", "aa ab ba bb $(R)$(R)")]
    [InlineData("$(P)", "$(P)")]
    [InlineData("$(P)/x", "$(P)/x")]
    [InlineData("$(X)Log", "$(X)Log")]
    [InlineData("$(P", "$(P")]
    [InlineData("$", "$")]
    [InlineData("a$", "a$")]
    public void A_word_comes_to_what_its_variables_say(string word, string expanded) =>
        Assert.Equal([expanded], new PastedWords(s_assigned).Expanded([word]));

    [Fact]
    public void A_variable_of_many_values_is_left() => Assert.Equal(
        ["$(P)x"], new PastedWords(Enumerable.Range(0, 9).Select(i => ("P", $"v{i}"))).Expanded(["$(P)x"]));

    [Fact]
    public void One_word_comes_to_few() => Assert.Equal(
        9, new PastedWords(s_assigned).Expanded([string.Concat(Enumerable.Repeat("$(R)", 40))])[0].Split(' ').Length);

    [Theory]
    [InlineData("a Change\\\nLog b\n", "ChangeLog")]
    [InlineData("\tsh Ch\\\n\tange\\\n\tLog", "ChangeLog")]
    [InlineData("a \\\nb\n")]
    [InlineData("a\\\n b\n")]
    [InlineData("\\\n\\\n\\\n")]
    [InlineData("a\\\n")]
    public void Words_of_joined_lines_are_one(string text, params string[] words) =>
        Assert.Equal(words, PastedWords.JoinedIn(text));
}
