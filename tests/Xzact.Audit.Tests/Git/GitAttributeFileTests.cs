using System.Text;
using Xzact.Audit.Git;

namespace Xzact.Audit.Tests.Git;

public sealed class GitAttributeFileTests
{
    [Fact]
    public void The_last_line_comes_first_and_assignments_keep_their_order()
    {
        GitAttributeFile file = Parse("# comment\n  *.c one -two !three four=x=y\n\n\t*.h\n");

        Assert.Equal(2, file.Lines.Count);
        Assert.Empty(file.Lines[0].Assignments);
        Assert.Equal(
            [new("one", "set"), new("two", "unset"), new("three", null), new GitAssignment("four", "x=y")],
            file.Lines[1].Assignments);
    }

    [Theory]
    [InlineData("a b/d")]
    [InlineData("a -")]
    [InlineData("a !")]
    [InlineData("a --b")]
    [InlineData("a =v")]
    [InlineData("a -=v")]
    [InlineData("a good \u00E9")]
    [InlineData("!a good")]
    [InlineData("\"!a\" good")]
    public void A_line_with_a_bad_name_or_a_negative_pattern_is_dropped_as_a_whole(string line)
    {
        GitAttributeFile file = Parse($"before x\n{line}\nafter x\n");

        Assert.True(file.Lines[0].Pattern.IsMatch("after", isFolder: false));
        Assert.True(file.Lines[1].Pattern.IsMatch("before", isFolder: false));
        Assert.Equal(2, file.Lines.Count);
    }

    [Theory]
    [InlineData(@"""a b"" x", "a b")]
    [InlineData(@"""a\tb\\\\\""\101\377"" x", "a\tb\\\"A\u00FF")]
    [InlineData(@"""open x", "\"open")]
    [InlineData(@"""\400"" x", "\"400\"")]
    [InlineData(@"""\1"" x", "\"1\"")]
    [InlineData(@"""a\", "\"a")]
    public void A_quoted_pattern_is_unquoted_and_a_broken_quote_is_part_of_the_pattern(string line, string path)
    {
        GitAttributeLine parsed = Assert.Single(Parse(line).Lines);

        // A backslash at the end can match nothing, as in git.
        Assert.Equal(!line.EndsWith('\\'), parsed.Pattern.IsMatch(path, isFolder: false));
    }

    [Fact]
    public void Macros_are_taken_from_the_top_folder_only_and_the_last_definition_counts()
    {
        const string Text = "[attr]m a\n[attr] m b -c\n[attr]bad/name d\n[attr]\n";

        Assert.Empty(Parse(Text, "folder/").Macros);
        GitAttributeFile top = Parse(Text);
        Assert.Equal("m", Assert.Single(top.Macros).Key);
        Assert.Equal([new("b", "set"), new GitAssignment("c", "unset")], top.Macros["m"]);
    }

    [Fact]
    public void Patterns_belong_to_the_folder_of_their_file()
    {
        GitAttributeLine line = Assert.Single(Parse("/a x\n", "folder/").Lines);

        Assert.True(line.Pattern.IsMatch("folder/a", isFolder: false));
        Assert.False(line.Pattern.IsMatch("a", isFolder: false));
    }

    [Theory]
    [InlineData("\uFEFFa x\n", true)]
    [InlineData("\uFEFF\uFEFFa x\n", false)]
    public void One_byte_order_mark_is_passed_over(string text, bool isMatch) =>
        Assert.Equal(isMatch, Assert.Single(Parse(text).Lines).Pattern.IsMatch("a", isFolder: false));

    [Theory]
    [InlineData(2047, 1)]
    [InlineData(2048, 0)]
    public void A_line_that_git_finds_too_long_is_not_read(int length, int lines) =>
        Assert.Equal(lines, Parse("a " + new string('x', length - 2)).Lines.Count);

    [Fact]
    public void A_zero_byte_ends_the_file_as_it_does_for_git_archive()
    {
        const string Text = "seen export-ignore\0 -export-ignore\nkept export-ignore\n";
        using var fixture = new GitFixture();
        fixture.Write(".gitattributes", Text);
        fixture.Write("seen", "1");
        fixture.Write("kept", "2");
        fixture.Commit();

        string[] archived = [.. GitAttributesTests.ReadTar(fixture.GitIn(fixture.Repository, "archive", "HEAD")).Keys];

        Assert.Equal([".gitattributes", "kept"], archived);
        GitAttributeLine line = Assert.Single(Parse(Text).Lines);
        Assert.True(line.Pattern.IsMatch("seen", isFolder: false));
        Assert.Equal([new GitAssignment("export-ignore", "set")], line.Assignments);
    }

    private static GitAttributeFile Parse(string text, string folder = "") =>
        new(Encoding.UTF8.GetBytes(text), folder);
}
