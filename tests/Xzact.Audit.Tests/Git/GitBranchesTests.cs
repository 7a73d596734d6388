using Xzact.Audit.Git;

namespace Xzact.Audit.Tests.Git;

public sealed class GitBranchesTests : IDisposable
{
    private readonly GitFixture _git = new();

    public void Dispose() => _git.Dispose();

    private bool? Hold(string commit, string? repository = null)
    {
        using GitRepository opened = GitRepository.Open(repository ?? _git.Repository);
        return GitBranches.Hold(opened, commit);
    }

    [Fact]
    public void A_commit_below_a_branch_is_held_by_it()
    {
        string first = _git.Commit("One");
        string second = _git.Commit("Two");
        Assert.True(Hold(first));
        Assert.True(Hold(second));
    }

    [Fact]
    public void A_commit_beside_all_branches_is_held_by_none()
    {
        _git.Commit("One");
        _git.Git("checkout", "--quiet", "--detach");
        string aside = _git.Commit("Aside");
        Assert.False(Hold(aside));
        _git.Git("update-ref", "refs/remotes/origin/side", aside);
        Assert.True(Hold(aside));
    }

    [Fact]
    public void A_history_that_was_cut_off_tells_nothing()
    {
        _git.Commit("One");
        string commit = _git.Commit("Two");
        string clone = Path.Combine(_git.Root, "shallow");
        _git.GitIn(_git.Root, "clone", "--quiet", "--depth=1", "file://" + _git.Repository, clone);
        Assert.Null(Hold(commit, clone));
    }

    [Fact]
    public void A_repository_without_branches_tells_nothing()
    {
        string commit = _git.Commit("One");
        _git.Git("tag", "v1");
        _git.Git("checkout", "--quiet", "--detach");
        _git.Git("branch", "--quiet", "-D", "main");
        Assert.Null(Hold(commit));
    }
}
