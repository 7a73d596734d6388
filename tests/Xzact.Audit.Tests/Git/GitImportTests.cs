using Xzact.Audit.Git;

namespace Xzact.Audit.Tests.Git;

public sealed class GitImportTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("xzact-import-test-").FullName;

    [Fact]
    public void A_stream_becomes_a_repository_that_can_be_read()
    {
        string path = Path.Combine(_folder, "new.git");
        GitImport.CreateBare(path, stream => stream.Write(
            """
            commit refs/tags/v1
            committer N <n@example.invalid> 1700000000 +0000
            data 2
            m

            M 100644 inline a
            data 3
            abc


            """u8));
        using GitRepository repository = GitRepository.Open(path);
        GitTreeEntry entry = Assert.Single(repository.ReadTree(repository.ResolveTag("v1")));
        Assert.Equal(("a", 3L), (entry.Path, entry.Size));
    }

    [Fact]
    public void A_malformed_stream_is_refused() => Assert.Throws<GitException>(
        () => GitImport.CreateBare(Path.Combine(_folder, "bad.git"), stream => stream.Write("nonsense\n"u8)));

    [Fact]
    public void A_folder_that_holds_something_is_left_alone()
    {
        string file = Path.Combine(_folder, "mine");
        File.WriteAllText(file, "x");
        Assert.Throws<IOException>(() => GitImport.CreateBare(_folder, _ => { }));
        Assert.Equal([file], Directory.EnumerateFileSystemEntries(_folder));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
