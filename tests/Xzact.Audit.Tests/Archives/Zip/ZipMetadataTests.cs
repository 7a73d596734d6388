using System.Text;
using Xzact.Audit.Archives;
using Xzact.Audit.Archives.Zip;
using Xzact.Audit.Git;

namespace Xzact.Audit.Tests.Archives.Zip;

public sealed class ZipMetadataTests
{
    [Theory]
    [InlineData("6EC3A9", 0x800, true, false)]
    [InlineData("6EC3A9", 0, true, true)] // unzip takes the bytes, Python code page 437
    [InlineData("6E82", 0, true, true)]
    [InlineData("6E82", 0x800, false, true)]
    [InlineData("6E", 0, true, false)]
    public void A_name_is_its_bytes_and_readers_agree_on_ascii_and_marked_utf8_alone(
        string hex, ushort flags, bool isUtf8, bool isDoubted)
    {
        ZipEntry entry = OpenedZip.Entry(
            new ZipBuilderEntry("", "") { RawName = Convert.FromHexString(hex), Flags = flags });

        Assert.Equal(hex, Convert.ToHexString(GitPath.Encode(ZipMetadata.Name(entry, out bool actual))));
        Assert.Equal(isUtf8, actual);
        Assert.Equal(isDoubted, ZipMetadata.WhyNameDiffers(entry) is not null);
    }

    [Fact]
    public void A_unicode_path_that_fits_tells_all_readers_the_name()
    {
        byte[] raw = [0x6E, 0xC3, 0xA9];
        byte[] field = OpenedZip.Field(0x7075, [1, .. ZipBuilder.U32(ZipBuilder.Crc32(raw)), .. raw]);
        ZipEntry entry = OpenedZip.Entry(new ZipBuilderEntry("", "") { RawName = raw, CentralExtra = field });

        Assert.Equal("n\u00E9", ZipMetadata.Name(entry, out _));
        Assert.Null(ZipMetadata.WhyNameDiffers(entry));
        Assert.Null(ZipUnicodePath.WhyOdd(entry.Extra, entry.RawName));
    }

    [Theory]
    [InlineData(1, "plain", "evil", "evil")]
    [InlineData(1, "plain", "plain", "plain")]
    [InlineData(1, "other", "evil", "plain")]
    [InlineData(1, "plain", "", "plain")]
    [InlineData(2, "plain", "evil", "plain")]
    [InlineData(0, "plain", "evil", "plain")]
    public void A_unicode_path_counts_in_its_known_version_and_for_the_name_it_was_made_for(
        byte version, string madeFor, string path, string expected)
    {
        byte[] field = OpenedZip.Field(
            0x7075,
            [
                version,
                .. ZipBuilder.U32(ZipBuilder.Crc32(Encoding.UTF8.GetBytes(madeFor))),
                .. Encoding.UTF8.GetBytes(path),
            ]);
        ZipEntry entry = OpenedZip.Entry(new ZipBuilderEntry("plain", "") { CentralExtra = field });

        Assert.Equal(expected, ZipMetadata.Name(entry, out _));
    }

    [Theory]
    [InlineData(3, "0100755", 0u, "a", ArchiveMemberType.File, "755")]
    [InlineData(19, "0120777", 0u, "a", ArchiveMemberType.SymbolicLink, "777")]
    [InlineData(3, "0104755", 0u, "a", ArchiveMemberType.File, "4755")]
    [InlineData(3, "0000600", 0u, "a", ArchiveMemberType.File, "600")]
    [InlineData(3, "0000000", 0u, "a", ArchiveMemberType.File, "644")]
    [InlineData(3, "0120777", 0u, "a/", ArchiveMemberType.Directory, "777")]
    [InlineData(3, "0100644", 0x10u, "a", ArchiveMemberType.File, "644")]
    [InlineData(0, "0100755", 0u, "a", ArchiveMemberType.File, "644")]
    [InlineData(0, "0000000", 0x10u, "a", ArchiveMemberType.File, "644")]
    [InlineData(0, "0000000", 0u, "a/", ArchiveMemberType.Directory, "755")]
    [InlineData(3, "0060660", 0u, "a", ArchiveMemberType.BlockDevice, "660")]
    public void Type_and_mode_come_from_unix_attributes_of_unix_hosts_and_else_from_dos(
        byte host, string unixMode, uint dos, string name, ArchiveMemberType type, string mode)
    {
        ZipEntry entry = OpenedZip.Entry(
            new ZipBuilderEntry(name, "")
            {
                Host = host,
                UnixMode = Convert.ToInt32(unixMode, 8),
                DosAttributes = dos,
            });

        Assert.Equal((type, Convert.ToInt32(mode, 8)), ZipMetadata.TypeAndMode(entry, name));
    }

