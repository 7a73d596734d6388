using System.Text;
using Xzact.Audit.Archives;
using Xzact.Audit.Case;
using Xzact.Audit.Git;
using Xzact.Audit.Known.Parts;
using Xzact.Audit.Release;
using Xzact.Audit.Release.Proofs;

namespace Xzact.Audit.Tests.Release.Proofs;

public sealed class ComposedMacrosProofTests
{
    // Two one-line statements that libtool publishes, which no project's own text has.
    private const string Sugar = "AC_DEFUN([LTSUGAR_VERSION], [m4_if([0.1])])\n";
    private const string Options = "AC_DEFUN([LTOPTIONS_VERSION], [m4_if([1])])\n";

    private const string Last = "m4_ifndef([AC_LIBTOOL_PROG_CC_C_O],\t[AC_DEFUN([AC_LIBTOOL_PROG_CC_C_O])])\n";

    // Statements of one form that libtool publishes for names which it has no more. A comment that no project
    // published is at most a quarter of a file.
    private static readonly string s_filling = Sugar + Options + string.Concat(
        ((string[])["AC_LIBTOOL_LINKER_OPTION", "AC_PROG_EGREP", "_LT_AC_PROG_ECHO_BACKSLASH", "_LT_AC_SHELL_INIT",
            "_LT_AC_SYS_LIBPATH_AIX", "_LT_PROG_LTMAIN", "_LT_AC_TAGVAR", "AC_LTDL_ENABLE_INSTALL", "AC_LTDL_PREOPEN",
            "_LT_AC_SYS_COMPILER", "_LT_AC_LOCK", "AC_LIBTOOL_SYS_OLD_ARCHIVE", "_LT_AC_TRY_DLOPEN_SELF"])
        .Select(name => $"m4_ifndef([{name}],{(name.Length < 19 ? "\t\t" : "\t")}[AC_DEFUN([{name}])])\n"));

    [Fact]
    public void Published_statements_and_those_of_the_tags_acinclude_make_a_composed_aclocal()
    {
        const string Own = "AC_DEFUN([DEMO_OWN], [\n  AC_CHECK_HEADERS([stdint.h])\n])\n";
        const string Away = "AC_DEFUN([DEMO_AWAY], [\n  AC_CHECK_HEADERS([stdint.h])\n])\n";
        Account own = Aclocal(Own);
        Assert.Equal(AccountKind.ComposedOfKnownParts, own.Kind);
        Assert.Contains("1 of the tag", own.Reason, StringComparison.Ordinal);
        Assert.Empty(own.Carriers);
        Assert.Equal(AccountKind.Unaccounted, Aclocal(Away).Kind);

        static Account Aclocal(string statement)
        {
            using ReleaseFixture release = new(("acinclude.m4", Own), ("other/away.m4", Away));
            return release.Add("aclocal.m4", $"{s_filling}\n{statement}").Audit().Entry("aclocal.m4").Account;
        }
    }

    [Theory]
    [InlineData("AC_DEFUN([DEMO_INERT], [m4_esyscmd([echo INERT TEST FIXTURE])])\n")]
    [InlineData("m4_esyscmd([echo INERT TEST FIXTURE])\n")]
    [InlineData("m4_include([m4/absent.m4])\n")]
    [InlineData("m4_include([tests/../../absent.m4])\n")]
    [InlineData("m4_include([tests/data.bin])\n")]
    [InlineData("m4_include([README])\n")]
    [InlineData("AC_DEFUN([LTSUGAR_VERSION], [m4_if([0.1])m4_esyscmd([echo INERT])])\n")]
    [InlineData("changequote(<<, >>)\n")]
    [InlineData("AC_DEFUN([LTSUGAR_VERSION], [m4_if([0.1])\n# ends the quote ])m4_esyscmd([echo INERT])\n])\n")]
    public void A_statement_of_nobody_leaves_the_file_unaccounted_and_high_where_it_acts(string added)
    {
        using ReleaseFixture release = new();
        CaseReport report = release.Add("aclocal.m4", s_filling + added).Audit();
        Assert.Equal(AccountKind.Unaccounted, report.Entry("aclocal.m4").Account.Kind);
        if (added.Contains("esyscmd", StringComparison.Ordinal) && !added.Contains('#', StringComparison.Ordinal))
        {
            Assert.Contains(report.Findings, f => f is { Subject: "aclocal.m4", Severity: >= Severity.High });
        }
    }

    [Fact]
    public void A_comment_that_nobody_published_is_a_carrier()
    {
        Account account = AccountOf("m4/made.m4", s_filling + "# INERT TEST FIXTURE in plain words\n");
        Assert.Equal(AccountKind.ComposedOfKnownParts, account.Kind);
        Carrier carrier = Assert.Single(account.Carriers);
        Assert.Equal((s_filling.Length, 35), (carrier.Offset, carrier.Length));
    }

