using Xzact.Audit.Reports;

namespace Xzact.Audit.Tests.Reports;

public sealed class ProseTests
{
    [Theory]
    [InlineData("it ends", "it ends.")]
    [InlineData("it ends.", "it ends.")]
    [InlineData("did you mean 'demo'?", "did you mean 'demo'?")]
    [InlineData("", "")]
    public void A_sentence_ends_once(string text, string sentence) => Assert.Equal(sentence, Prose.Sentence(text));

    [Fact]
    public void Lines_break_between_words_and_lose_none()
    {
        string text = string.Join(' ', Enumerable.Range(1, 90).Select(n => new string('x', n % 11 + 1)));
        string[] lines = [.. Prose.Wrap("  D01  ", text, "       ")];
        Assert.True(lines.Length > 3);
        Assert.All(lines, line => Assert.InRange(line.Length, 8, Prose.Width));
        Assert.All(lines[1..], line => Assert.StartsWith("       x", line, StringComparison.Ordinal));
        Assert.Equal("D01  " + text, string.Join(' ', lines.Select(line => line.Trim())));
    }

    [Fact]
    public void A_word_longer_than_a_line_stays_whole()
    {
        string url = "https://example.invalid/" + new string('a', 200);
        Assert.Equal(["- see", "  " + url, "  again"], Prose.Wrap("- ", $"see {url} again", "  "));
    }
}
