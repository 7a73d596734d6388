using System.Text;
using Xzact.Audit.Git;

namespace Xzact.Audit.Tests.Git;

public sealed class GitObjectsTests
{
    private const string TreeId = "1111111111111111111111111111111111111111";

    [Fact]
    public void A_commit_gives_its_tree_and_its_dates_and_the_first_of_each_header_counts()
    {
        GitCommit commit = ParseCommit(
            $"tree {TreeId}\ntree 2\nparent 3\nauthor A U <a@b> 1700000000 -0330\ncommitter C <c> 1700000001 +0200\n"
            + "gpgsig -----\n author forged\n\nauthor message\ntree message\n");

        Assert.Equal(TreeId, commit.TreeId);
        Assert.Equal(1_700_000_000, commit.AuthorDate.ToUnixTimeSeconds());
        Assert.Equal(new TimeSpan(-3, -30, 0), commit.AuthorDate.Offset);
        Assert.Equal(1_700_000_001, commit.CommitDate.ToUnixTimeSeconds());
        Assert.Equal(TimeSpan.FromHours(2), commit.CommitDate.Offset);
    }

    [Theory]
    [InlineData("+1401", 0)]
    [InlineData("-9999", 0)]
    [InlineData("+2147483647", 0)]
    [InlineData("-2147483648", 0)]
    [InlineData("+1400", 14 * 60)]
    [InlineData("-0001", -1)]
    public void A_zone_that_is_nowhere_leaves_the_moment_in_utc(string zone, int minutes)
    {
        DateTimeOffset date = ParseCommit(Commit("1 " + zone)).CommitDate;

        Assert.Equal(1, date.ToUnixTimeSeconds());
        Assert.Equal(minutes, date.Offset.TotalMinutes);
    }

    [Theory]
    [InlineData("tree 1\nauthor a <a> 1 +0000\n\ncommitter a <a> 1 +0000\n")]
    [InlineData("author a <a> 1 +0000\ncommitter a <a> 1 +0000\n\ntree 1\n")]
    [InlineData("tree 1\ncommitter a <a> 1 +0000\n\n")]
    [InlineData("")]
    [InlineData("\n")]
    public void A_commit_that_lacks_a_header_is_corrupt(string text)
    {
        GitException exception = Assert.Throws<GitException>(() => ParseCommit(text));

        Assert.Equal(GitFailure.Corrupt, exception.Failure);
        Assert.Contains("commit the-id", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("+0000")]
    [InlineData("x +0000")]
    [InlineData("1")]
    [InlineData("1 zone")]
    [InlineData("9223372036854775807 +0000")]
    [InlineData("-9223372036854775808 +0000")]
    [InlineData("99999999999999999999 +0000")]
    public void A_commit_with_a_date_that_is_none_is_corrupt(string date) => Assert.Equal(
        GitFailure.Corrupt, Assert.Throws<GitException>(() => ParseCommit(Commit(date))).Failure);

    [Fact]
    public void A_tag_gives_what_it_names_and_its_own_name()
    {
        byte[] content = "object 1\ntype commit\ntag v1 x\ntagger t\n\ntag v2\n"u8.ToArray();

        Assert.Equal(new GitTagObject("1", "commit", "v1 x"), GitObjects.ParseTag(content, "the-id"));
    }

    [Theory]
    [InlineData("type commit\ntag v1\n\nobject 1\n")]
    [InlineData("object 1\ntag v1\n")]
    [InlineData("object 1\ntype commit\ntag\n")]
    public void A_tag_that_lacks_a_header_is_corrupt(string text)
    {
        GitException exception = Assert.Throws<GitException>(
            () => GitObjects.ParseTag(Encoding.UTF8.GetBytes(text), "the-id"));

        Assert.Equal(GitFailure.Corrupt, exception.Failure);
        Assert.Contains("tag object the-id", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(GitObjectFormat.Sha1)]
    [InlineData(GitObjectFormat.Sha256)]
    public void A_tree_gives_its_entries_in_order(GitObjectFormat format)
    {
        byte[] content =
        [
            .. Entry("100644", "a b", format),
            .. Entry("40000", "caf\u00E9", format),
            .. Entry("0160000", "m", format),
        ];

        string id = string.Concat(Enumerable.Repeat("ab", format.HashLength()));
        Assert.Equal(
            [
                new GitRawEntry("a b", 0x81A4, id),
                new GitRawEntry("caf\u00E9", GitObjects.DirectoryMode, id),
                new GitRawEntry("m", 0xE000, id),
            ],
            GitObjects.ParseTree(content, "the-id", format));
        Assert.Empty(GitObjects.ParseTree([], "the-id", format));
    }

    [Fact]
    public void Every_cut_of_a_tree_is_corrupt_at_the_entry_that_was_cut()
    {
        byte[] first = Entry("100644", "first");
        byte[] tree = [.. first, .. Entry("100755", "second")];
        for (int length = 1; length < tree.Length; length++)
        {
            if (length != first.Length)
            {
                AssertBadTree(tree[..length], length < first.Length ? 0 : first.Length, "cut off or has no mode");
            }
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData(".git")]
    [InlineData("a/b")]
    [InlineData("/")]
    public void A_name_that_would_leave_its_folder_is_corrupt(string name) =>
        AssertBadTree([.. Entry("100644", "a"), .. Entry("100644", name)], 29, $"the name \"{name}\" cannot stand");

    [Fact]
    public void A_name_that_appears_twice_is_corrupt() =>
        AssertBadTree([.. Entry("100644", "a"), .. Entry("40000", "a")], 29, "the name \"a\" appears twice");

    [Theory]
    [InlineData("")]
    [InlineData("10064x")]
    [InlineData("100648")]
    [InlineData("-100644")]
    [InlineData("00100644")]
    [InlineData("77777777777777777777")]
    public void A_mode_that_is_none_is_corrupt(string mode) =>
        AssertBadTree(Entry(mode, "a"), 0, "cut off or has no mode");

    private static void AssertBadTree(byte[] tree, int offset, string why)
    {
        GitException exception = Assert.Throws<GitException>(
            () => GitObjects.ParseTree(tree, "the-id", GitObjectFormat.Sha1));
        Assert.Equal(GitFailure.Corrupt, exception.Failure);
        Assert.StartsWith(
            $"The tree the-id is malformed at byte {offset}: ", exception.Message, StringComparison.Ordinal);
        Assert.Contains(why, exception.Message, StringComparison.Ordinal);
    }

    private static byte[] Entry(string mode, string name, GitObjectFormat format = GitObjectFormat.Sha1) =>
    [
        .. Encoding.UTF8.GetBytes($"{mode} {name}\0"), .. Enumerable.Repeat((byte)0xAB, format.HashLength()),
    ];

    private static string Commit(string date) =>
        $"tree {TreeId}\nauthor a <a> 1 +0000\ncommitter c <c> {date}\n\nmessage\n";

    private static GitCommit ParseCommit(string text) => GitObjects.ParseCommit(Encoding.UTF8.GetBytes(text), "the-id");
}
