using Xzact.Audit.Git;
using Xzact.Audit.Tests.People;

namespace Xzact.Audit.Tests.Git;

public sealed class GitLogStreamTests : IDisposable
{
    private readonly HistoryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private GitLogCommit[] Read(HistoryBuilder builder)
    {
        using GitRepository repository = GitRepository.Open(builder.Create(_folder.New()));
        return [.. GitLogStream.Read(repository, id => Assert.Fail(id))];
    }

    [Fact]
    public void Commits_come_newest_first_with_the_files_that_they_change()
    {
        HistoryBuilder builder = new();
        builder.Commit("Ann", 1, [("a b", "x"u8.ToArray()), ("c", "y"u8.ToArray())]);
        builder.Commit("Ben", 3, [("c", null), ("a b", "z"u8.ToArray())], "Ann", 2, "Subject\n\nReviewed-by: R <r@r>");
        GitLogCommit[] commits = Read(builder);
        Assert.Equal([1, 0], commits.Select(c => c.Parents.Count));
        Assert.Equal(("Ben Example", "ben@example.invalid", HistoryBuilder.Day(2)),
            (commits[0].Author.Name, commits[0].Author.Mail, commits[0].Author.Time));
        Assert.Equal(HistoryBuilder.Day(3), commits[0].Committer.Time);
        Assert.Equal(["a b", "c"], commits[0].Files.Select(f => f.Path));
        Assert.Equal([true, false], commits[0].Files.Select(f => f.NewId is not null));
        Assert.All(commits[1].Files, f => Assert.Null(f.OldId));
        Assert.Contains("Reviewed-by: R <r@r>", commits[0].Message);
    }

    [Fact]
    public void A_merge_lists_what_neither_parent_has()
    {
        HistoryBuilder builder = new();
        int first = builder.Commit("Ann", 1, [("a", "1"u8.ToArray())]);
        int left = builder.Commit("Ann", 2, [("b", "1"u8.ToArray())]);
        int right = builder.Commit("Ben", 3, [("c", "1"u8.ToArray())], from: first, branch: "topic");
        builder.Commit("Ann", 4, [("evil", "1"u8.ToArray())], from: left, merge: right);
        GitLogCommit merge = Read(builder)[0];
        Assert.Equal(2, merge.Parents.Count);
        Assert.Equal(["evil"], merge.Files.Select(f => f.Path));
    }

    [Fact]
    public void A_message_cannot_imitate_a_commit_or_a_file()
    {
        HistoryBuilder builder = new();
        builder.Commit("Ann", 1, [("a", "1"u8.ToArray())],
            message: "commit 0000\nauthor X <x@x> 1 +0000\n:100644 100644 0 1 A");
        GitLogCommit commit = Assert.Single(Read(builder));
        Assert.Equal(("Ann Example", "a"), (commit.Author.Name, Assert.Single(commit.Files).Path));
    }

    [Theory]
    [InlineData("A B <a@b> 5 +0000", "A B", "a@b", 5)]
    [InlineData("<> 7 +0000", "", "", 7)]
    [InlineData("A < <a@b>> 5 +0000", "A", "<a@b>", 5)]
    public void A_signatory_is_read(string text, string name, string mail, long seconds) => Assert.Equal(
        new GitSignatory(name, mail, DateTimeOffset.FromUnixTimeSeconds(seconds)), GitLogStream.Signatory(text));

    [Theory]
    [InlineData("")]
    [InlineData("A <a@b>")]
    [InlineData("A a@b 5 +0000")]
    [InlineData("A <a@b> -5 +0000")]
    [InlineData("A <a@b> 99999999999999999999 +0000")]
    [InlineData("A >a@b< 5 +0000")]
    public void What_is_no_signatory_is_none(string text) => Assert.Null(GitLogStream.Signatory(text));

    [Fact]
    public void Tags_say_who_made_and_signed_them()
    {
        HistoryBuilder builder = new();
        int mark = builder.Text("Ann", 1, "a", "1");
        builder.Tag("v1", mark, "Ann", 2);
        builder.Tag("v2", mark, "Ben", 3, 0xAB);
        using GitRepository repository = GitRepository.Open(builder.Create(_folder.New()));
        IReadOnlyList<GitListedTag> tags = GitTagList.Read(repository);
        Assert.Equal(["v1", "v2"], tags.Select(t => t.Name));
        Assert.Equal(["ann@example.invalid", "ben@example.invalid"], tags.Select(t => t.Tagger!.Value.Mail));
        Assert.Null(tags[0].Signature);
        Assert.StartsWith("-----BEGIN PGP", tags[1].Signature, StringComparison.Ordinal);
        Assert.Equal(tags[0].CommitId, tags[1].CommitId);
    }
}
