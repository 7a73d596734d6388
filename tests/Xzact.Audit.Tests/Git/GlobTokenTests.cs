using Xzact.Audit.Git;

namespace Xzact.Audit.Tests.Git;

public sealed class GlobTokenTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("ab", "Literal Literal")]
    [InlineData("?*", "Any Star")]
    [InlineData("[a]", "Set")]
    [InlineData("\\*\\\\", "Literal Literal")]
    [InlineData("**", "StarStar")]
    [InlineData("**/a", "Folders Literal")]
    [InlineData("a/**", "Literal Literal StarStar")]
    [InlineData("a/**/b", "Literal Literal Folders Literal")]
    [InlineData("***/a", "Folders Literal")]
    [InlineData("a**", "Literal Star")]
    [InlineData("**a", "Star Literal")]
    [InlineData("a/**b", "Literal Literal Star Literal")]
    [InlineData("a**/b", "Literal Star Literal Literal")]
    public void Two_stars_cross_folders_only_as_a_whole_name(string pattern, string kinds) =>
        Assert.Equal(kinds, Kinds(pattern, crossesFolders: false));

    [Theory]
    [InlineData("**", "Star")]
    [InlineData("**a", "Star Literal")]
    public void Two_stars_of_a_base_name_are_one(string pattern, string kinds) =>
        Assert.Equal(kinds, Kinds(pattern, crossesFolders: true));

    [Theory]
    [InlineData("a\\")]
    [InlineData("a[b")]
    [InlineData("[[:nope:]]")]
    public void A_pattern_that_can_match_nothing_has_no_tokens(string pattern) =>
        Assert.Null(GlobToken.Parse(pattern, crossesFolders: false));

    [Fact]
    public void Only_what_crosses_folders_and_a_literal_match_a_slash()
    {
        var any = new GlobToken(GlobTokenKind.Set, Contains: _ => true);
        Assert.False(any.Matches('/'));
        Assert.True(any.Matches('\\'));
        Assert.False(new GlobToken(GlobTokenKind.Set, Contains: _ => false).Matches('a'));
        Assert.False(new GlobToken(GlobTokenKind.Any).Matches('/'));
        Assert.False(new GlobToken(GlobTokenKind.Star).Matches('/'));
        Assert.True(new GlobToken(GlobTokenKind.StarStar).Matches('/'));
        Assert.True(new GlobToken(GlobTokenKind.Folders).Matches('/'));
        Assert.True(new GlobToken(GlobTokenKind.Literal, '/').Matches('/'));
        Assert.False(new GlobToken(GlobTokenKind.Literal, 'a').Matches('A'));
    }

    [Fact]
    public void The_three_kinds_of_stars_repeat() => Assert.Equal(
        [GlobTokenKind.Star, GlobTokenKind.StarStar, GlobTokenKind.Folders],
        Enum.GetValues<GlobTokenKind>().Where(kind => new GlobToken(kind).Repeats));

    private static string Kinds(string pattern, bool crossesFolders)
    {
        List<GlobToken>? tokens = GlobToken.Parse(pattern, crossesFolders);
        Assert.NotNull(tokens);
        return string.Join(' ', tokens.Select(token => token.Kind));
    }
}