    [Theory]
    [InlineData("m4_if([1])\n# more\n")] // a comment sign is text in quotes
    [InlineData(" m4_if([1])")]
    [InlineData("m4_if([1]) ")]
    [InlineData("m4_if([1])\r")]
    [InlineData("m4_if([1])\u00a0")]
    [InlineData("m4_if([1])\ndnl more\n")]
    [InlineData("\nm4_if([1])")]
    public void White_space_and_comment_signs_in_a_statement_count(string body) => Assert.Equal(
        AccountKind.Unaccounted,
        AccountOf("m4/made.m4", s_filling + $"AC_DEFUN([LTOPTIONS_VERSION], [{body}])\n").Kind);

    [Theory]
    [InlineData("dnl(m4_esyscmd([: INERT TEST FIXTURE]))\n")]
    [InlineData("  dnl(m4_esyscmd([: INERT TEST FIXTURE]))\n")]
    [InlineData("1dnl(m4_esyscmd([: INERT TEST FIXTURE]))\n")]
    [InlineData("\r\n")]
    [InlineData("#\r\n")]
    [InlineData("m4_include([m4/made.m4])m4_include([x.m4])\n")]
    public void What_only_looks_like_a_comment_or_nothing_is_not_explained(string line) =>
        Assert.Equal(AccountKind.Unaccounted, AccountOf("m4/made.m4", s_filling + line).Kind);

    [Theory]
    [InlineData("dnl.INERT.TEST.FIXTURE\n", 22)]
    [InlineData(" \t  \t\n", 5)]
    public void What_stands_between_statements_is_a_carrier_unless_it_was_published(string line, int length)
    {
        Carrier carrier = Assert.Single(AccountOf("m4/made.m4", s_filling + line).Carriers);
        Assert.Equal(length, carrier.Length);
    }

    [Theory]
    [InlineData("acinclude.m4")]
    [InlineData("acsite.m4")]
    public void Published_statements_are_not_explained_where_a_tool_reads_the_file_by_its_name(string path) =>
        Assert.Equal(AccountKind.Unaccounted, AccountOf(path, s_filling).Kind);

    [Fact]
    public void A_comment_that_could_carry_data_withdraws_the_account()
    {
        Account account = AccountOf("m4/made.m4", s_filling + $"# {new string('A', 100)}\n");
        Assert.Equal(AccountKind.Unaccounted, account.Kind);
        Assert.Contains(account.Proof, p => p.What.Contains("withdrawn", StringComparison.Ordinal));
    }

    [Fact]
    public void A_comment_block_is_withdrawn_by_its_size()
    {
        string comments = string.Concat(Enumerable.Repeat("# INERT TEST FIXTURE, one more line of words\n", 50));
        Assert.Equal(AccountKind.Unaccounted, AccountOf("m4/made.m4", s_filling + comments).Kind);
    }

    [Fact]
    public void A_collection_counts_an_include_as_what_the_file_is()
    {
        using ReleaseFixture release = new();
        CaseReport report = release
            .Add("m4/made.m4", s_filling).Add("aclocal.m4", s_filling + "m4_include([m4/made.m4])\n").Audit();
        Assert.Equal(AccountKind.ComposedOfKnownParts, report.Entry("aclocal.m4").Account.Kind);
    }

    [Theory]
    [InlineData("m4/old/cc.m4", AccountKind.Unaccounted)]
    [InlineData("contrib/cc.m4", AccountKind.Unaccounted)]
    [InlineData("cc.m4", AccountKind.Unaccounted)]
    [InlineData("m4/cc.m4", AccountKind.ComposedOfKnownParts)]
    [InlineData("lib/m4/cc.m4", AccountKind.ComposedOfKnownParts)]
    public void A_collection_includes_from_folders_that_the_tag_names(string path, AccountKind kind)
    {
        const string Macro = "AC_DEFUN([DEMO_CC], [:])\n";
        using ReleaseFixture release = new(
            (path, Macro),
            ("configure.ac", "AC_INIT\nAC_CONFIG_MACRO_DIR([m4])\nAC_CONFIG_FILES([contrib/Makefile])\n"),
            ("Makefile.am", "ACLOCAL_AMFLAGS = -I m4 -I lib/m4\nSUBDIRS = contrib\n"));
        CaseReport report = release.Add(path, Macro).Add("aclocal.m4", $"{s_filling}m4_include([{path}])\n").Audit();
        Assert.Equal(kind, report.Entry("aclocal.m4").Account.Kind);
    }

    [Fact]
    public void A_collection_that_includes_what_nothing_explains_is_not_explained()
    {
        using ReleaseFixture release = new();
        CaseReport report = release.Add("m4/inert.m4", "AC_DEFUN([DEMO_INERT], [echo INERT TEST FIXTURE])\n")
            .Add("aclocal.m4", s_filling + "m4_include([m4/inert.m4])\n").Audit();
        Assert.Equal(AccountKind.Unaccounted, report.Entry("aclocal.m4").Account.Kind);
    }