    [Theory]
    [InlineData(3, "0100755", 0u, "a", false)]
    [InlineData(3, "0120777", 0u, "a", false)]
    [InlineData(3, "0040755", 0x10u, "a/", false)]
    [InlineData(0, "0000000", 0x10u, "a/", false)]
    [InlineData(0, "0000000", 0u, "a/", false)]
    [InlineData(0, "0000000", 0x21u, "a", false)]
    [InlineData(0, "0100644", 0u, "a", false)]
    [InlineData(0, "0000000", 0x10u, "a", true)]
    [InlineData(3, "0100644", 0x10u, "a", true)]
    [InlineData(3, "0040755", 0u, "a", true)]
    [InlineData(3, "0100644", 0u, "a/", true)]
    [InlineData(3, "0120777", 0u, "a/", true)]
    [InlineData(0, "0100755", 0u, "a", true)]
    [InlineData(2, "0100755", 0u, "a", true)]
    [InlineData(2, "0120777", 0u, "a", true)]
    [InlineData(5, "0120777", 0u, "a", true)]
    [InlineData(16, "0120777", 0u, "a", true)]
    [InlineData(30, "0120777", 0u, "a", true)]
    [InlineData(11, "0004644", 0u, "a", true)]
    public void Slash_attributes_and_mode_that_disagree_are_told(
        byte host, string unixMode, uint dos, string name, bool differs)
    {
        ZipEntry entry = OpenedZip.Entry(
            new ZipBuilderEntry(name, "")
            {
                Host = host,
                UnixMode = Convert.ToInt32(unixMode, 8),
                DosAttributes = dos,
            });

        Assert.Equal(differs, ZipMetadata.WhyTypeDiffers(entry, name) is not null);
    }

    [Theory]
    [InlineData(0x58210000u, "2024-01-01T00:00:00")]
    [InlineData(0x00210000u, "1980-01-01T00:00:00")]
    [InlineData(0xFF9FBF7Du, "2107-12-31T23:59:58")]
    [InlineData(0x585D0000u, "2024-02-29T00:00:00")]
    [InlineData(0x565D0000u, null)] // the 29th of February 2023
    [InlineData(0x00000000u, null)] // day 0 of month 0
    [InlineData(0x5821001Eu, null)] // second 60
    [InlineData(0x5821C000u, null)] // hour 24
    [InlineData(0xFFFFFFFFu, null)]
    public void The_time_of_the_header_is_a_date_or_none(uint packed, string? expected)
    {
        ZipEntry entry = OpenedZip.Entry(new ZipBuilderEntry("a", "") { DosTime = packed });

        Assert.Equal(expected, ZipMetadata.ModifiedAt(entry)?.ToString("s"));
    }

    [Theory]
    [InlineData("0100F15365", 1_700_000_000L)]
    [InlineData("01FFFFFFFF", -1L)]
    [InlineData("0300F1536500000000", 1_700_000_000L)]
    [InlineData("0200F15365", 1_704_067_200L)] // no modification time in it
    [InlineData("0100F153", 1_704_067_200L)] // cut
    [InlineData("", 1_704_067_200L)]
    public void The_extended_timestamp_counts_first_if_it_holds_the_modification(string hex, long seconds)
    {
        ZipEntry entry = OpenedZip.Entry(
            new ZipBuilderEntry("a", "") { CentralExtra = OpenedZip.Field(0x5455, Convert.FromHexString(hex)) });

        Assert.Equal(seconds, ZipMetadata.ModifiedAt(entry)?.ToUnixTimeSeconds());
    }
}
