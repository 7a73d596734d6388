using Xzact.Audit.Git;

namespace Xzact.Audit.Tests.Git;

public sealed class GitHistoryPackTests
{
    [Fact]
    public void A_pack_holds_commits_and_trees_before_the_commit_and_no_contents()
    {
        using GitFixture source = new();
        source.Write("a/one.txt", "one\n");
        source.Commit();
        source.Write("a/one.txt", "two\n");
        string second = source.Commit();
        source.Write("later.txt", "three\n");
        source.Commit();
        using GitRepository repository = GitRepository.Open(source.Repository);
        byte[] pack = GitHistoryPack.Read(repository, second);
        Assert.Equal("PACK"u8.ToArray(), pack[..4]);
        Assert.Equal(6, pack[11]); // two commits, each with a tree and the tree of its folder
    }

    [Fact]
    public void A_commit_that_is_not_there_is_an_error_with_its_cause()
    {
        using GitFixture source = new();
        source.Write("a.txt", "one\n");
        source.Commit();
        using GitRepository repository = GitRepository.Open(source.Repository);
        GitException error = Assert.Throws<GitException>(
            () => GitHistoryPack.Read(repository, "0123456789012345678901234567890123456789"));
        Assert.Contains("git pack-objects failed", error.Message, StringComparison.Ordinal);
    }
}
