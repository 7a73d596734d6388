using System.Text;
using Xzact.Audit.Git;

namespace Xzact.Audit.Tests.Git;

public sealed class GitHistoryTests : IDisposable
{
    private readonly GitFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void Additions_and_changes_of_files_are_given_and_nothing_else()
    {
        _fixture.Write("kept", "1");
        _fixture.Write("moved", "content to be moved");
        File.CreateSymbolicLink(Path.Combine(_fixture.Repository, "link"), "kept");
        CommitAt(1_000_000_000);
        _fixture.Git("mv", "moved", "there");
        _fixture.Write("kept", "2");
        CommitAt(1_000_000_001);
        File.Delete(Path.Combine(_fixture.Repository, "kept"));
        _fixture.Git("update-index", "--add", "--cacheinfo", "160000," + new string('1', 40) + ",module");
        CommitAt(1_000_000_002);

        Assert.Equal(
            [
                Change("kept", "1", 1_000_000_000),
                Change("kept", "2", 1_000_000_001),
                Change("moved", "content to be moved", 1_000_000_000),
                Change("there", "content to be moved", 1_000_000_001),
            ],
            Changes());
    }

    [Fact]
    public void Every_reference_counts_and_a_merge_counts_against_each_parent()
    {
        _fixture.Write("base", "b");
        CommitAt(1);
        _fixture.Git("checkout", "--quiet", "-b", "side");
        _fixture.Write("side", "s");
        CommitAt(2);
        _fixture.Git("tag", "only-tagged");
        _fixture.Git("checkout", "--quiet", "main");
        _fixture.Git("branch", "--quiet", "-D", "side");
        _fixture.Git("merge", "--quiet", "--no-ff", "--no-commit", "only-tagged");
        _fixture.Write("merge", "m");
        CommitAt(3);

        Assert.Equal(
            [Change("base", "b", 1), Change("merge", "m", 3), Change("side", "s", 2), Change("side", "s", 3)],
            Changes().Distinct());
        Assert.Equal(2, Changes().Count(change => change.Path == "merge"));
    }

    [Fact]
    public void Names_that_look_like_the_output_of_git_are_names()
    {
        string[] names = ["\u0001123", ":100644 100644 a b M", "a\nb", "\n", "caf\u00E9", " "];
        foreach (string name in names)
        {
            _fixture.Write(name, name);
        }

        CommitAt(7);

        Assert.Equal(
            names.Select(name => Change(name, name, 7)).OrderBy(change => change.Path, StringComparer.Ordinal),
            Changes());
    }

    [Fact]
    public void A_repository_without_commits_has_no_changes() => Assert.Empty(Changes());

    [Theory]
    [InlineData("no date at all")]
    [InlineData("99999999999999999999999999 +0000")]
    [InlineData("9223372036854775807 +0000")]
    public void A_commit_without_a_date_is_corrupt(string date)
    {
        _fixture.Write("file", "1");
        _fixture.Git("add", "file");
        string tree = _fixture.Git("write-tree").Trim();
        string file = Path.Combine(_fixture.Root, "commit");
        File.WriteAllText(file, $"tree {tree}\nauthor a <a> 1 +0000\ncommitter a <a> {date}\n\nm\n");
        string commit = _fixture.Git("hash-object", "-t", "commit", "-w", "--literally", file).Trim();
        _fixture.Git("update-ref", "refs/heads/bad", commit);

        GitException exception = Assert.Throws<GitException>(() => Changes());

        Assert.Equal(GitFailure.Corrupt, exception.Failure);
        Assert.Contains("date", exception.Message, StringComparison.Ordinal);
    }

    private static GitChange Change(string path, string content, long time) =>
        new(path, GitBlobHash.Compute(Encoding.UTF8.GetBytes(content), GitObjectFormat.Sha1), time);

    private GitChange[] Changes()
    {
        using GitRepository repository = GitRepository.Open(_fixture.Repository);
        return
        [
            .. GitHistory.Changes(repository)
                .OrderBy(change => change.Path, StringComparer.Ordinal)
                .ThenBy(change => change.Time),
        ];
    }

    private void CommitAt(long seconds)
    {
        _fixture.Environment["GIT_COMMITTER_DATE"] = $"@{seconds} +0000";
        _fixture.Commit();
    }
}
