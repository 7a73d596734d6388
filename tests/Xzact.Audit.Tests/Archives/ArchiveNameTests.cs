using Xzact.Audit.Archives;

namespace Xzact.Audit.Tests.Archives;

public sealed class ArchiveNameTests
{
    [Theory]
    [InlineData("a.tar.gz", "tar.gz")]
    [InlineData("a_1.orig.tar.xz", "tar.xz")]
    [InlineData("a.TGZ", "tar.gz")]
    [InlineData("a.tbz2", "tar.bz2")]
    [InlineData("a.txz", "tar.xz")]
    [InlineData("a.tar", "tar")]
    [InlineData("a.zip", "zip")]
    [InlineData("a.whl", "zip")]
    [InlineData("a.tar.zst", "tar.zst")]
    [InlineData("a.7z", "")]
    [InlineData("a.zst", "tar.zst")]
    [InlineData("a.gz", "tar.gz")]
    public void An_ending_allows_its_format_and_no_other(string name, string expected)
    {
        ArchiveName claim = Assert.NotNull(ArchiveName.Read(name));
        IEnumerable<string> allowed = Formats().Where(format => claim.Allows(format)).Select(f => f.ToString());
        Assert.Equal(expected.Length == 0 ? [] : [expected], allowed);
    }

    [Theory]
    [InlineData("download")]
    [InlineData("a-1.0")]
    [InlineData("tar")]
    [InlineData("a.bin")]
    [InlineData("")]
    public void A_name_that_ends_like_no_archive_says_nothing(string name) => Assert.Null(ArchiveName.Read(name));

    private static IEnumerable<ArchiveFormat> Formats() =>
        Enum.GetValues<ArchiveCompression>().Select(c => new ArchiveFormat(ArchiveContainer.Tar, c))
            .Append(new ArchiveFormat(ArchiveContainer.Zip, ArchiveCompression.None));
}
