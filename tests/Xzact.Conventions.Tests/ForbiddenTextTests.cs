using Xzact.Conventions.Tests.Source;

namespace Xzact.Conventions.Tests;

public sealed class ForbiddenTextTests
{
    [Fact]
    public void No_text_of_the_repository_says_what_none_may_say() => Hold.That(ForbiddenText.Check(Repository.Texts));

    // The samples are joined here, so that this file itself may be committed.
    [Theory]
    [InlineData("https://api.nuget", ".org/v3/index.json", "registry")]
    [InlineData("see crates", ".io/crates/x", "registry")]
    [InlineData("path=/wo", "rk/main", "absolute path")]
    [InlineData("\"/ho", "me/somebody/x\"", "absolute path")]
    [InlineData(@"C:\Us", @"ers\somebody", "absolute path")]
    [InlineData("written with Chat", "GPT", "assistant")]
    [InlineData("// TO", "DO later", "unfinished")]
    [InlineData("# FIX", "ME", "unfinished")]
    [InlineData("Later, TO", "DO: the rest", "unfinished")]
    public void A_forbidden_text_is_found_with_its_line(string start, string end, string expected)
    {
        string violation = Assert.Single(ForbiddenText.Check([new TextFile("a.md", "fine\n" + start + end + "\n")]));
        Assert.StartsWith("a.md:2: ", violation, StringComparison.Ordinal);
        Assert.Contains(expected, violation, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("the framework/home folder, src/work/a, ./home/x, mktemp tmp.XXXXXX")]
    [InlineData("files such as TODO, README; git grep 'TODO'")]
    [InlineData("a cursor moves; todo in lower case is a word; claudication")]
    public void Ordinary_text_is_left_alone(string text) =>
        Assert.Empty(ForbiddenText.Check([new TextFile("a.md", text)]));
}
