using Xzact.Audit.Witness;

namespace Xzact.Audit.Tests.Witness;

public sealed class StraceTextTests
{
    [Theory]
    [InlineData("""AT_FDCWD</b>, "a, b) = 3", O_RDONLY) = 3""", 3)]
    [InlineData("""3</b/n\74e\76, x>, "f", O_RDONLY) = 4""", 3)]
    [InlineData("""{sa_family=AF_INET, sin_port=htons(80)}, 16) = 0""", 2)]
    [InlineData("""["sh", "-c", "a) | (b"], 0x7ffd /* 43 vars, or ) more */) = 0""", 2)]
    [InlineData(") = 0", 0)]
    public void Arguments_end_outside_strings_paths_brackets_and_comments(string text, int count)
    {
        List<string> arguments = [];
        int end = StraceText.Split(text, arguments);
        Assert.Equal(')', text[end]);
        Assert.Matches(@"^\) = \d", text[end..]);
        Assert.Equal(count, arguments.Count);
    }

    [Theory]
    [InlineData("\"cut off")]
    [InlineData("\"ends with a backslash\\")]
    [InlineData("3</no end, \"a\"")]
    [InlineData("((((")]
    [InlineData("")]
    public void A_line_that_is_cut_has_no_end(string text) => Assert.Equal(-1, StraceText.Split(text, []));

    [Fact]
    public void No_more_arguments_are_kept_than_a_call_can_have()
    {
        List<string> arguments = [];
        Assert.True(StraceText.Split(string.Concat(Enumerable.Repeat("1, ", 100_000)) + "1)", arguments) > 0);
        Assert.Equal(1024, arguments.Count);
    }

    [Theory]
    [InlineData("""plain""", "plain")]
    [InlineData("""n\74e\76w\n\303\251""", "n<e>w\né")]
    [InlineData("""\x41\"\\\t\0z""", "A\"\\\t\0z")]
    [InlineData("""\377\303""", "\\xff\\xc3")]
    [InlineData("""\""", "\\")]
    [InlineData("""\xZZ\8""", "xZZ8")]
    public void Escapes_are_undone_and_what_is_no_text_stays_visible(string escaped, string expected) =>
        Assert.Equal(expected, StraceText.Unescape(escaped));

    [Fact]
    public void A_string_that_strace_cut_short_is_kept_as_far_as_it_goes()
    {
        Assert.Equal("abc", StraceText.String("\"abc\"..."));
        Assert.Null(StraceText.String("0x7ffd"));
        Assert.Null(StraceText.String("\"abc"));
    }

    [Fact]
    public void A_list_gives_its_strings_up_to_a_number()
    {
        Assert.Equal(["gcc", "a]\"b"], StraceText.Strings("""["gcc", "a]\"b"]""", 9));
        Assert.Equal(["1", "2"], StraceText.Strings("""["1", "2", "3"]""", 2));
        Assert.Equal(["1"], StraceText.Strings("""["1", "cut""", 9));
        Assert.Empty(StraceText.Strings("NULL", 9));
    }

    [Theory]
    [InlineData("3</a b>", "/a b")]
    [InlineData("AT_FDCWD</t>", "/t")]
    [InlineData("4<pipe:[12]>", "pipe:[12]")]
    [InlineData("3</memfd:x>(deleted)", "/memfd:x (deleted)")]
    [InlineData("3</memfd:x (deleted)>", "/memfd:x (deleted)")]
    [InlineData("3", null)]
    [InlineData("3</cut", null)]
    public void A_descriptor_tells_its_path(string descriptor, string? expected) =>
        Assert.Equal(expected, StraceText.PathOf(descriptor));
}
