using System.Security.Cryptography;
using System.Text;
using Xzact.Audit.Case;
using Xzact.Audit.Git;
using Xzact.Audit.Indicators;
using Xzact.Audit.Release;
using Xzact.Audit.Tests.Archives;

namespace Xzact.Audit.Tests.Release;

public sealed partial class ReleaseAuditTests
{
    [Fact]
    public void An_archive_made_from_the_tag_is_explained_to_the_last_file()
    {
        using ReleaseFixture release = new();
        CaseReport report = release.Audit();
        Assert.Empty(report.Ledger.Unexplained);
        Assert.Empty(report.Findings);
        Assert.False(report.IsIncomplete);
        Assert.Equal(release.Archive.Count, report.Ledger.Count(AccountKind.IdenticalToTag));
        Assert.Equal(AccountKind.Missing, report.Entry("gnulib").Account.Kind);
    }

    [Fact]
    public void The_report_names_archive_tag_and_commit_by_their_digests()
    {
        using ReleaseFixture release = new();
        ReleaseRequest request = release.Request();
        CaseReport report = ReleaseAudit.Run(request);
        byte[] bytes = File.ReadAllBytes(request.ArchivePath);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), report.Inputs[0].Sha256);
        Assert.Equal(release.Git("rev-parse", "v1.0").Trim(), report.Source?.TagObjectId);
        Assert.Equal(release.Git("rev-parse", "v1.0^{commit}").Trim(), report.Source?.CommitId);
        Assert.Equal("tar.gz", report.Inputs[0].Format);
    }

    [Fact]
    public void The_same_inputs_give_the_same_case()
    {
        using ReleaseFixture release = new();
        release.Add("m4/host.m4", "AC_DEFUN([HOST], [cat words | sh])\n");
        ReleaseRequest request = release.Request();
        string Fingerprints() => string.Join(',', ReleaseAudit.Run(request).Findings.Select(f => f.Fingerprint));
        Assert.Equal(Fingerprints(), Fingerprints());
    }

    [Fact]
    public void A_zip_gives_the_same_accounts_as_a_tar()
    {
        using ReleaseFixture release = new();
        string zip = Path.Combine(Path.GetDirectoryName(release.Repository)!, "demo.zip");
        release.Git("archive", "--format=zip", $"--prefix={ReleaseFixture.Top}", "--output", zip, "v1.0");
        CaseReport report = ReleaseAudit.Run(release.Request() with { ArchivePath = zip });
        Assert.Empty(report.Ledger.Unexplained);
        Assert.Equal("zip", report.Inputs[0].Format);
    }

    [Fact]
    public void An_archive_without_a_top_folder_is_understood()
    {
        using ReleaseFixture release = new();
        CaseReport report = ReleaseAudit.Run(release.Request(release.Tar(top: "")));
        Assert.Empty(report.Ledger.Unexplained);
    }

    [Fact]
    public void Attributes_of_the_tag_explain_what_export_changes_and_leaves_out()
    {
        using ReleaseFixture release = new(
            (".gitattributes", "version.txt export-subst\ninternal/** export-ignore\n"),
            ("version.txt", "$Format:%H$\n"),
            ("internal/notes.txt", "not for the release\n"));
        string commit = release.Git("rev-parse", "v1.0^{commit}").Trim();
        release.Change("version.txt", f => f with { Content = commit + "\n" }).Remove("internal/notes.txt");
        CaseReport report = release.Audit();
        Assert.Empty(report.Ledger.Unexplained);
        Assert.Equal(AccountKind.IdenticalNormalised, report.Entry("version.txt").Account.Kind);
        Assert.Equal("export-subst expanded", report.Entry("version.txt").Account.Reason);
        Assert.Equal(AccountKind.NotExported, report.Entry("internal/notes.txt").Account.Kind);
    }

    [Fact]
    public void Line_endings_that_the_attributes_ask_for_are_explained_and_others_are_not()
    {
        using ReleaseFixture release = new(
            (".gitattributes", "*.bat text eol=crlf\n"), ("run.bat", "echo 1\n"), ("notes.txt", "one line of notes\n"));
        release.Change("run.bat", f => f with { Content = "echo 1\r\n" });
        release.Change("notes.txt", f => f with { Content = "one line of notes\r\n" });
        CaseReport report = release.Audit();
        Assert.Equal(AccountKind.IdenticalNormalised, report.Entry("run.bat").Account.Kind);
        Assert.Equal(AccountKind.Modified, report.Entry("notes.txt").Account.Kind);
    }

    [Fact]
    public void An_archive_that_names_another_commit_says_so()
    {
        using ReleaseFixture release = new();
        byte[] tar =
        [
            .. new TarBuilder().Pax('g', ("comment", ReleaseFixture.SubmoduleCommit)).Unended(),
            .. release.Tar(),
        ];
        CaseReport report = ReleaseAudit.Run(release.Request(tar));
        Assert.Contains(
            report.Observations, o => o.What.Contains(ReleaseFixture.SubmoduleCommit, StringComparison.Ordinal));
    }

    // Of a small file a carrier is more than may be left to it.
    private const string Padding =
        "# Four lines that the tag has.\n# Four lines that the tag has.\n# Four lines that the tag has.\n"
        + "# Four lines that the tag has.\n";

    [Theory]
    [InlineData("release.sh", "Release 1.0'; date '", 1)]
    [InlineData("VERSION", "1.0; date", 1)]
    [InlineData("info.txt", "1.0; date", 1)]
    [InlineData("rev.py", "exec(chr(49))", 1)]
    [InlineData("release.h", "0 + rand()", 1)]
    [InlineData("NOTES.md", "Release 1.0'; date '", 0)]
    public void A_subject_is_told_where_git_writes_it_into_what_is_not_for_people(
        string path, string subject, int found)
    {
        using ReleaseFixture release = new(
        [
            (subject, (IReadOnlyList<Shipped>)
            [
                new(".gitattributes", path + " export-subst\n"), new(path, Padding + "subject='$Format:%s$'\n"),
            ]),
        ]);
        release.Change(path, f => f with { Content = Padding + $"subject='{subject}'\n" });
        CaseReport report = release.Audit();
        Assert.Equal(AccountKind.IdenticalNormalised, report.Entry(path).Account.Kind);
        Finding[] findings = [.. report.Findings.Where(f => f.RuleId == "D43")];
        Assert.Equal(found, findings.Length);
        Assert.All(findings, f => Assert.Equal((path, Severity.Medium), (f.Subject, f.Severity)));
    }

    [Theory]
    [InlineData("demo.txt:\n\ttouch $@\n", AccountKind.IdenticalNormalised)]
    [InlineData("demo.txt:\n\tsed -n '$$p' NOTES.md > $@\n", AccountKind.Modified)]
    public void A_subject_in_a_page_is_a_carrier_until_a_build_text_reads_it(string rule, AccountKind kind)
    {
        const string Subject = "INERT TEST FIXTURE";
        using ReleaseFixture release = new(
        [
            (Subject, (IReadOnlyList<Shipped>)
            [
                new(".gitattributes", "NOTES.md export-subst\n"), new("NOTES.md", Padding + "$Format:%s$\n"),
                new("local.mk", rule),
            ]),
        ]);
        release.Change("NOTES.md", f => f with { Content = $"{Padding}{Subject}\n" });
        Account account = release.Audit().Entry("NOTES.md").Account;
        Assert.Equal(kind, account.Kind);
        if (kind == AccountKind.IdenticalNormalised)
        {
            Assert.Equal([(Padding.Length, Subject.Length)], account.Carriers.Select(c => ((int)c.Offset, c.Length)));
        }
    }

    [Fact]
    public void A_wrong_expansion_of_export_subst_is_a_change()
    {
        using ReleaseFixture release = new(
            (".gitattributes", "version.txt export-subst\n"), ("version.txt", "$Format:%H$\n"));
        release.Change("version.txt", f => f with { Content = ReleaseFixture.SubmoduleCommit + "\n" });
        Assert.Equal(AccountKind.Modified, release.Audit().Entry("version.txt").Account.Kind);
    }

    [Fact]
    public void Line_endings_of_a_file_with_zero_bytes_are_not_undone()
    {
        using ReleaseFixture release = new(
            (".gitattributes", "*.dat eol=crlf\n"), ("data.dat", "a\nb\0c\n"));
        CaseReport report = release.Change("data.dat", f => f with { Content = "a\r\nb\0c\r\n" }).Audit();
        Assert.Equal(AccountKind.Modified, report.Entry("data.dat").Account.Kind);
    }

    [Fact]
    public void A_link_that_was_replaced_by_its_target_as_a_program_is_modified()
    {
        using ReleaseFixture release = new();
        string content = release.Archive.Single(f => f.Path == "src/main.c").Content;
        CaseReport report = release.Change("current", f => new(f.Path, content, Mode: 0x1ED)).Audit();
        Assert.Equal(AccountKind.Modified, report.Entry("current").Account.Kind);
    }

    [Fact]
    public void A_link_that_was_replaced_by_its_tracked_target_is_explained_by_name()
    {
        using ReleaseFixture release = new();
        string target = release.Archive.Single(f => f.Path == "src/main.c").Content;
        release.Change("current", _ => new("current", target));
        Account account = release.Audit().Entry("current").Account;
        Assert.Equal(AccountKind.IdenticalNormalised, account.Kind);
        Assert.Contains("src/main.c", account.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("int a;\n", AccountKind.IdenticalNormalised)]
    [InlineData("int b;\n", AccountKind.Unaccounted)]
    public void A_folder_in_place_of_a_tracked_link_to_it_is_explained_file_by_file(string content, AccountKind kind)
    {
        using ReleaseFixture release = new(
        [
            ("Release", (IReadOnlyList<Shipped>)
            [
                new("include/one/a.h", "int a;\n"), new("src/arch", "", Type: '2', Link: "../include/one"),
            ]),
        ]);
        CaseReport report = release.Remove("src/arch").Add("src/arch/a.h", content).Audit();
        Assert.Equal(kind, report.Entry("src/arch/a.h").Account.Kind);
    }

    [Fact]
    public void A_tracked_file_that_the_archive_lacks_is_missing()
    {
        using ReleaseFixture release = new();
        Assert.Equal(
            AccountKind.Missing, release.Remove("src/Makefile.am").Audit().Entry("src/Makefile.am").Account.Kind);
    }

    [Fact]
    public void A_published_archive_is_known_malicious_before_anything_is_decoded()
    {
        // These bytes are no archive: decoding them would fail.
        byte[] archive = Encoding.ASCII.GetBytes("INERT TEST FIXTURE");
        using ReleaseFixture release = new();
        CaseReport report = ReleaseAudit.Run(release.Request(archive) with
        {
            SourcePath = "no such repository",
            Indicators = Invented("archive-sha256", Convert.ToHexStringLower(SHA256.HashData(archive))),
        });
        Finding finding = Assert.Single(report.Findings);
        Assert.Equal(("D00", Severity.Critical), (finding.RuleId, finding.Severity));
        Assert.Contains("Known malicious: TEST-1", finding.Message, StringComparison.Ordinal);
        Assert.Empty(report.Ledger.Entries);
    }

    [Theory]
    [InlineData("file-sha256")]
    [InlineData("git-blob")]
    public void A_published_file_inside_the_archive_stops_the_analysis(string kind)
    {
        const string Content = "INERT TEST FIXTURE\n";
        byte[] bytes = Encoding.ASCII.GetBytes(Content);
        string digest = kind == "git-blob"
            ? GitBlobHash.Compute(bytes, GitObjectFormat.Sha1)
            : Convert.ToHexStringLower(SHA256.HashData(bytes));
        using ReleaseFixture release = new();
        release.Archive.Insert(0, new("m4/demo-inert.m4", Content));
        CaseReport report = ReleaseAudit.Run(release.Request() with { Indicators = Invented(kind, digest) });
        Finding finding = Assert.Single(report.Findings);
        Assert.Equal(("D00", Severity.Critical), (finding.RuleId, finding.Severity));
        Assert.EndsWith("m4/demo-inert.m4", finding.Subject, StringComparison.Ordinal);
        Assert.Empty(report.Ledger.Entries);
    }

    [Fact]
    public void An_archive_of_another_project_is_refused_by_name()
    {
        using ReleaseFixture release = new();
        byte[] other = new TarBuilder().Add("other-2/alpha.c", "int a;\n").Add("other-2/beta.c", "int b;\n").End();
        AuditInputException e = Assert.Throws<AuditInputException>(() => ReleaseAudit.Run(release.Request(other)));
        Assert.Contains("nothing in common", e.Message, StringComparison.Ordinal);
        Assert.False(e.NothingToExamine);
    }

    [Fact]
    public void An_archive_without_files_is_nothing_to_examine()
    {
        using ReleaseFixture release = new();
        AuditInputException e = Assert.Throws<AuditInputException>(
            () => ReleaseAudit.Run(release.Request(new TarBuilder().Add("demo-1.0/", type: '5').End())));
        Assert.True(e.NothingToExamine);
    }

    [Theory]
    [InlineData("", "the file is empty")]
    [InlineData("this is no archive, only a sentence", "it looks like text")]
    public void A_file_that_is_no_archive_is_refused_with_what_was_seen(string content, string seen)
    {
        using ReleaseFixture release = new();
        AuditInputException e = Assert.Throws<AuditInputException>(
            () => ReleaseAudit.Run(release.Request(Encoding.ASCII.GetBytes(content))));
        Assert.Contains("demo-1.0.tar.gz", e.Message, StringComparison.Ordinal);
        Assert.Contains(seen, e.Message, StringComparison.Ordinal);
        Assert.Equal(content.Length == 0, e.NothingToExamine);
    }

    [Fact]
    public void A_missing_archive_is_refused()
    {
        using ReleaseFixture release = new();
        Assert.Throws<AuditInputException>(
            () => ReleaseAudit.Run(release.Request() with { ArchivePath = "no such file" }));
        AuditInputException e = Assert.Throws<AuditInputException>(
            () => ReleaseAudit.Run(release.Request() with { ArchivePath = release.Repository }));
        Assert.Contains("it is a folder", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_device_that_never_ends_is_refused()
    {
        const string Device = "/dev/zero";
        Assert.SkipUnless(File.Exists(Device), "There is no such device here.");
        using ReleaseFixture release = new();
        AuditInputException e = Assert.Throws<AuditInputException>(
            () => ReleaseAudit.Run(release.Request() with { ArchivePath = Device }));
        Assert.Contains("a device", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.2)]
    [InlineData(0.5)]
    [InlineData(0.95)]
    public void A_truncated_archive_is_incomplete_and_never_clean(double part)
    {
        using ReleaseFixture release = new();
        byte[] whole = ReleaseFixture.Gzip(release.Tar());
        AssertIncomplete(ReleaseAudit.Run(release.Request(whole[..(int)(whole.Length * part)])), "byte");
    }

    [Fact]
    public void A_corrupt_archive_is_incomplete_and_says_where()
    {
        using ReleaseFixture release = new();
        byte[] archive = ReleaseFixture.Gzip(release.Tar());
        archive[^5] ^= 0x10;
        AssertIncomplete(ReleaseAudit.Run(release.Request(archive)), "byte");
    }

    [Fact]
    public void An_archive_over_a_limit_is_incomplete()
    {
        using ReleaseFixture release = new();
        AssertIncomplete(ReleaseAudit.Run(release.Request() with { Limits = new() { MaxMembers = 3 } }), "");
    }

    [Fact]
    public void Build_text_over_the_limit_makes_the_audit_incomplete_but_keeps_its_findings()
    {
        using ReleaseFixture release = new();
        release.Add("m4/large.m4", "AC_DEFUN([LARGE], [date])\n" + new string('#', 2_000));
        CaseReport report = ReleaseAudit.Run(release.Request() with { MaxTextBytes = 1_000 });
        Assert.True(report.IsIncomplete);
        Assert.Contains(report.NotLookedAt, o => o.What == "m4/large.m4");
        Assert.Contains(report.Findings, f => f.Subject == "m4/large.m4" && f.RuleId == "D01");
    }

    [Fact]
    public void A_tag_that_does_not_exist_is_refused_with_the_nearest_names()
    {
        using ReleaseFixture release = new();
        GitException e = Assert.Throws<GitException>(() => ReleaseAudit.Run(release.Request() with { Tag = "v1.1" }));
        Assert.Equal(GitFailure.NoSuchTag, e.Failure);
        Assert.Contains("v1.0", e.Candidates);
    }

    [Fact]
    public void A_cancelled_audit_ends_as_cancelled()
    {
        using ReleaseFixture release = new();
        using CancellationTokenSource source = new();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(
            () => ReleaseAudit.Run(release.Request() with { Cancellation = source.Token }));
    }

    private static void AssertIncomplete(CaseReport report, string where)
    {
        CheckResult result = Assert.Single(report.Results);
        Assert.Equal(Outcome.Incomplete, result.Outcome);
        Assert.Contains("demo-1.0.tar.gz", result.Reason, StringComparison.Ordinal);
        Assert.Contains(where, result.Reason, StringComparison.Ordinal);
        Assert.True(report.IsIncomplete);
    }

    private static IndicatorList Invented(string kind, string digest) =>
        IndicatorList.Parse($"{kind} | {digest} | invented | 2025-01-01 | TEST-1 | this test");

    [Fact]
    public void A_submodule_that_may_hold_an_unexplained_file_makes_the_audit_incomplete_and_says_what_to_do()
    {
        using ReleaseFixture release = new((".gitmodules",
            "[submodule \"gnulib\"]\n\tpath = gnulib\n\turl = https://git.example.org/gnulib.git\n"));
        CaseReport report = release.Add("gnulib/lib/x.c", "int x;\n").Audit();
        Omission omission = Assert.Single(report.NotLookedAt, o => !o.IsOutOfScope);
        Assert.Contains("git clone https://git.example.org/gnulib.git", omission.Why, StringComparison.Ordinal);
        Assert.Contains(ReleaseFixture.SubmoduleCommit, omission.Why, StringComparison.Ordinal);
        Assert.True(report.IsIncomplete);
    }

    [Fact]
    public void A_submodule_of_which_the_archive_holds_nothing_leaves_an_explained_archive_complete()
    {
        using ReleaseFixture release = new();
        CaseReport report = release.Audit();
        Assert.Contains(report.NotLookedAt, o => o.What.Contains("gnulib", StringComparison.Ordinal));
        Assert.False(report.IsIncomplete);
    }
}
