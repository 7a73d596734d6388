using System.Text;
using Xzact.Audit.Git;

namespace Xzact.Audit.Tests.Git;

public sealed class SubstTemplateTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("no format, $Id$ and %H", "'no format, $Id$ and %H'")]
    [InlineData("a$Format:%H$b", "'a' %H 'b'")]
    [InlineData("$Format:%H%h$", "%H %h")]
    [InlineData("$Format:x$$Format:y$", "'xy'")]
    [InlineData("a$Format:$b", "'ab'")]
    [InlineData("$Format:%H", "'$Format:%H'")]
    [InlineData("$Format:%H$$Format:%T", "%H '$Format:%T'")]
    [InlineData("$Format:a\n%an\n$", "'a\n' %an '\n'")]
    [InlineData("$format:%H$", "'$format:%H$'")]
    [InlineData("$Format:100%%%n%x41%x2f%$", "'100%\nA/%'")]
    [InlineData("$Format:$Format:%H$", "'Format:%H$'")]
    public void A_content_is_split_at_its_placeholders(string content, string expected)
    {
        SubstTemplate template = Parse(content);

        Assert.Equal(expected, string.Join(' ', template.Parts.Select(Describe)));
        Assert.True(template.IsSupported);
    }

    [Theory]
    [InlineData("%G?", "%G '?'")]
    [InlineData("%aN", "%aN")]
    [InlineData("%a", "%a")]
    [InlineData("%c", "%c")]
    [InlineData("%(describe)", "%( 'describe)'")]
    [InlineData("%x4", "%x '4'")]
    [InlineData("%x4g", "%x '4g'")]
    [InlineData("%x+1", "%x '+1'")]
    [InlineData("%-H", "%- 'H'")]
    [InlineData("%H%Z", "%H %Z")]
    public void An_unknown_placeholder_makes_the_whole_template_unsupported(string format, string expected)
    {
        SubstTemplate template = Parse($"$Format:{format}$");

        Assert.Equal(expected, string.Join(' ', template.Parts.Select(Describe)));
        Assert.False(template.IsSupported);
    }

    [Fact]
    public void Each_placeholder_is_asked_for_once()
    {
        Assert.Equal(["%H", "%an"], Parse("$Format:%H %an %H$ $Format:%H$").Placeholders);
        Assert.Empty(Parse("%H").Placeholders);
    }

    [Fact]
    public void Bytes_that_are_no_text_stay_as_they_are()
    {
        byte[] content = [0xFF, 0, .. "$Format:"u8, 0xFE, .. "%xff"u8, 0, .. "$"u8, 0x80];

        SubstPart part = Assert.Single(SubstTemplate.Parse(content).Parts);

        Assert.Equal([0xFF, 0, 0xFE, 0xFF, 0, 0x80], part.Literal);
    }

    private static SubstTemplate Parse(string content) => SubstTemplate.Parse(Encoding.UTF8.GetBytes(content));

    private static string Describe(SubstPart part) =>
        part.Placeholder ?? $"'{Encoding.UTF8.GetString(part.Literal)}'";
}
