using System.Security.Cryptography;
using System.Text;
using Xzact.Audit.Archives;
using Xzact.Audit.Case;
using Xzact.Audit.Release;
using Xzact.Audit.Release.Regeneration;
using Xzact.Audit.Tests.Archives;

namespace Xzact.Audit.Tests.Release.Regeneration;

public sealed class RegeneratedComparisonTests
{
    private const string Ours = "#! /bin/sh\necho checking\necho of our release\n";
    private const string Theirs = "#! /bin/sh\necho checking\necho of another release\necho and one more\n";

    private static readonly AccountedFile s_macro = new(
        "m4/libtool.m4", new(AccountKind.ComposedOfKnownParts, "127 statements of libtool"), null, null);

    [Fact]
    public void What_only_the_second_run_makes_with_macros_of_other_releases_is_drift_and_names_them()
    {
        Account account = Compare(Theirs, Ours, Theirs, s_macro);
        Assert.Equal(AccountKind.Drift, account.Kind);
        Assert.Equal("m4/libtool.m4", Assert.Single(account.Proof).Path);
        Assert.Empty(account.Carriers);
    }

    [Fact]
    public void What_the_tools_make_when_they_run_again_is_regenerated() =>
        Assert.Equal(AccountKind.Regenerated, Compare(Theirs, Ours, Theirs).Kind);

    [Fact]
    public void What_the_first_run_makes_needs_no_other_macros()
    {
        Account account = Compare(Ours, Ours, Ours, s_macro);
        Assert.Equal(AccountKind.Regenerated, account.Kind);
        Assert.Empty(account.Proof);
    }

    [Fact]
    public void A_line_that_no_run_makes_is_all_that_is_left_of_drift()
    {
        const string Inert = "echo INERT TEST FIXTURE\n";
        Account account = Compare(Theirs + Inert, Ours, Theirs, s_macro);
        Assert.Equal(AccountKind.Unaccounted, account.Kind);
        ResidualHunk hunk = Assert.Single(account.Residual!.Hunks);
        Assert.Equal((5, "echo INERT TEST FIXTURE"), (hunk.Line, Assert.Single(hunk.Lines)));
    }

    [Fact]
    public void The_first_run_is_shown_where_it_comes_nearer()
    {
        Account account = Compare(Ours + "echo INERT TEST FIXTURE\n", Ours, Theirs, s_macro);
        Assert.Equal(4, Assert.Single(account.Residual!.Hunks).Line);
    }

    [Fact]
    public void A_line_that_was_cut_out_is_a_difference_too()
    {
        string cut = Theirs.Replace("echo checking\n", "", StringComparison.Ordinal);
        ResidualHunk hunk = Assert.Single(Compare(cut, Ours, Theirs, s_macro).Residual!.Hunks);
        Assert.Equal((2, 0, "echo checking"), (hunk.Line, hunk.Lines.Count, Assert.Single(hunk.RegeneratedLines)));
    }

    [Fact]
    public void A_date_in_build_text_is_a_difference_in_every_run()
    {
        Account account = Compare("# 2024-01-02\n", "# 2024-01-01\n", "# 2024-01-01\n", s_macro);
        Assert.Equal(AccountKind.Unaccounted, account.Kind);
        Assert.Single(account.Residual!.Hunks);
    }

    private const string Now = "Sun Nov 22 16:56:35 +0200 2026";

    [Fact]
    public void When_a_macro_wrote_a_comment_is_all_that_may_differ_in_build_text()
    {
        Account account = Compare(Dated("# from AX_DEMO on {0}\n", "Tue Jan  2 19:36:47 CEST 2024"),
            Dated("# from AX_DEMO on {0}\n", Now), Dated("# from AX_DEMO on {0}\n", Now));
        Assert.Equal(AccountKind.Regenerated, account.Kind);
        Assert.Equal("Tue Jan  2 19:36:47 CEST 2024".Length, Assert.Single(account.Carriers).Length);
    }

    [Theory]
    [InlineData("# on {0}\n", "Tue Jan  9 19:36:47 CEST 2029")]
    [InlineData("# on {0}\n", "Tue Jan  2 19:36:47 INERTTEST 2024")]
    [InlineData("# on {0} `inert`\n", "Tue Jan  2 19:36:47 CEST 2024")]
    [InlineData("echo \\\n# on {0}\n", "Tue Jan  2 19:36:47 CEST 2024")]
    [InlineData("echo {0}\n", "Tue Jan  2 19:36:47 CEST 2024")]
    [InlineData("x = 1 # on {0}\n", "Tue Jan  2 19:36:47 CEST 2024")]
    [InlineData("# on {0}\necho INERT TEST FIXTURE\n", "Tue Jan  2 19:36:47 CEST 2024", "# on {0}\n")]
    public void Nothing_else_about_a_date_in_build_text_is(string line, string date, string? made = null)
    {
        string ours = Dated(made ?? line, Now);
        Assert.Equal(AccountKind.Unaccounted, Compare(Dated(line, date), ours, ours).Kind);
    }

    // The date is a small part of a file.
    private static string Dated(string line, string date) =>
        Ours + string.Concat(Enumerable.Repeat("echo 1\n", 40)) + line.Replace("{0}", date, StringComparison.Ordinal);

    private static Account Compare(string archived, string tree, string again, params AccountedFile[] macros)
    {
        RegeneratedFiles made = new(new HashSet<string> { "configure" }, new HashSet<string> { "src" });
        using MemoryStream tar = new(
            new TarBuilder().Add("./again/configure", again, mode: 0x1ED)
                .Add("./tree/configure", tree, mode: 0x1ED).End());
        made.Read(tar, ArchiveLimits.Default);
        byte[] content = Encoding.Latin1.GetBytes(archived);
        AccountedFile file = new("configure", new(AccountKind.Unaccounted, "in the archive only"), new(
            "configure", ArchiveMemberType.File)
        {
            Content = content,
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(content)),
            Mode = 0x1ED,
            Role = FileRole.ConfigureScript,
        }, null);
        Dictionary<string, string> none = [];
        return new RegeneratedComparison(
            made, macros, new([], none), none, new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero)).Of(file).Account;
    }
}
