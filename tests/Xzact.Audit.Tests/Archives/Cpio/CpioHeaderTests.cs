using System.Text;
using Xzact.Audit.Archives;
using Xzact.Audit.Archives.Cpio;

namespace Xzact.Audit.Tests.Archives.Cpio;

public sealed class CpioHeaderTests
{
    // Magic, then inode, mode, user, group, links, time, size, device, special device, length of the name, checksum.
    private const string Plain = "070701"
        + "0000000A" + "000081a4" + "00000001" + "00000002" + "00000003" + "6553f100" + "FFFFFFFF"
        + "00000004" + "00000005" + "00000000" + "00000000" + "00000006" + "00000007";

    private static CpioHeader Parse(string text, long offset = 0) =>
        CpioHeader.Parse(Encoding.ASCII.GetBytes(text), offset);

    [Fact]
    public void Fields_are_read_in_either_case_and_sizes_up_to_four_gib()
    {
        CpioHeader header = Parse(Plain, 12);
        Assert.Equal((12L, 0x81A4, 3u), (header.Offset, header.Mode, header.Links));
        Assert.Equal((uint.MaxValue, 6L, 7u), (header.Size, header.NameLength, header.Checksum));
        Assert.Equal((10u, 4u, 5u), header.Identity);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(0x6553F100), header.ModifiedAt);
        Assert.False(header.HasChecksum || header.HasSpecialNumbers || header.IsPlainEnd);
    }

    [Fact]
    public void The_form_with_a_checksum_is_known() =>
        Assert.True(Parse(Plain.Replace("070701", "070702", StringComparison.Ordinal)).HasChecksum);

    [Theory]
    [InlineData(6, "+000000A")]
    [InlineData(6, " 000000a")]
    [InlineData(14, "0x0081a4")]
    [InlineData(102, "0000000g")]
    [InlineData(94, "0000000\0")]
    public void A_field_is_hexadecimal_digits_and_nothing_else(int at, string field)
    {
        ArchiveException failure = Assert.Throws<ArchiveException>(
            () => Parse(Plain.Remove(at, 8).Insert(at, field), 1000));
        Assert.Equal((ArchiveErrorReason.Corrupt, 1000L + at), (failure.Reason, failure.Offset));
    }

    [Theory]
    [InlineData("07070X", ArchiveErrorReason.Unsupported)]
    [InlineData("070707", ArchiveErrorReason.Corrupt)]
    [InlineData("070703", ArchiveErrorReason.Corrupt)]
    [InlineData("\0\0\0\0\0\0", ArchiveErrorReason.Corrupt)]
    public void Another_magic_is_refused_with_its_reason(string magic, ArchiveErrorReason reason) => Assert.Equal(
        reason, Assert.Throws<ArchiveException>(() => Parse(magic + Plain[6..])).Reason);
}
