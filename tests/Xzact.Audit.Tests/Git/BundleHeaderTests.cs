using System.Text;
using Xzact.Audit.Git;

namespace Xzact.Audit.Tests.Git;

public sealed class BundleHeaderTests : IDisposable
{
    private const string Id = "0123456789012345678901234567890123456789";
    private const string Whole = "# v3 git bundle\n@object-format=sha256\n" + Id + " refs/heads/main\n\n";

    private readonly string _root = Directory.CreateTempSubdirectory("xzact-bundle-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Theory]
    [InlineData("# v2 git bundle\n" + Id + " refs/heads/main\n\nPACK", GitObjectFormat.Sha1)]
    [InlineData("# v3 git bundle\n@object-format=sha1\n\n", GitObjectFormat.Sha1)]
    [InlineData(Whole + "@not-a-capability behind the header\n", GitObjectFormat.Sha256)]
    public void The_object_format_is_sha1_unless_a_capability_says_otherwise(string text, GitObjectFormat expected) =>
        Assert.Equal(expected, Read(text).Format);

    [Theory]
    [InlineData("@filter=blob:none")]
    [InlineData("@object-format=md5")]
    [InlineData("@object-format=SHA1")]
    [InlineData("@object-format")]
    [InlineData("@")]
    public void A_capability_that_is_not_known_is_refused_by_name(string capability)
    {
        GitException exception = Fails($"# v3 git bundle\n{capability}\n\n");

        Assert.Equal(GitFailure.Failed, exception.Failure);
        Assert.Contains($"\"{capability}\"", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bundle_that_continues_another_names_the_commit_that_it_needs()
    {
        GitException exception = Fails($"# v2 git bundle\n-{Id} subject of the commit\n{Id} refs/heads/main\n\n");

        Assert.Equal(GitFailure.MissingObject, exception.Failure);
        Assert.Contains($"commit {Id},", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_cut_of_the_header_is_corrupt()
    {
        for (int length = 0; length < Whole.Length; length++)
        {
            Assert.Equal(GitFailure.Corrupt, Fails(Whole[..length]).Failure);
        }
    }

    [Theory]
    [InlineData(64 * 1024, true)]
    [InlineData((64 * 1024) + 1, false)]
    public void A_line_has_a_longest_length(int length, bool isRead)
    {
        string text = $"# v2 git bundle\n{new string('a', length)}\n\n";

        Assert.Equal(isRead, Record.Exception(() => Read(text)) is null);
        if (!isRead)
        {
            Assert.Equal(GitFailure.Corrupt, Fails(text).Failure);
        }
    }

    private GitException Fails(string text) => Assert.Throws<GitException>(() => Read(text));

    private BundleHeader Read(string text)
    {
        string file = Path.Combine(_root, "bundle");
        File.WriteAllBytes(file, Encoding.UTF8.GetBytes(text));
        return BundleHeader.Read(file);
    }
}
