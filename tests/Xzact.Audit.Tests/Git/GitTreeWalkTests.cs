using System.Text;
using Xzact.Audit.Git;

namespace Xzact.Audit.Tests.Git;

public sealed class GitTreeWalkTests : IDisposable
{
    private readonly GitFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void A_tree_of_a_billion_files_in_ten_objects_ends_at_the_limit()
    {
        string id = HashBlob();
        byte[] tree = [.. Enumerable.Range(0, 10).SelectMany(i => Entry("100644", $"{i}", id))];
        for (int depth = 0; depth < 9; depth++)
        {
            id = HashTree(tree);
            tree = [.. Enumerable.Range(0, 10).SelectMany(i => Entry("40000", $"{i}", id))];
        }

        Assert.Equal(GitFailure.OverLimit, Read(tree, new GitOptions { MaxTreeEntries = 20_000 }).Failure);
    }

    [Fact]
    public void A_path_over_the_limit_is_refused()
    {
        string id = HashBlob();
        byte[] tree = Entry("100644", "file", id);
        for (int depth = 0; depth < 30; depth++)
        {
            tree = Entry("40000", new string('d', 200), HashTree(tree));
        }

        Assert.Equal(GitFailure.OverLimit, Read(tree, GitOptions.Default).Failure);
    }

    [Theory]
    [InlineData("..")]
    [InlineData(".")]
    [InlineData(".git")]
    [InlineData("a/b")]
    [InlineData("../../etc/passwd")]
    public void A_name_that_no_checkout_could_have_made_is_refused(string name)
    {
        GitException exception = Read(Entry("100644", name, HashBlob()), GitOptions.Default);
        Assert.Equal(GitFailure.Corrupt, exception.Failure);
        Assert.Contains(name, exception.Message);
    }

    [Fact]
    public void A_name_that_stands_twice_is_refused()
    {
        string id = HashBlob();
        byte[] tree = [.. Entry("100644", "same", id), .. Entry("100755", "same", id)];
        Assert.Equal(GitFailure.Corrupt, Read(tree, GitOptions.Default).Failure);
    }

    [Fact]
    public void A_mode_that_git_does_not_know_and_a_cut_entry_are_refused()
    {
        string id = HashBlob();
        Assert.Equal(GitFailure.Corrupt, Read(Entry("020644", "device", id), GitOptions.Default).Failure);
        Assert.Equal(GitFailure.Corrupt, Read(Entry("100644", "cut", id)[..^1], GitOptions.Default).Failure);
        Assert.Equal(GitFailure.Corrupt, Read(Entry("10064x", "no mode", id), GitOptions.Default).Failure);
    }

    [Fact]
    public void A_file_that_is_a_tree_is_refused() => Assert.Equal(
        GitFailure.Corrupt,
        Read(Entry("100644", "file", HashTree(Entry("100644", "inner", HashBlob()))), GitOptions.Default).Failure);

    [Fact]
    public void A_name_with_terminal_commands_is_printed_without_them()
    {
        GitException exception = Read(Entry("020644", "a\u001B[2Jb\u202E", HashBlob()), GitOptions.Default);
        Assert.Contains("a\\u001b[2Jb\\u202e", exception.Message);
    }

    private GitException Read(byte[] tree, GitOptions options)
    {
        _fixture.Git("update-ref", "refs/tags/v1", HashObject("commit", Encoding.UTF8.GetBytes(
            $"tree {HashTree(tree)}\nauthor A <a@b> 1 +0000\ncommitter A <a@b> 1 +0000\n\nHostile\n")));
        using GitRepository repository = GitRepository.Open(_fixture.Repository, options);
        return Assert.Throws<GitException>(() => repository.ReadTree(repository.ResolveTag("v1")));
    }

    private static byte[] Entry(string mode, string name, string id) =>
        [.. Encoding.UTF8.GetBytes($"{mode} {name}\0"), .. Convert.FromHexString(id)];

    private string HashBlob() => HashObject("blob", "content\n"u8.ToArray());

    private string HashTree(byte[] content) => HashObject("tree", content);

    private string HashObject(string type, byte[] content)
    {
        string file = Path.Combine(_fixture.Root, "object");
        File.WriteAllBytes(file, content);
        return _fixture.Git("hash-object", "-t", type, "-w", "--literally", file).Trim();
    }
}
