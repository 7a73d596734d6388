using Xzact.Audit.Case;

namespace Xzact.Audit.Tests.Release.Proofs;

public sealed class TemplateCatalogProofTests
{
    private const string Header =
        "msgid \"\"\nmsgstr \"\"\n\"POT-Creation-Date: 2020-01-01 00:00+0000\\n\"\n\"Language: \\n\"\n\n";

    private static readonly string s_source =
        string.Concat(Enumerable.Range(0, 40).Select(i => $"f(_(\"message \" \"{i}\"));\n"));

    private static readonly string s_template = Header + string.Concat(
        Enumerable.Range(0, 40).Select(i => $"#: src/print.c:{i + 1}\nmsgid \"message {i}\"\nmsgstr \"\"\n\n"))[..^1];

    private static Account Explain(string template)
    {
        using ReleaseFixture release = new(("src/print.c", s_source));
        return release.Add("po/demo.pot", template).Audit().Entry("po/demo.pot").Account;
    }

    [Fact]
    public void Every_message_is_a_string_of_the_sources()
    {
        Account account = Explain(s_template);
        Assert.Equal(AccountKind.DerivedAndVerified, account.Kind);
        Assert.Empty(account.Carriers);
    }

    [Theory]
    [InlineData("msgid \"message 7\"", "msgid \"INERT TEST FIXTURE\"")]
    [InlineData("msgid \"message 7\"\nmsgstr \"\"", "msgid \"message 7\"\nmsgstr \"INERT\"")]
    [InlineData("#: src/print.c:7", "#: src/main.c:7")]
    [InlineData("#: src/print.c:9\n", "#~ msgid \"INERT\"\n#~ msgstr \"\"\n\n#: src/print.c:9\n")]
    public void What_no_source_says_is_not_explained(string from, string to)
    {
        string changed = s_template.Replace(from, to, StringComparison.Ordinal);
        Assert.NotEqual(s_template, changed);
        Assert.Equal(AccountKind.Unaccounted, Explain(changed).Kind);
    }

    [Fact]
    public void A_comment_is_a_carrier() =>
        Assert.Equal(20, Assert.Single(Explain(s_template + "# INERT TEST FIXTURE\n").Carriers).Length);
}
