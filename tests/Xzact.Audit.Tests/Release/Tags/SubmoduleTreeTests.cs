using Xzact.Audit.Case;
using Xzact.Audit.Release;
using Xzact.Audit.Tests.Git;

namespace Xzact.Audit.Tests.Release.Tags;

public sealed class SubmoduleTreeTests : IDisposable
{
    private readonly GitFixture _module = new();
    private readonly ReleaseFixture _release = new();
    private readonly string _commit;

    public SubmoduleTreeTests()
    {
        _module.Write("lib/x.c", "int x(void) { return 1; }\n");
        _module.Write("m4/x.m4", "# x.m4 serial 1\nAC_DEFUN([X], [:])\n");
        _module.Write("notes.txt", "unix line\nother line\n");
        _module.Write("private.txt", "not for releases\n");
        _module.Write(".gitattributes", "notes.txt text eol=crlf\nprivate.txt export-ignore\n");
        _commit = _module.Commit();
        _module.Write("lib/x.c", "int x(void) { return 2; }\n");
        _module.Commit("A later change");
        _release.Git("update-index", "--cacheinfo", $"160000,{_commit},gnulib");
        _release.Git("commit", "--quiet", "--message", "Pin the submodule");
        _release.Git("tag", "--force", "v1.0");
    }

    public void Dispose()
    {
        _release.Dispose();
        _module.Dispose();
    }

    private CaseReport Audit(params string[] more) =>
        ReleaseAudit.Run(_release.Request() with { MoreSources = more });

    [Fact]
    public void A_file_of_a_submodule_is_accounted_like_the_tags()
    {
        _release.Add("gnulib/lib/x.c", "int x(void) { return 1; }\n");
        CaseReport report = Audit(_module.Repository);
        LedgerEntry entry = report.Entry("gnulib/lib/x.c");
        Assert.Equal(AccountKind.IdenticalToTag, entry.Account.Kind);
        Assert.Contains(_commit, entry.Account.Reason, StringComparison.Ordinal);
        Assert.Equal(AccountKind.Missing, report.Entry("gnulib/m4/x.m4").Account.Kind);
        Assert.Equal(new("gnulib", _commit, _module.Repository), Assert.Single(report.Source!.Submodules));
        Assert.False(report.IsIncomplete);
        Assert.Empty(report.Findings);
    }

    [Fact]
    public void Content_of_another_commit_than_the_pinned_one_is_a_change_with_a_command_to_see_it()
    {
        _release.Add("gnulib/lib/x.c", "int x(void) { return 2; }\n");
        LedgerEntry entry = Audit(_module.Repository).Entry("gnulib/lib/x.c");
        Assert.Equal(AccountKind.Modified, entry.Account.Kind);
        Assert.StartsWith(
            $"git -C {_module.Repository} show {_commit}:lib/x.c | diff", entry.ReviewCommand,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_the_submodule_does_not_have_stands_out()
    {
        _release.Add("gnulib/m4/y.m4", "AC_DEFUN([Y], [cat words | sh])\n");
        CaseReport report = Audit(_module.Repository);
        Assert.Equal(AccountKind.Unaccounted, report.Entry("gnulib/m4/y.m4").Account.Kind);
        Assert.Contains(report.Findings, f => f.Subject == "gnulib/m4/y.m4" && f.Severity >= Severity.High);
    }

    [Fact]
    public void Attributes_of_the_submodule_hold_in_it()
    {
        _release.Add("gnulib/notes.txt", "unix line\r\nother line\r\n");
        CaseReport report = Audit(_module.Repository);
        Assert.Equal(AccountKind.IdenticalNormalised, report.Entry("gnulib/notes.txt").Account.Kind);
        Assert.Equal(AccountKind.NotExported, report.Entry("gnulib/private.txt").Account.Kind);
    }

    [Fact]
    public void A_copy_of_a_file_of_the_submodule_is_explained_under_its_own_name()
    {
        _release.Add("lib/x.c", "int x(void) { return 1; }\n");
        LedgerEntry entry = Audit(_module.Repository).Entry("lib/x.c");
        Assert.Equal(AccountKind.IdenticalElsewhere, entry.Account.Kind);
        Assert.Contains("gnulib/lib/x.c", entry.Account.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void An_archive_without_the_submodule_lists_it_in_one_line()
    {
        CaseReport report = Audit(_module.Repository);
        Assert.Single(report.Ledger.Entries, e => e.Path.StartsWith("gnulib", StringComparison.Ordinal));
    }

    [Fact]
    public void A_repository_without_the_pinned_commit_is_named_as_not_needed()
    {
        using GitFixture other = new();
        other.Commit();
        CaseReport report = Audit(other.Repository);
        Assert.Contains(report.Notices, n => n.What.Contains(other.Repository, StringComparison.Ordinal));
        Assert.Empty(report.Source!.Submodules);
    }

    [Fact]
    public void A_submodule_of_a_submodule_is_followed_too()
    {
        using GitFixture outer = new();
        outer.Write("top.txt", "top of the outer module\n");
        outer.Git("update-index", "--add", "--cacheinfo", $"160000,{_commit},inner");
        string commit = outer.Git("rev-parse", outer.Commit()).Trim();
        outer.Git("update-index", "--add", "--cacheinfo", $"160000,{_commit},inner");
        outer.Git("commit", "--quiet", "--message", "Pin");
        commit = outer.Git("rev-parse", "HEAD").Trim();
        _release.Git("update-index", "--cacheinfo", $"160000,{commit},gnulib");
        _release.Git("commit", "--quiet", "--message", "Pin the outer one");
        _release.Git("tag", "--force", "v1.0");
        _release.Add("gnulib/inner/lib/x.c", "int x(void) { return 1; }\n");
        CaseReport report = Audit(outer.Repository, _module.Repository);
        Assert.Equal(AccountKind.IdenticalToTag, report.Entry("gnulib/inner/lib/x.c").Account.Kind);
        Assert.Equal(["gnulib", "gnulib/inner"], report.Source!.Submodules.Select(m => m.Path));
    }
}
