using Xzact.Audit.Rules.Source;

namespace Xzact.Audit.Tests.Rules.Source;

public sealed class SourceReaderTests
{
    private static string[] Words(string text) => [.. SourceReader.Read(text).Select(w => w.Text)];

    [Theory]
    [InlineData("a /* b */ c", "a c")]
    [InlineData("a // b\nc", "a c")]
    [InlineData("a // b \\\n b\nc", "a c")]
    [InlineData("a \"b /* \\\" b\" c", "a c")]
    [InlineData("a '\"' c '\\'' d", "a c d")]
    [InlineData("a 'b\nc", "a c")]
    [InlineData("1'000'000 + c", "c")]
    [InlineData("0xF'F + c", "c")]
    [InlineData("R\"( \" )\"; c", "R c")]
    [InlineData("sys\\\ntem(x)", "system x")]
    [InlineData("R\"(\n/* \")\"; c", "R c")]
    [InlineData("a \"b in an ERROR\" c", "a c")]
    [InlineData("/* no end", "")]
    public void Comments_and_strings_are_no_code(string text, string words) =>
        Assert.Equal(words.Split(' ', StringSplitOptions.RemoveEmptyEntries), Words(text));

    [Fact]
    public void A_raw_string_that_may_be_a_macro_hides_nothing_behind_it() =>
        Assert.Contains("system", Words("const char *a = R\"(\n/*\n)\";\nint b = system(c);\n"));

    [Fact]
    public void A_word_says_where_it_stands_and_how_it_is_used()
    {
        SourceWord[] words = [.. SourceReader.Read("/*\n*/ a->b (1);\nc . d;\n")];
        Assert.Equal(
            [
                new("a", 2, IsCalled: false, IsMember: false), new("b", 2, IsCalled: true, IsMember: true),
                new("c", 3, IsCalled: false, IsMember: false), new("d", 3, IsCalled: false, IsMember: true),
            ],
            words);
    }

    [Fact]
    public void A_word_of_a_million_letters_takes_no_time()
    {
        SourceWord word = Assert.Single(SourceReader.Read(new string('a', 1 << 20)));
        Assert.Equal(1 << 20, word.Text.Length);
    }

    // Property: hostile text is read to its end, and lines never run backwards.
    [Fact]
    public void Any_text_is_read_to_its_end()
    {
        Random random = new(5);
        const string Alphabet = "ab\"'\\/*\nR(). -";
        for (int round = 0; round < 300; round++)
        {
            string text = new([.. Enumerable.Range(0, 60).Select(_ => Alphabet[random.Next(Alphabet.Length)])]);
            int[] lines = [.. SourceReader.Read(text).Select(w => w.Line)];
            Assert.Equal(lines.Order(), lines);
            Assert.All(lines, line => Assert.InRange(line, 1, text.Count(c => c == '\n') + 1));
        }
    }
}
