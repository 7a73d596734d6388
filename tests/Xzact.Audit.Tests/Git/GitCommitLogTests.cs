using System.Text;
using Xzact.Audit.Git;

namespace Xzact.Audit.Tests.Git;

public sealed class GitCommitLogTests
{
    [Fact]
    public void Commits_come_in_gits_order_with_author_times_and_message()
    {
        using GitFixture fixture = new();
        fixture.Write("a", "1");
        fixture.Commit("First\n\nwith a body");
        fixture.Write("a", "2");
        string head = fixture.Commit("Second: ü");
        using GitRepository repository = GitRepository.Open(fixture.Repository);
        IReadOnlyList<GitLogEntry> log = GitCommitLog.Read(repository, head);
        Assert.Equal(2, log.Count);
        Assert.Equal("Second: ü\n", Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(log[0].Message)));
        Assert.Contains("with a body", log[1].Message, StringComparison.Ordinal);
        Assert.Equal(
            long.Parse(fixture.Git("log", "-1", "--format=%at").Trim()), log[0].AuthorTime.ToUnixTimeSeconds());
        Assert.Equal(fixture.Git("log", "-1", "--format=%ae").Trim(), log[0].Mail);
    }

    [Fact]
    public void Only_whole_commits_are_a_beginning()
    {
        using GitFixture fixture = new();
        fixture.Write("a", "1");
        fixture.Commit("First");
        fixture.Write("a", "2");
        string head = fixture.Commit("Second");
        byte[] whole = Encoding.UTF8.GetBytes(fixture.Git("log", "--pretty=medium", "--date=iso", "--stat"));
        int second = Encoding.UTF8.GetString(whole).IndexOf("\ncommit ", StringComparison.Ordinal);
        using GitRepository repository = GitRepository.Open(fixture.Repository);
        Assert.True(GitCommitLog.StartsWith(repository, head, whole, statistics: true, date: "iso"));
        Assert.True(GitCommitLog.StartsWith(repository, head, whole.AsSpan(0, second), statistics: true, date: "iso"));
        Assert.False(GitCommitLog.StartsWith(
            repository, head, whole.AsSpan(0, second - 1), statistics: true, date: "iso"));
        Assert.False(GitCommitLog.StartsWith(repository, head, [.. whole, (byte)'x'], statistics: true, date: "iso"));
        Assert.False(GitCommitLog.StartsWith(repository, head, whole, statistics: false, date: "iso"));
    }
}
