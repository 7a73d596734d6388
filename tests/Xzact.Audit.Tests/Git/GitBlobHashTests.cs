using System.Text;
using Xzact.Audit.Git;

namespace Xzact.Audit.Tests.Git;

public sealed class GitBlobHashTests
{
    // The ids of the empty blob and of "hello\n" that git's documentation prints.
    [Theory]
    [InlineData("", "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391")]
    [InlineData("hello\n", "ce013625030ba8dba906f756967f9e9ca394464a")]
    public void Known_contents_have_their_published_ids(string content, string id)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(content);
        Assert.Equal(id, GitBlobHash.Compute(bytes, GitObjectFormat.Sha1));
        using var stream = new MemoryStream(bytes);
        Assert.Equal(id, GitBlobHash.Compute(stream, bytes.Length, GitObjectFormat.Sha1));
    }

    [Fact]
    public void The_empty_blob_has_its_published_sha256_id() => Assert.Equal(
        "473a0f4c3be8a93681a267e3b1e9a7dcda1185436fe141f7749120a303721813",
        GitBlobHash.Compute(default, GitObjectFormat.Sha256));

    [Theory]
    [InlineData(4)]
    [InlineData(6)]
    public void A_size_that_was_announced_wrongly_is_refused(long size)
    {
        using var stream = new MemoryStream("12345"u8.ToArray());
        Assert.Throws<InvalidDataException>(() => GitBlobHash.Compute(stream, size, GitObjectFormat.Sha1));
    }
}
