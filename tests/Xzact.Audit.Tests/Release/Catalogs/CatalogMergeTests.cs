using System.Text;
using Xzact.Audit.Case;
using Xzact.Audit.Release.Catalogs;

namespace Xzact.Audit.Tests.Release.Catalogs;

public sealed class CatalogMergeTests
{
    private const string Tracked = """
        # German
        msgid ""
        msgstr ""
        "POT-Creation-Date: 2020-01-01 00:00+0000\n"
        "Language: de\n"

        #: main.c:1
        msgid "bread"
        msgstr "Brot"

        #: main.c:2
        msgid "wine"
        msgstr "Wein"

        #, fuzzy
        msgid "cake"
        msgstr "Torte"

        """;

    private const string Merged = """
        # German
        msgid ""
        msgstr ""
        "POT-Creation-Date: 2021-02-03 04:05+0600\n"
        "Language: de\n"

        #: main.c:11
        msgid "bread"
        msgstr "Brot"

        #: main.c:13
        msgid "new"
        msgstr ""

        #: main.c:14
        #, fuzzy
        #| msgid "wine"
        msgid "wines"
        msgstr "Wein"

        #~ msgid "wine"
        #~ msgstr "Wein"

        """;

    private static (string? WhyNot, IReadOnlyList<Carrier> Carriers) Merge(string archived)
    {
        CatalogMerge merge = new(
            PoCatalog.Parse(Encoding.UTF8.GetBytes(Tracked)), Encoding.UTF8.GetBytes(archived),
            path => path == "main.c",
            path => path == "main.c" ? new HashSet<string> { "bread", "new", "wines" } : [],
            (path, text) => path == "main.c" && text == "a comment of the source");
        return (merge.WhyNot()?.What, merge.Carriers);
    }

    [Fact]
    public void What_msgmerge_adds_is_covered_to_the_last_byte()
    {
        (string? whyNot, IReadOnlyList<Carrier> carriers) = Merge(Merged);
        Assert.Null(whyNot);
        Assert.Empty(carriers);
    }

    [Theory]
    [InlineData("msgstr \"Brot\"", "msgstr \"INERT TEST FIXTURE\"", "a translation that is not the tag's")]
    [InlineData("msgid \"new\"\nmsgstr \"\"", "msgid \"new\"\nmsgstr \"neu\"", "a translation that is not the tag's")]
    [InlineData("msgid \"new\"", "msgid \"INERT TEST FIXTURE\"", "neither in the tag's catalogue nor in the sources")]
    [InlineData("#~ msgid \"wine\"", "#~ msgid \"INERT TEST FIXTURE\"", "an obsolete entry")]
    [InlineData("#~ msgstr \"Wein\"", "#~ msgstr \"INERT\"", "a translation that is not the tag's")]
    [InlineData("#, fuzzy\n#| msgid \"wine\"", "#, fuzzy\n#| msgid \"INERT\"", "a previous message")]
    [InlineData("#, fuzzy\n#| msgid \"wine\"\n", "", "a translation that is not the tag's")]
    [InlineData("#| msgid \"wine\"\n", "#| msgid \"wine\"\n#| \"INERT\"\n", "a previous message")]
    public void Whatever_the_tag_does_not_say_is_no_merge(string from, string to, string why)
    {
        string changed = Merged.Replace(from, to, StringComparison.Ordinal);
        Assert.NotEqual(Merged, changed);
        Assert.Contains(why, Merge(changed).WhyNot, StringComparison.Ordinal);
    }

    [Fact]
    public void A_comment_that_the_source_has_is_covered() => Assert.Empty(
        Merge(Merged.Replace("#: main.c:13", "#. a comment of the source\n#: main.c:13", StringComparison.Ordinal))
            .Carriers);

    [Theory]
    [InlineData("#: main.c:13", "#. INERT TEST FIXTURE\n#: main.c:13", "#. INERT TEST FIXTURE")]
    [InlineData("#: main.c:11", "#: INERT:11", "#: INERT:11")]
    [InlineData("#, fuzzy\n", "#, fuzzy\n#, INERT\n", "#, INERT")]
    [InlineData("# German", "# INERT TEST FIXTURE", "# INERT TEST FIXTURE")]
    [InlineData("\"Language: de\\n\"", "\"Language: de\\n\"\n\"X-Inert: a\\n\"", "X-Inert: a")]
    [InlineData("POT-Creation-Date: 2021-02-03 04:05+0600", "POT-Creation-Date: INERT", "POT-Creation-Date: INERT")]
    [InlineData("#~ msgid \"wine\"", "# INERT\n#~ msgid \"wine\"", "# INERT")]
    public void Comments_and_header_fields_of_nobody_are_carriers_at_their_place(string from, string to, string carrier)
    {
        string changed = Merged.Replace(from, to, StringComparison.Ordinal);
        (string? whyNot, IReadOnlyList<Carrier> carriers) = Merge(changed);
        Assert.Null(whyNot);
        Carrier only = Assert.Single(carriers);
        Assert.Equal(carrier, changed.Substring((int)only.Offset, only.Length));
    }
}
