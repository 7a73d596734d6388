using System.Text;
using Xzact.Audit.Content;

namespace Xzact.Audit.Tests.Content;

public sealed class ContentClassifierTests
{
    [Theory]
    [InlineData("", ContentClass.Empty)]
    [InlineData("a\tb\r\n\f", ContentClass.Text)]
    [InlineData("Grüße\n", ContentClass.Text)]
    [InlineData("#! /bin/sh\nexit 0\n", ContentClass.Script)]
    [InlineData("#!bin/sh\n", ContentClass.Text)]
    [InlineData("a\0b", ContentClass.Opaque)]
    [InlineData("a\u0001b", ContentClass.Opaque)]
    public void Text_scripts_and_other_content_are_told_apart(string content, ContentClass expected) =>
        Assert.Equal(expected, ContentClassifier.Classify(Encoding.UTF8.GetBytes(content)));

    [Fact]
    public void Eight_bit_and_UTF_16_texts_are_text()
    {
        string text = string.Concat(Enumerable.Repeat("Fran\u00E7ois \u00E9crit une ligne.\n", 5));
        Assert.Equal(ContentClass.Text, ContentClassifier.Classify(Encoding.Latin1.GetBytes(text)));
        foreach (bool isBig in new[] { true, false })
        {
            UnicodeEncoding encoding = new(isBig, byteOrderMark: true);
            byte[] bytes = [.. encoding.GetPreamble(), .. encoding.GetBytes(text)];
            Assert.Equal(ContentClass.Text, ContentClassifier.Classify(bytes));
            bytes[2] = bytes[3] = 0;
            Assert.Equal(ContentClass.Opaque, ContentClassifier.Classify(bytes));
        }
    }

    [Fact]
    public void Few_control_characters_make_text_with_controls()
    {
        byte[] text = Encoding.ASCII.GetBytes(new string('a', 200) + "\u0001");
        Assert.True(ContentClassifier.IsTextWithControls(text));
        Assert.False(ContentClassifier.IsTextWithControls([.. text, 0]));
        Assert.False(ContentClassifier.IsTextWithControls([.. Enumerable.Repeat((byte)1, 200)]));
    }
}
