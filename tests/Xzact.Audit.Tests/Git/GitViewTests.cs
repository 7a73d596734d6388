using Xzact.Audit.Git;

namespace Xzact.Audit.Tests.Git;

public sealed class GitViewTests : IDisposable
{
    private readonly GitFixture _fixture = new();

    public static TheoryData<string> Mechanisms => [.. CanaryCase.All.Select(canary => canary.Name)];

    public void Dispose()
    {
        foreach (string name in _fixture.Environment.Keys)
        {
            Environment.SetEnvironmentVariable(name, null);
        }

        _fixture.Dispose();
    }

    [Theory]
    [MemberData(nameof(Mechanisms))]
    public void Nothing_that_wakes_under_plain_git_wakes_here(string mechanism)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the canary is a shell script");
        string canary = CanaryCase.Canary(_fixture);
        MakeRelease();
        CanaryCase planted = CanaryCase.All.Single(candidate => candidate.Name == mechanism);
        planted.Plant(_fixture, WriteCanaryScript(canary));
        _fixture.TryGit(_fixture.Repository, planted.Proof);
        Assert.True(File.Exists(canary), "plain git does not wake the canary; this case proves nothing");
        File.Delete(canary);

        UseEverything(_fixture.Repository);
        Assert.False(File.Exists(canary), File.Exists(canary) ? File.ReadAllText(canary) : "");
    }

    [Fact]
    public void Replaced_objects_are_read_as_they_were()
    {
        MakeRelease();
        string original = _fixture.Git("rev-parse", "HEAD:shown").Trim();
        _fixture.Git("replace", original, _fixture.Git("rev-parse", "HEAD:plain").Trim());
        Assert.Equal("plain\n", _fixture.Git("cat-file", "-p", original));

        using GitRepository repository = GitRepository.Open(_fixture.Repository);
        Assert.Equal("shown\n"u8.ToArray(), repository.ReadBlob(original, 100));
    }

    [Fact]
    public void Borrowed_objects_are_read_only_when_asked_for()
    {
        MakeRelease();
        string borrower = Path.Combine(_fixture.Root, "borrower");
        _fixture.GitIn(_fixture.Root, "clone", "--quiet", "--shared", _fixture.Repository, borrower);
        using GitRepository closed = GitRepository.Open(borrower);
        GitException exception = Assert.Throws<GitException>(() => closed.ResolveTag("v1"));
        Assert.Equal(GitFailure.MissingObject, exception.Failure);
        Assert.Contains("git repack -a -d", exception.Message);

        using GitRepository open = GitRepository.Open(borrower, new GitOptions { FollowAlternates = true });
        Assert.Equal(5, open.ReadTree(open.ResolveTag("v1")).Count);
    }

    [Fact]
    public void A_partial_clone_lists_its_tree_and_says_which_blob_is_missing_and_why()
    {
        MakeRelease();
        _fixture.Git("config", "uploadpack.allowFilter", "true");
        string partial = Path.Combine(_fixture.Root, "partial");
        _fixture.GitIn(_fixture.Root, "clone", "--quiet", "--no-checkout", "--filter=blob:none",
            "file://" + _fixture.Repository, partial);
        using GitRepository repository = GitRepository.Open(partial);
        GitTreeEntry entry = repository.ReadTree(repository.ResolveTag("v1")).Single(file => file.Path == "shown");
        Assert.Equal(-1, entry.Size);
        GitException exception = Assert.Throws<GitException>(() => repository.ReadBlob(entry.ObjectId, 100));
        Assert.Equal(GitFailure.MissingObject, exception.Failure);
        Assert.Contains("partial clone", exception.Message);
    }

    [Fact]
    public void A_shallow_clone_is_read_and_says_that_it_is_one()
    {
        MakeRelease();
        string shallow = Path.Combine(_fixture.Root, "shallow");
        _fixture.GitIn(_fixture.Root, "clone", "--quiet", "--depth=1", "file://" + _fixture.Repository, shallow);
        using GitRepository repository = GitRepository.Open(shallow);
        Assert.True(repository.IsShallow);
        Assert.Equal(5, repository.ReadTree(repository.ResolveTag("v1")).Count);
    }

    [Fact]
    public void A_repository_that_somebody_else_owns_is_read()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || Environment.UserName != "root", "only root can give files away");
        MakeRelease();
        using (var chown = System.Diagnostics.Process.Start("chown", ["-R", "65534:65534", _fixture.Repository]))
        {
            chown.WaitForExit();
            Assert.Equal(0, chown.ExitCode);
        }

        Assert.Contains("dubious ownership", _fixture.TryGit(_fixture.Repository, "status").Errors);
        UseEverything(_fixture.Repository);
    }

    [Fact]
    public void Closing_removes_the_temporary_folder_and_leaves_the_repository()
    {
        MakeRelease();
        string directory;
        using (GitRepository repository = GitRepository.Open(_fixture.Repository))
        {
            directory = repository.View.Directory;
            Assert.True(Directory.Exists(directory));
        }

        Assert.False(Directory.Exists(Path.GetDirectoryName(directory)));
        _fixture.Git("fsck", "--full", "--strict");
        Assert.Equal("signed\nv1", _fixture.Git("tag").Trim());
    }

    [Fact]
    public void A_named_pipe_in_place_of_an_object_ends_at_the_time_limit()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "named pipes in folders are a Unix thing");
        MakeRelease();
        string id = _fixture.Git("rev-parse", "HEAD:shown").Trim();
        string file = Path.Combine(_fixture.GitDirectory, "objects", id[..2], id[2..]);
        File.Delete(file);
        MakePipe(file);
        using GitRepository repository = GitRepository.Open(
            _fixture.Repository, new GitOptions { TimeLimit = TimeSpan.FromSeconds(1) });
        GitException exception = Assert.Throws<GitException>(() => repository.ReadBlob(id, 100));
        Assert.Equal(GitFailure.OverLimit, exception.Failure);
    }

    [Theory]
    [InlineData("config")]
    [InlineData("packed-refs")]
    [InlineData("shallow")]
    public void A_named_pipe_in_place_of_a_settings_file_does_not_hang(string name)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "named pipes in folders are a Unix thing");
        MakeRelease();
        File.Delete(Path.Combine(_fixture.GitDirectory, name));
        MakePipe(Path.Combine(_fixture.GitDirectory, name));
        UseEverything(_fixture.Repository);
    }

    [Theory]
    [InlineData("[core", GitFailure.Failed)]
    [InlineData("[extensions]\n\tobjectFormat = sha3", GitFailure.Failed)]
    public void A_configuration_that_makes_no_sense_is_an_error(string config, GitFailure failure)
    {
        MakeRelease();
        File.WriteAllText(Path.Combine(_fixture.GitDirectory, "config"), config);
        Assert.Equal(failure, Assert.Throws<GitException>(() => GitRepository.Open(_fixture.Repository)).Failure);
    }

    [Fact]
    public void A_truncated_bundle_and_one_that_continues_another_are_refused()
    {
        MakeRelease();
        string bundle = Path.Combine(_fixture.Root, "all.bundle");
        _fixture.Git("bundle", "create", "--quiet", bundle, "--all");
        byte[] whole = File.ReadAllBytes(bundle);
        foreach (int length in (int[])[20, 100, whole.Length / 2, whole.Length - 1])
        {
            File.WriteAllBytes(bundle, whole[..length]);
            Assert.Equal(GitFailure.Corrupt, Assert.Throws<GitException>(() => GitRepository.Open(bundle)).Failure);
        }

        _fixture.Git("bundle", "create", "--quiet", bundle, "HEAD~1..v1");
        GitException exception = Assert.Throws<GitException>(() => GitRepository.Open(bundle));
        Assert.Equal(GitFailure.MissingObject, exception.Failure);
    }

    private static void MakePipe(string path)
    {
        using var process = System.Diagnostics.Process.Start("mkfifo", [path]);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }

    private string WriteCanaryScript(string canary) => GitFixture.WriteScript(
        Path.Combine(_fixture.Root, "canary.sh"), $"#!/bin/sh\necho \"$0 $*\" > {canary}\n");

    // Two commits, and a third one with a signature of nobody's, tagged "signed".
    private void MakeRelease()
    {
        _fixture.Write(".gitattributes", "shown filter=canary diff=canary\nsubst export-subst\n");
        _fixture.Write("subst", "$Format:%G? %H %(describe)$\n");
        _fixture.Write("shown", "first\n");
        _fixture.Write("plain", "plain\n");
        _fixture.Write("missing", "may be taken away\n");
        _fixture.Commit("First");
        _fixture.Write("shown", "shown\n");
        string commit = _fixture.Commit("Second");
        _fixture.Git("tag", "v1");
        string text = _fixture.Git("cat-file", "commit", commit);
        int end = text.IndexOf("\n\n", StringComparison.Ordinal);
        string signed = Path.Combine(_fixture.Root, "signed.commit");
        File.WriteAllText(signed, text.Insert(
            end, "\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n AAAA\n -----END PGP SIGNATURE-----"));
        string id = _fixture.Git("hash-object", "-t", "commit", "-w", signed).Trim();
        _fixture.Git("update-ref", "refs/tags/signed", id);
    }

    private static void UseEverything(string source)
    {
        using GitRepository repository = GitRepository.Open(source);
        int blobs = 0;
        foreach (string name in repository.Tags)
        {
            GitTag tag = repository.ResolveTag(name);
            IReadOnlyList<GitTreeEntry> tree = repository.ReadTree(tag);
            GitAttributes attributes = GitAttributes.Read(repository, tree);
            foreach (GitTreeEntry entry in tree.Where(entry => entry.Size >= 0))
            {
                byte[] content = repository.ReadBlob(entry.ObjectId, 1000);
                blobs++;
                attributes.IsExportIgnored(entry.Path);
                if (attributes.IsExportSubst(entry.Path))
                {
                    ExportSubst.IsExpansion(repository, tag, content, content);
                    ExportSubst.TryExpand(repository, tag, content, out _);
                    ExportSubst.TryExpand(repository, tag, "$Format:%d %B$"u8, out _);
                }
            }

            foreach (GitTreeEntry entry in tree.Where(entry => entry.Size < 0))
            {
                Assert.Throws<GitException>(() => repository.ReadBlob(entry.ObjectId, 1000));
            }
        }

        Assert.True(blobs >= 4);
    }
}
