using System.Text;
using Xzact.Audit.Release.Catalogs;

namespace Xzact.Audit.Tests.Release.Catalogs;

public sealed class PoCatalogTests
{
    private static PoCatalog Parse(string text) => PoCatalog.Parse(Encoding.UTF8.GetBytes(text));

    [Fact]
    public void Contexts_plurals_flags_and_obsolete_entries_are_told_apart()
    {
        PoCatalog catalog = Parse(
            "# head\nmsgid \"\"\nmsgstr \"A: b\\n\"\n\n#: a.c:1\n#, fuzzy, c-format\n#| msgid \"old\"\nmsgctxt \"c\"\n"
            + "msgid \"one\\t\"\n\"more\"\nmsgid_plural \"many\"\nmsgstr[0] \"x\"\nmsgstr[1] \"y\"\n\n"
            + "#~ msgid \"gone\"\n#~ msgstr \"weg\"\n# last\n");
        Assert.Equal(3, catalog.Messages.Count);
        Assert.True(catalog.Messages[0].IsHeader);
        PoMessage plural = catalog.Messages[1];
        Assert.Equal(new PoKey("c", "one\tmore"), plural.Key);
        Assert.Equal(["x", "y"], plural.Strings);
        Assert.True(plural.IsFuzzy);
        Assert.True(catalog.Messages[2].IsObsolete);
        Assert.Equal(" last", Assert.Single(catalog.Trailing).Text);
    }

    [Fact]
    public void Offsets_are_those_of_the_bytes()
    {
        PoCatalog catalog = Parse("# ü\n\nmsgid \"a\"\nmsgstr \"b\"\n# end\n");
        Assert.Equal(6, Assert.Single(catalog.Messages).Offset);
        Assert.Equal(27, Assert.Single(catalog.Trailing).Offset);
    }

    [Theory]
    [InlineData("msgid \"a\"\nmsgstr \"b\" \n", "white space behind a string")]
    [InlineData("msgid \"a\"\nmsgstr \"b\"\nINERT TEST FIXTURE\n", "a line of something else")]
    [InlineData(" msgid \"a\"\n", "white space in front")]
    [InlineData("msgid \"a\"b\"\n", "a quote inside")]
    [InlineData("msgid \"a\\q\"\n", "an unknown escape")]
    [InlineData("\"a\"\n", "a string alone")]
    [InlineData("msgstr \"a\"\n", "a translation of nothing")]
    [InlineData("msgid \"a\"\nmsgstr[1] \"b\"\n", "a plural form without plural")]
    [InlineData("msgid \"a\"\nmsgid_plural \"b\"\nmsgstr[1] \"b\"\n", "plural forms out of order")]
    public void What_has_no_single_reading_is_refused(string text, string why) =>
        Assert.True(Assert.Throws<FormatException>(() => Parse(text)).Message.StartsWith("at byte ", default), why);
}
