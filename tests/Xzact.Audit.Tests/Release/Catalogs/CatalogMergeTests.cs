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

    private const string New = "#: main.c:13\nmsgid \"new\"\nmsgstr \"\"\n";
    private const string Guess =
        "#: main.c:14\n#, fuzzy\n#| msgid \"wine\"\nmsgid \"wines\"\nmsgstr \"Wein\"\n";

    private static readonly Dictionary<string, List<int>> s_strings = new()
    {
        ["bread"] = [11, 21],
        ["new"] = [13],
        ["wines"] = [14],
        ["%d loaves"] = [15],
    };

    private static readonly string[] s_lines =
        [.. Enumerable.Repeat("", 11), "/* a comment of the source */", .. Enumerable.Repeat("", 9)];

    private static (string? WhyNot, IReadOnlyList<Carrier> Carriers) Merge(string archived)
    {
        CatalogMerge merge = new(
            PoCatalog.Parse(Encoding.UTF8.GetBytes(Tracked)), Encoding.UTF8.GetBytes(archived), new(
                path => path == "main.c" ? s_strings : new Dictionary<string, List<int>>(),
                path => path == "main.c" ? s_lines : []));
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
    [InlineData("msgid \"new\"", "msgid \"bread\"\nmsgstr \"\"\n\nmsgid \"new\"", "stands there twice")]
    [InlineData("#: main.c:13", "#: main.c:013", "neither in the tag's catalogue nor in the sources")]
    public void Whatever_the_tag_does_not_say_is_no_merge(string from, string to, string why)
    {
        string changed = Merged.Replace(from, to, StringComparison.Ordinal);
        Assert.NotEqual(Merged, changed);
        Assert.Contains(why, Merge(changed).WhyNot, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("#: main.c:11\n", "#: main.c:11 main.c:21\n")]
    [InlineData("#~ msgid", "#: main.c:15\n#, c-format\nmsgid \"%d loaves\"\nmsgstr \"\"\n\n#~ msgid")]
    [InlineData("#: main.c:13\nmsgid \"new\"\nmsgstr \"\"\n\n", "")]
    public void What_follows_from_the_sources_is_covered(string from, string to)
    {
        (string? whyNot, IReadOnlyList<Carrier> carriers) =
            Merge(Merged.Replace(from, to, StringComparison.Ordinal));
        Assert.Null(whyNot);
        Assert.Empty(carriers);
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
    [InlineData("#: main.c:13", "#: main.c:73", "#: main.c:73")] // the message stands elsewhere
    [InlineData("#: main.c:11", "#: main.c:21 main.c:11", "#: main.c:21 main.c:11")]
    [InlineData("#: main.c:11", "#: main.c:11 main.c:11", "#: main.c:11 main.c:11")]
    [InlineData("#: main.c:11", "#:  main.c:11", "#:  main.c:11")]
    [InlineData("msgid \"new\"", "#, touch\nmsgid \"new\"", "#, touch")]
    [InlineData("msgid \"bread\"", "#, fuzzy\nmsgid \"bread\"", "#, fuzzy")] // nothing is guessed
    [InlineData("# German", "# German\n# German", "# German")]
    [InlineData("msgid \"bread\"\n", "msgid \"\"\n\"bread\"\n", "\"")]
    [InlineData("msgstr \"Wein\"\n\n#~", "msgstr \"Wein\"\n\n\n\n#~", "\n\n\n\n")]
    [InlineData("msgid \"new\"\nmsgstr", "msgid \"new\"\n\nmsgstr", "\n")]
    [InlineData("\"Language: de\\n\"", "\"Language: de\\n\"\n\"Language: de\\n\"", "Language: de")]
    [InlineData(New + "\n" + Guess, Guess + "\n" + New, "#")]
    public void Comments_and_header_fields_of_nobody_are_carriers_at_their_place(string from, string to, string carrier)
    {
        string changed = Merged.Replace(from, to, StringComparison.Ordinal);
        (string? whyNot, IReadOnlyList<Carrier> carriers) = Merge(changed);
        Assert.Null(whyNot);
        Carrier only = Assert.Single(carriers);
        Assert.Equal(carrier, changed.Substring((int)only.Offset, only.Length));
    }
}
