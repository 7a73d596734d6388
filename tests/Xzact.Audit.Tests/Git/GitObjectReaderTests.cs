using Xzact.Audit.Git;

namespace Xzact.Audit.Tests.Git;

public sealed class GitObjectReaderTests : IDisposable
{
    private readonly GitFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void A_content_under_another_contents_id_is_refused_where_plain_git_gives_it()
    {
        (string first, string second) = MakeTwoBlobs();
        File.Copy(FileOf(second), FileOf(first), overwrite: true);
        Assert.Equal("second\n", _fixture.Git("cat-file", "-p", first));

        using GitRepository repository = GitRepository.Open(_fixture.Repository);
        GitException exception = Assert.Throws<GitException>(() => repository.ReadBlob(first, 100));
        Assert.Equal(GitFailure.Corrupt, exception.Failure);
        Assert.Contains(second, exception.Message);
        Assert.Equal("second\n"u8.ToArray(), repository.ReadBlob(second, 100));
    }

    [Fact]
    public void A_pack_index_that_points_elsewhere_deceives_nobody()
    {
        (string first, string second) = MakeTwoBlobs();
        _fixture.Git("gc", "--quiet");
        string index = Directory.GetFiles(Path.Combine(_fixture.GitDirectory, "objects", "pack"), "*.idx").Single();
        byte[] bytes = File.ReadAllBytes(index);
        Replace(bytes, Convert.FromHexString(first), Convert.FromHexString(second));
        File.SetAttributes(index, FileAttributes.Normal);
        File.WriteAllBytes(index, bytes);

        // Both ids of the table say "second" now, so one of them may lead to the first content.
        using GitRepository repository = GitRepository.Open(_fixture.Repository);
        GitFailure failure = Assert.Throws<GitException>(() => repository.ReadBlob(first, 100)).Failure;
        Assert.Contains(failure, (GitFailure[])[GitFailure.Corrupt, GitFailure.MissingObject]);
        try
        {
            Assert.Equal("second\n"u8.ToArray(), repository.ReadBlob(second, 100));
        }
        catch (GitException exception)
        {
            Assert.Equal(GitFailure.Corrupt, exception.Failure);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(20)]
    public void A_truncated_object_is_an_error_and_the_next_one_is_still_read(int length)
    {
        (string first, string second) = MakeTwoBlobs();
        string file = FileOf(first);
        File.WriteAllBytes(file, File.ReadAllBytes(file)[..length]);

        using GitRepository repository = GitRepository.Open(_fixture.Repository);
        GitFailure failure = Assert.Throws<GitException>(() => repository.ReadBlob(first, 100)).Failure;
        Assert.Contains(failure, (GitFailure[])[GitFailure.Corrupt, GitFailure.MissingObject]);
        Assert.Equal("second\n"u8.ToArray(), repository.ReadBlob(second, 100));
    }

    [Fact]
    public void A_missing_blob_is_said_to_be_missing()
    {
        (string first, _) = MakeTwoBlobs();
        File.Delete(FileOf(first));
        using GitRepository repository = GitRepository.Open(_fixture.Repository);
        GitException exception = Assert.Throws<GitException>(() => repository.ReadBlob(first, 100));
        Assert.Equal(GitFailure.MissingObject, exception.Failure);
        Assert.Contains(first, exception.Message);
    }

    private static void Replace(byte[] bytes, byte[] what, byte[] with)
    {
        int at = bytes.AsSpan().IndexOf(what);
        Assert.True(at > 0, "the pack index does not hold the id");
        with.CopyTo(bytes, at);
    }

    private (string First, string Second) MakeTwoBlobs()
    {
        _fixture.Write("first", "first, and somewhat longer than the other\n");
        _fixture.Write("second", "second\n");
        _fixture.Commit();
        return (_fixture.Git("rev-parse", "HEAD:first").Trim(), _fixture.Git("rev-parse", "HEAD:second").Trim());
    }

    private string FileOf(string id)
    {
        string file = Path.Combine(_fixture.GitDirectory, "objects", id[..2], id[2..]);
        File.SetAttributes(file, FileAttributes.Normal);
        return file;
    }
}