    [Theory]
    [InlineData("tests/m4/more.m4", "AC_DEFUN([DEMO_MORE], [:])\n")]
    [InlineData("m4/more.m4", "m4_changecom\n")]
    [InlineData("m4/more.m4", "changequote(<<, >>)\n")]
    [InlineData("m4/more.m4", "AC_DEFUN([DEMO_MORE], [m4_changecom])\nDEMO_MORE\n")]
    public void A_tracked_file_that_is_no_macro_file_or_changes_signs_is_not_included(string path, string content)
    {
        using ReleaseFixture release = new((path, content));
        CaseReport report = release.Add(path, content)
            .Add("aclocal.m4", $"{s_filling}m4_include([{path}])\n# : INERT TEST FIXTURE\n").Audit();
        Assert.Equal(AccountKind.Unaccounted, report.Entry("aclocal.m4").Account.Kind);
    }

    [Fact]
    public void A_tracked_macro_may_change_quotes_where_it_is_used()
    {
        const string Old = "AC_DEFUN([DEMO_OLD], [changequote(<<, >>)dnl\nx=<<[a]>>\nchangequote([, ])])\n";
        using ReleaseFixture release = new(("m4/old.m4", Old));
        CaseReport report = release.Add("m4/old.m4", Old)
            .Add("aclocal.m4", $"{s_filling}m4_include([m4/old.m4])\n").Audit();
        Assert.Equal(AccountKind.ComposedOfKnownParts, report.Entry("aclocal.m4").Account.Kind);
    }

    [Theory]
    [InlineData(2, AccountKind.ComposedOfKnownParts, 0)] // as m4_ifndef has it somewhere
    [InlineData(7, AccountKind.ComposedOfKnownParts, 1)] // and nobody reads it
    [InlineData(500, AccountKind.Unaccounted, 0)]
    public void Empty_lines_between_statements_are_a_carrier_unless_they_were_published_there(
        int lines, AccountKind kind, int carriers)
    {
        Account account = AccountOf("m4/made.m4", $"{s_filling}{new string('\n', lines)}{Last}");
        Assert.Equal(kind, account.Kind);
        Assert.Equal(carriers, account.Carriers.Count);
    }

    [Fact]
    public void A_statement_that_stands_twice_is_of_no_composed_file()
    {
        Assert.Equal(AccountKind.ComposedOfKnownParts, AccountOf("m4/made.m4", s_filling + Last).Kind);
        Assert.Equal(AccountKind.Unaccounted, AccountOf("m4/made.m4", s_filling + Last + Last).Kind);
    }

    [Theory]
    [InlineData(Published, 0)]
    [InlineData(One, 0)]
    [InlineData("# about one\nAC_DEFUN([DEMO_ONE], [echo of one])\n\n\n", 1)]
    [InlineData("# about one\n# about one\nAC_DEFUN([DEMO_ONE], [echo of one])\n\n", 2)]
    [InlineData("# about two\n# at length\nAC_DEFUN([DEMO_ONE], [echo of one])\n\n", 2)]
    [InlineData("# about one\nAC_DEFUN([DEMO_ONE], [echo of one])\n\n# at length\n# about two\n" + Two, 3)]
    [InlineData("AC_DEFUN([DEMO_ONE], [echo of one])\n", 0)] // where nothing is, nothing is carried
    public void Published_comments_are_carriers_where_they_were_not_published(string text, int carriers) =>
        Assert.Equal(carriers, Explain("m4/demo.m4", text)!.Carriers.Count);

    [Theory]
    [InlineData(Published + "\n" + Other, 0)] // as aclocal joins files
    [InlineData(Published + "\n\n" + Other, 4)]
    [InlineData(Other + "\n" + Published, 0)]
    [InlineData(Other + "# the end\n" + Published, 2)]
    [InlineData(Published + "\n# the end\n" + Other, 5)]
    public void A_collection_has_the_ends_and_begins_of_files_where_they_meet(string text, int carriers) =>
        Assert.Equal(carriers, Explain("aclocal.m4", text)!.Carriers.Count);

    private const string One = "# about one\nAC_DEFUN([DEMO_ONE], [echo of one])\n\n";
    private const string Two = "AC_DEFUN([DEMO_TWO], [echo of two])\n";
    private const string Published = One + "# about two\n# at length\n" + Two + "\n# the end\n";
    private const string Other = "# another file\nAC_DEFUN([DEMO_OTHER], [echo of another])\n";

    private static Account? Explain(string path, string text)
    {
        PartsCollection parts = new();
        parts.Add("demo", "demo.m4", Published, 100);
        parts.Add("demo", "one.m4", One, 100);
        parts.Add("demo", "other.m4", Other, 100);
        using MemoryStream stream = new();
        KnownPartsWriter.Write(parts, stream);
        var known = KnownPartsIndex.Load(stream.ToArray());
        using ReleaseFixture release = new();
        using GitRepository repository = GitRepository.Open(release.Request().SourcePath!);
        ArchivedFile file = new(path, ArchiveMemberType.File)
        {
            Content = Encoding.Latin1.GetBytes(text),
            Role = FileRole.Macro,
        };
        return new ComposedMacrosProof(() => known, collections: path == "aclocal.m4")
            .Explain(new(path, file, null), new(TagInventory.Read(repository, "v1.0"), []));
    }

    private static Account AccountOf(string path, string content)
    {
        using ReleaseFixture release = new();
        return release.Add(path, content).Audit().Entry(path).Account;
    }
}
