using Xzact.Audit.Archives;

namespace Xzact.Audit.Tests.Archives;

public sealed class ArchiveFormatTests
{
    [Theory]
    [InlineData(ArchiveContainer.Tar, ArchiveCompression.None, "tar")]
    [InlineData(ArchiveContainer.Tar, ArchiveCompression.Gzip, "tar.gz")]
    [InlineData(ArchiveContainer.Tar, ArchiveCompression.Bzip2, "tar.bz2")]
    [InlineData(ArchiveContainer.Tar, ArchiveCompression.Xz, "tar.xz")]
    [InlineData(ArchiveContainer.Zip, ArchiveCompression.None, "zip")]
    public void It_is_shown_as_the_customary_ending(
        ArchiveContainer container, ArchiveCompression compression, string ending) =>
        Assert.Equal(ending, new ArchiveFormat(container, compression).ToString());

    [Fact]
    public void Every_compression_has_an_ending_of_its_own()
    {
        ArchiveCompression[] all = Enum.GetValues<ArchiveCompression>();

        Assert.Equal(
            all.Length,
            all.Select(value => new ArchiveFormat(ArchiveContainer.Tar, value).ToString()).Distinct().Count());
    }
}
