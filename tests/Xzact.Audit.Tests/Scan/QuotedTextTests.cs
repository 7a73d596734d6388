using Xzact.Audit.Scan;

namespace Xzact.Audit.Tests.Scan;

public sealed class QuotedTextTests
{
    [Fact]
    public void Texts_over_lines_are_one() => Assert.Equal(
        ["a\nb"], QuotedText.All("x = '''a\nb'''").Select(t => t.Text));

    [Fact]
    public void Raw_texts_keep_backslashes() => Assert.Equal(
        ["a\\nb", "c\nd"], QuotedText.All("r\"a\\nb\", \"c\\nd\"").Select(t => t.Text));

    [Fact]
    public void Comments_are_passed_over() => Assert.Equal(["b"], QuotedText.All("# 'a'\n'b'").Select(t => t.Text));

    [Fact]
    public void An_apostrophe_that_nothing_closes_ends_with_its_line() =>
        Assert.Equal(["b"], QuotedText.All("don't\n'b'").Select(t => t.Text));

    [Fact]
    public void A_list_is_taken_word_by_word_and_ends_with_it() => Assert.Equal(
        ["sh", "-c", "x"], QuotedText.In("(['sh', '-c', r'x'], 'y')", 2, isList: true).Select(t => t.Text));
}
