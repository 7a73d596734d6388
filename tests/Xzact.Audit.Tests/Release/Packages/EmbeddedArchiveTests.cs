using System.Security.Cryptography;
using Xzact.Audit.Release.Packages;

namespace Xzact.Audit.Tests.Release.Packages;

public sealed class EmbeddedArchiveTests
{
    private static readonly byte[] s_content = [.. Enumerable.Range(0, 100_000).Select(i => (byte)i)];

    private static EmbeddedArchive Copy(string sha256) => EmbeddedArchive.Copy(
        "a.tar", new MemoryStream(s_content), sha256, [], [], TestContext.Current.CancellationToken);

    [Fact]
    public void The_copy_has_the_content_from_its_start_and_no_name_on_disk()
    {
        using EmbeddedArchive archive = Copy(Convert.ToHexStringLower(SHA256.HashData(s_content)));
        Assert.Equal(SHA256.HashData(s_content), SHA256.HashData(archive.Stream));
        Assert.True(archive.Stream.CanSeek);
        Assert.True(OperatingSystem.IsWindows() || !File.Exists(((FileStream)archive.Stream).Name), "it has a name");
    }

    [Fact]
    public void Content_that_changed_since_it_was_first_read_is_refused() => Assert.Contains(
        "changed while it was read", Assert.Throws<AuditInputException>(() => Copy(new string('0', 64))).Message,
        StringComparison.Ordinal);
}
