using Xzact.Audit.Case;

namespace Xzact.Audit.Tests.Release.Proofs;

// Through the audit: what is in the tag, who reads the file, and what becomes of the account.
public sealed class MergedCatalogProofTests
{
    private static readonly string s_messages = Messages(first: 500);

    private static readonly string s_source =
        string.Concat(Enumerable.Range(0, 40).Select(i => $"f(_(\"message {i}\"));\n"));

    private static string Messages(int first) => string.Concat(Enumerable.Range(0, 40).Select(
        i => $"#: src/text.c:{first + i}\nmsgid \"message {i}\"\nmsgstr \"Nachricht {i}\"\n\n"));

    private const string Header =
        "msgid \"\"\nmsgstr \"\"\n\"POT-Creation-Date: 2020-01-01 00:00+0000\\n\"\n\"Language: de\\n\"\n\n";

    private static ReleaseFixture Release(Func<string, string> change)
    {
        ReleaseFixture release = new(("po/de.po", Header + s_messages), ("src/text.c", s_source));
        release.Change("po/de.po", f => f with
        {
            Content = change(f.Content.Replace("2020-01-01", "2022-02-02", StringComparison.Ordinal)),
        });
        return release;
    }

    [Fact]
    public void A_merged_catalogue_is_explained()
    {
        using ReleaseFixture release = Release(
            po => po.Replace(s_messages, Messages(first: 1), StringComparison.Ordinal));
        CaseReport report = release.Audit();
        Assert.Equal(AccountKind.DerivedAndVerified, report.Entry("po/de.po").Account.Kind);
        Assert.Empty(report.Findings);
    }

    // Nothing in it is free, so that it does not matter who reads it.
    [Fact]
    public void True_references_stand_although_the_catalogue_is_read()
    {
        using ReleaseFixture release = Release(
            po => po.Replace(s_messages, Messages(first: 1), StringComparison.Ordinal));
        release.Add("m4/inert.m4", "AC_DEFUN([INERT_READ], [sed -n 's/^#: //p' \"$srcdir/po/de.po\"])\n");
        Account account = release.Audit().Entry("po/de.po").Account;
        Assert.Equal(AccountKind.DerivedAndVerified, account.Kind);
        Assert.Empty(account.Carriers);
    }

    [Theory]
    [InlineData("src/text.c:4\n", "src/text.c:74\n", AccountKind.DerivedAndVerified)]
    [InlineData("#: src/text.c", "#: src/text.c:74 src/text.c:74 src/text.c", AccountKind.Modified)]
    public void References_to_other_places_are_carriers_within_the_bounds(string from, string to, AccountKind kind)
    {
        string messages = Messages(first: 1).Replace(from, to, StringComparison.Ordinal);
        using ReleaseFixture release = Release(po => po.Replace(s_messages, messages, StringComparison.Ordinal));
        Assert.Equal(kind, release.Audit().Entry("po/de.po").Account.Kind);
    }

    [Theory]
    [InlineData("src/new.c", "a new message", true)]
    [InlineData("src/new.c", "INERT TEST FIXTURE", false)]
    [InlineData("other/new.c", "a new message", false)]
    public void References_of_a_package_inside_count_from_its_folder(string source, string message, bool isMerge)
    {
        using ReleaseFixture release = new(
            ("lib/po/de.po", Header + s_messages), ("lib/src/new.c", "_(\"a new message\");\n"));
        release.Change("lib/po/de.po", f => f with
        {
            Content = f.Content + $"#: {source}:1\nmsgid \"{message}\"\nmsgstr \"\"\n",
        });
        AccountKind kind = release.Audit().Entry("lib/po/de.po").Account.Kind;
        Assert.Equal(isMerge ? AccountKind.DerivedAndVerified : AccountKind.Modified, kind);
    }

    [Fact]
    public void A_comment_of_nobody_is_shown_as_a_carrier()
    {
        using ReleaseFixture release = Release(po => po + "# INERT TEST FIXTURE\n");
        Carrier carrier = Assert.Single(release.Audit().Entry("po/de.po").Account.Carriers);
        Assert.Equal("# INERT TEST FIXTURE".Length, carrier.Length);
    }

    [Fact]
    public void An_encoded_comment_withdraws_the_account()
    {
        using ReleaseFixture release = Release(po => po + "# " + new string('5', 80) + "\n");
        Account account = release.Audit().Entry("po/de.po").Account;
        Assert.Equal(AccountKind.Modified, account.Kind);
        Assert.Contains(account.Proof, e => e.What.Contains("could carry data", StringComparison.Ordinal)
            && e.Line is > 100);
    }

    [Fact]
    public void A_build_text_that_reads_the_catalogue_withdraws_the_account()
    {
        using ReleaseFixture release = Release(po => po + "# INERT TEST FIXTURE\n");
        release.Add("m4/inert.m4", "AC_DEFUN([INERT_READ], [sed -n 's/^# INERT//p' \"$srcdir/po/de.po\"])\n");
        CaseReport report = release.Audit();
        Account account = report.Entry("po/de.po").Account;
        Assert.Equal(AccountKind.Modified, account.Kind);
        Assert.Contains(account.Proof, e => e is { Path: "m4/inert.m4", Line: 1 });
        Assert.Contains(report.Findings, f => f is { Subject: "po/de.po", RuleId: "D02" });
    }

    [Theory]
    [InlineData("msgstr \"Nachricht 7\"", "msgstr \"INERT\"")]
    [InlineData("msgid \"message 7\"", "msgid \"INERT\"")]
    public void A_changed_message_is_found(string from, string to)
    {
        using ReleaseFixture release = Release(po => po.Replace(from, to, StringComparison.Ordinal));
        release.Audit().AssertFinds("po/de.po", Severity.Low, "D02");
    }

    [Fact]
    public void A_payload_in_an_obsolete_entry_is_found()
    {
        using ReleaseFixture release = Release(po => po + "\n#~ msgid \"old\"\n#~ msgstr \"INERT TEST FIXTURE\"\n");
        Assert.Equal(AccountKind.Modified, release.Audit().Entry("po/de.po").Account.Kind);
    }

    [Fact]
    public void A_catalogue_that_no_tag_holds_stays_unaccounted()
    {
        using ReleaseFixture release = new();
        Assert.Equal(
            AccountKind.Unaccounted,
            release.Add("po/de.po", Header + s_messages).Audit().Entry("po/de.po").Account.Kind);
    }
}
