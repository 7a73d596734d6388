using System.Security.Cryptography;
using System.Text;
using Xzact.Audit.Case;
using Xzact.Audit.Known;
using Xzact.Audit.Release;

namespace Xzact.Audit.Tests.Release;

// Known upstream files, with an index made of invented content.
public sealed partial class ReleaseAuditTests
{
    private const string KnownMacro =
        "# known-demo.m4 serial 3\nAC_DEFUN([gl_KNOWN_DEMO], [known=`date`])\ndnl long enough to count as known\n";

    internal static KnownUpstreamIndex Index(params (string Path, string Content, int? Serial)[] files)
    {
        using StringWriter list = new() { NewLine = "\n" };
        KnownList.Write(
            files.Select(f => new KnownListRow(
                Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(f.Content))),
                new("gnulib", f.Path, f.Content.Length, new DateOnly(2020, 1, 1), f.Serial))),
            list);
        using MemoryStream index = new();
        KnownUpstreamIndexWriter.Write(new StringReader(list.ToString()), index);
        index.Position = 0;
        return KnownUpstreamIndex.Load(index);
    }

    private static CaseReport AuditKnown(ReleaseFixture release) => ReleaseAudit.Run(
        release.Request() with { KnownFiles = Index(("m4/known-demo.m4", KnownMacro, 3)) });

    [Theory]
    [InlineData("m4/known-demo.m4")]
    [InlineData("gl/m4/known-demo.m4")]
    public void A_known_upstream_file_is_explained_with_project_path_date_and_serial(string path)
    {
        using ReleaseFixture release = new();
        CaseReport report = AuditKnown(release.Add(path, KnownMacro));
        Account account = report.Entry(path).Account;
        Assert.Equal(AccountKind.KnownUpstream, account.Kind);
        Assert.Equal("gnulib m4/known-demo.m4, first committed 2020-01-01, serial 3", account.Reason);
        Assert.Empty(report.Findings);
    }

    [Fact]
    public void One_more_line_in_a_known_macro_makes_it_unexplained_and_its_serial_suspicious()
    {
        using ReleaseFixture release = new();
        CaseReport report = AuditKnown(release.Add("m4/known-demo.m4", KnownMacro + "# one more line\n"));
        report.AssertFinds("m4/known-demo.m4", Severity.High, "D01", "D03", "D04");
        Assert.Contains(report.Findings, f => f.Message.Contains("never with this content", StringComparison.Ordinal));
    }

    [Fact]
    public void A_serial_above_every_upstream_serial_is_found()
    {
        using ReleaseFixture release = new();
        string content = KnownMacro.Replace("serial 3", "serial 40", StringComparison.Ordinal);
        CaseReport report = AuditKnown(release.Add("m4/known-demo.m4", content));
        Assert.Contains(report.Findings, f => f is { RuleId: "D04", Severity: Severity.Medium }
            && f.Message.Contains("above every upstream serial", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("m4/other-name.m4")]
    [InlineData("configure.sh")]
    public void Known_content_under_a_name_with_another_role_is_not_explained(string path)
    {
        using ReleaseFixture release = new();
        LedgerEntry entry = AuditKnown(release.Add(path, KnownMacro)).Entry(path);
        Assert.Equal(AccountKind.Unaccounted, entry.Account.Kind);
        Assert.Contains(entry.Account.Proof, e => e.What.Contains("another name", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("#!/usr/bin/sh\n", "", AccountKind.IdenticalNormalised)]
    [InlineData("#! /bin/sh\n", "", AccountKind.KnownUpstream)]
    [InlineData("#!/usr/bin/bash\n", "", AccountKind.Unaccounted)]
    [InlineData("#!/usr/bin/sh -x\n", "", AccountKind.Unaccounted)]
    [InlineData("#!/build/bin/sh\n", "", AccountKind.Unaccounted)]
    [InlineData("#!/usr/bin/sh\n", "echo more\n", AccountKind.Unaccounted)]
    public void A_known_script_may_have_the_path_of_its_interpreter_written_anew(
        string first, string more, AccountKind expected)
    {
        const string Rest = "# a helper script of some upstream project, long enough to count\necho done\n";
        using ReleaseFixture release = new();
        release.Add("build-aux/helper.sh", first + Rest + more, 0x1ED);
        CaseReport report = ReleaseAudit.Run(
            release.Request() with { KnownFiles = Index(("build-aux/helper.sh", "#! /bin/sh\n" + Rest, null)) });
        Assert.Equal(expected, report.Entry("build-aux/helper.sh").Account.Kind);
    }

    [Fact]
    public void A_known_configure_script_is_no_configure_script_of_this_project()
    {
        const string Script = "#!/bin/sh\n# a script of some upstream project, long enough to count as known content\n";
        using ReleaseFixture release = new();
        CaseReport report = ReleaseAudit.Run(
            release.Add("configure", Script).Request() with { KnownFiles = Index(("configure", Script, null)) });
        Assert.Equal(AccountKind.Unaccounted, report.Entry("configure").Account.Kind);
        Assert.Contains(report.Findings, f => f.Subject == "configure");
    }

    [Fact]
    public void A_known_file_that_became_executable_is_mentioned()
    {
        using ReleaseFixture release = new();
        CaseReport report = AuditKnown(release.Add("m4/known-demo.m4", KnownMacro, Executable));
        Assert.Equal(AccountKind.KnownUpstream, report.Entry("m4/known-demo.m4").Account.Kind);
        report.AssertFinds("m4/known-demo.m4", Severity.Low, "D01");
    }

    [Fact]
    public void A_tracked_file_that_was_replaced_by_a_known_one_stays_modified()
    {
        using ReleaseFixture release = new(("m4/known-demo.m4", "AC_DEFUN([gl_KNOWN_DEMO], [])\n"));
        release.Change("m4/known-demo.m4", f => f with { Content = KnownMacro });
        Assert.Equal(AccountKind.Modified, AuditKnown(release).Entry("m4/known-demo.m4").Account.Kind);
    }
}
