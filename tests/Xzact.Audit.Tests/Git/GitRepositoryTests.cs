using Xzact.Audit.Git;

namespace Xzact.Audit.Tests.Git;

public sealed class GitRepositoryTests : IDisposable
{
    private readonly GitFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void A_work_tree_a_bare_clone_a_linked_work_tree_and_a_bundle_give_the_same_tree()
    {
        MakeRelease();
        string root = _fixture.Root;
        string bare = Path.Combine(root, "bare.git");
        string linked = Path.Combine(root, "linked");
        string bundle = Path.Combine(root, "all.bundle");
        _fixture.GitIn(root, "clone", "--quiet", "--bare", _fixture.Repository, bare);
        _fixture.Git("worktree", "add", "--quiet", linked, "v1.0");
        _fixture.Git("bundle", "create", "--quiet", bundle, "--all");

        IReadOnlyList<GitTreeEntry> expected = ReadTree(_fixture.Repository);
        Assert.NotEmpty(expected);
        Assert.Equal(expected, ReadTree(bare));
        Assert.Equal(expected, ReadTree(linked));
        Assert.Equal(expected, ReadTree(bundle));
        Assert.Equal(expected, ReadTree(_fixture.GitDirectory));
    }

    [Fact]
    public void The_tree_is_what_ls_tree_prints()
    {
        MakeRelease();
        _fixture.Git("gc", "--quiet"); // packed objects with deltas, packed references
        using GitRepository repository = GitRepository.Open(_fixture.Repository);
        IEnumerable<string> ours = repository.ReadTree(repository.ResolveTag("v1.0"))
            .Select(entry => $"{Convert.ToString(entry.Mode, 8)} {entry.ObjectId} {entry.Size} {entry.Path}");

        string[] theirs = _fixture.Git(
            "ls-tree", "-r", "-z", "--format=%(objectmode) %(objectname) %(objectsize) %(path)", "v1.0")
            .Replace(" - ", " 0 ", StringComparison.Ordinal).Split('\0', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(5, theirs.Length);
        Assert.Equal(theirs.Order(StringComparer.Ordinal), ours.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_type_of_entry_is_told_apart()
    {
        MakeRelease();
        IReadOnlyList<GitTreeEntry> tree = ReadTree(_fixture.Repository);
        Assert.Equal(GitEntryType.SymbolicLink, tree.Single(entry => entry.Path == "link").Type);
        Assert.Equal(GitEntryType.Submodule, tree.Single(entry => entry.Path == "module").Type);
        Assert.True(tree.Single(entry => entry.Path == "run.sh").IsExecutable);
        Assert.False(tree.Single(entry => entry.Path == "src/main.c").IsExecutable);
    }

    [Fact]
    public void A_sha256_repository_is_read()
    {
        string path = Path.Combine(_fixture.Root, "sha256");
        _fixture.GitIn(_fixture.Root, "init", "--quiet", "--object-format=sha256", path);
        File.WriteAllText(Path.Combine(path, "a"), "content\n");
        _fixture.GitIn(path, "add", "a");
        _fixture.GitIn(path, "commit", "--quiet", "--message", "One");
        _fixture.GitIn(path, "tag", "v1");
        string bundle = Path.Combine(_fixture.Root, "sha256.bundle");
        _fixture.GitIn(path, "bundle", "create", "--quiet", bundle, "--all");

        foreach (string source in (string[])[path, bundle])
        {
            using GitRepository repository = GitRepository.Open(source);
            GitTreeEntry entry = Assert.Single(repository.ReadTree(repository.ResolveTag("v1")));
            Assert.Equal(GitObjectFormat.Sha256, repository.ObjectFormat);
            Assert.Equal(GitBlobHash.Compute("content\n"u8, GitObjectFormat.Sha256), entry.ObjectId);
            Assert.Equal("content\n"u8.ToArray(), repository.ReadBlob(entry.ObjectId, 100));
        }
    }

    [Fact]
    public void An_annotated_tag_is_followed_to_its_commit()
    {
        string commit = _fixture.Commit();
        _fixture.Git("tag", "--annotate", "--message", "Release", "inner");
        _fixture.Git("tag", "--annotate", "--message", "Outer", "v1", "inner");
        _fixture.Git("tag", "light");
        using GitRepository repository = GitRepository.Open(_fixture.Repository);

        GitTag tag = repository.ResolveTag("v1");
        Assert.Equal(commit, tag.CommitId);
        Assert.Equal(_fixture.Git("rev-parse", "v1^{tree}").Trim(), tag.TreeId);
        Assert.Equal(_fixture.Git("rev-parse", "refs/tags/v1").Trim(), tag.ObjectId);
        Assert.Equal("v1", tag.AnnotatedName);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1700000000), tag.CommitDate);
        Assert.Equal(TimeSpan.FromHours(2), tag.CommitDate.Offset);
        Assert.Null(repository.ResolveTag("light").AnnotatedName);
        Assert.Equal(["inner", "light", "v1"], repository.Tags);
    }

    [Fact]
    public void A_tag_that_was_moved_onto_another_tag_object_shows_that_objects_name()
    {
        _fixture.Commit();
        _fixture.Git("tag", "--annotate", "--message", "Release", "v1");
        _fixture.Git("update-ref", "refs/tags/v2", "refs/tags/v1");
        using GitRepository repository = GitRepository.Open(_fixture.Repository);
        Assert.Equal("v1", repository.ResolveTag("v2").AnnotatedName);
    }

    [Theory]
    [InlineData("5.4.1", "v5.4.1")]
    [InlineData("v5_4_1", "v5.4.1")]
    [InlineData("v5.4.3", "v5.4.1")]
    public void An_unknown_tag_names_the_nearest(string asked, string nearest)
    {
        _fixture.Commit();
        foreach (string tag in (string[])["v5.4.1", "something-else-entirely"])
        {
            _fixture.Git("tag", tag);
        }

        using GitRepository repository = GitRepository.Open(_fixture.Repository);
        GitException exception = Assert.Throws<GitException>(() => repository.ResolveTag(asked));
        Assert.Equal(GitFailure.NoSuchTag, exception.Failure);
        Assert.Equal([nearest], exception.Candidates);
        Assert.Contains(nearest, exception.Message);
    }

    [Fact]
    public void A_branch_a_commit_id_and_a_revision_are_no_tags()
    {
        string commit = _fixture.Commit();
        _fixture.Git("tag", "v1");
        _fixture.Git("symbolic-ref", "refs/tags/alias", "refs/heads/main");
        _fixture.Git("update-ref", "refs/tags/tree", "HEAD^{tree}");
        using GitRepository repository = GitRepository.Open(_fixture.Repository);
        string[] names = ["main", "HEAD", commit, "v1~0", "v1^{}", "tags/v1", "alias", "tree", "--all"];
        foreach (string name in names)
        {
            GitException exception = Assert.Throws<GitException>(() => repository.ResolveTag(name));
            Assert.True(exception.Failure == GitFailure.NoSuchTag, name + ": " + exception.Message);
        }

        Assert.Contains("is a branch", Assert.Throws<GitException>(() => repository.ResolveTag("main")).Message);
    }

    [Fact]
    public void What_is_no_repository_is_said_to_be_none()
    {
        _fixture.Write("folder/file", "text");
        string broken = Directory.CreateDirectory(Path.Combine(_fixture.Root, "broken")).FullName;
        File.WriteAllText(Path.Combine(broken, ".git"), "gitdir: ../nowhere\n");
        string[] none = [Path.Combine(_fixture.Root, "missing"), Path.Combine(_fixture.Repository, "folder"),
            Path.Combine(_fixture.Repository, "folder/file"), _fixture.Home, broken];
        foreach (string path in none)
        {
            GitException exception = Assert.Throws<GitException>(() => GitRepository.Open(path));
            Assert.Equal(GitFailure.NotARepository, exception.Failure);
            Assert.Contains(path, exception.Message);
        }
    }

    [Fact]
    public void A_blob_over_the_limit_is_refused_and_the_next_one_is_still_read()
    {
        MakeRelease();
        using GitRepository repository = GitRepository.Open(_fixture.Repository);
        IReadOnlyList<GitTreeEntry> tree = repository.ReadTree(repository.ResolveTag("v1.0"));
        GitTreeEntry large = tree.Single(entry => entry.Path == "src/large.txt");
        GitTreeEntry small = tree.Single(entry => entry.Path == "src/main.c");

        GitException exception = Assert.Throws<GitException>(() => repository.ReadBlob(large.ObjectId, large.Size - 1));
        Assert.Equal(GitFailure.OverLimit, exception.Failure);
        Assert.Equal("int main(void) { return 0; }\n"u8.ToArray(), repository.ReadBlob(small.ObjectId, 100));
        Assert.Equal(large.Size, repository.ReadBlob(large.ObjectId, large.Size).Length);
    }

    [Fact]
    public void Reading_a_tree_as_a_blob_is_refused()
    {
        MakeRelease();
        using GitRepository repository = GitRepository.Open(_fixture.Repository);
        string tree = repository.ResolveTag("v1.0").TreeId;
        Assert.Equal(
            GitFailure.Corrupt, Assert.Throws<GitException>(() => repository.ReadBlob(tree, 1000)).Failure);
        Assert.Equal(
            GitFailure.Corrupt, Assert.Throws<GitException>(() => repository.ReadBlob("--help", 1000)).Failure);
    }

    [Fact]
    public void Names_that_are_no_utf8_stay_different()
    {
        string blob = _fixture.Git("hash-object", "-w", "--stdin").Trim();
        byte[] names = [.. MakeTreeLine(blob, [0x66, 0xE9]), .. MakeTreeLine(blob, [0x66, 0xC3, 0xA9])];
        string tree = HashTree(names);
        _fixture.Git("tag", "v1", _fixture.Git("commit-tree", "-m", "Names", tree).Trim());
        IReadOnlyList<GitTreeEntry> entries = ReadTree(_fixture.Repository, "v1");
        Assert.Equal(["f\u00E9", "f\uDCE9"], entries.Select(entry => entry.Path).Order(StringComparer.Ordinal));
    }

    private static byte[] MakeTreeLine(string blob, byte[] name) =>
        [.. "100644 "u8, .. name, 0, .. Convert.FromHexString(blob)];

    private string HashTree(byte[] content)
    {
        string file = Path.Combine(_fixture.Root, "tree.object");
        File.WriteAllBytes(file, content);
        return _fixture.Git("hash-object", "-t", "tree", "-w", "--literally", file).Trim();
    }

    private void MakeRelease()
    {
        _fixture.Write("src/main.c", "int main(void) { return 0; }\n");
        _fixture.Write("src/large.txt", new string('x', 100_000));
        GitFixture.WriteScript(Path.Combine(_fixture.Repository, "run.sh"), "#!/bin/sh\n");
        File.CreateSymbolicLink(Path.Combine(_fixture.Repository, "link"), "src/main.c");
        string commit = _fixture.Commit();
        _fixture.Git("update-index", "--add", "--cacheinfo", "160000", commit, "module");
        _fixture.Git("commit", "--quiet", "--message", "Add a submodule");
        _fixture.Git("tag", "--annotate", "--message", "Release", "v1.0");
    }

    private static IReadOnlyList<GitTreeEntry> ReadTree(string source, string tag = "v1.0")
    {
        using GitRepository repository = GitRepository.Open(source);
        return repository.ReadTree(repository.ResolveTag(tag));
    }
}
