using Xzact.Audit.Archives;
using Xzact.Audit.Archives.Zip;

namespace Xzact.Audit.Tests.Archives.Zip;

public sealed class ZipLocalHeaderTests
{
    [Fact]
    public void The_data_begins_behind_name_and_extra_fields()
    {
        byte[] extra = OpenedZip.Field(0x1234, 1, 2);

        ZipLocalHeader local = Read(new ZipBuilderEntry("name", "abc") { LocalExtra = extra });

        Assert.Equal(30 + 4 + 6, local.DataOffset);
        Assert.Equal([1, 2], local.Extra.Find(0x1234)!);
        Assert.Empty(local.Differences);
    }

    [Theory]
    [InlineData(6, "flags")]
    [InlineData(8, "method")]
    [InlineData(10, "time")]
    [InlineData(12, "time")]
    [InlineData(14, "CRC-32")]
    [InlineData(18, "compressed size")]
    [InlineData(22, "size")]
    [InlineData(30, "name")]
    public void Each_field_that_differs_is_named(int offset, string field)
    {
        Assert.Equal([field], Read(new ZipBuilderEntry("name", "abc"), zip => zip[offset] ^= 0x10).Differences);
    }

    [Fact]
    public void With_a_data_descriptor_zeros_are_no_difference_and_other_numbers_are()
    {
        var entry = new ZipBuilderEntry("name", "abc") { Descriptor = true };

        Assert.Empty(Read(entry).Differences);
        Assert.Equal(
            ["CRC-32", "size", "compressed size"],
            Read(entry, zip => (zip[14], zip[18], zip[22]) = (1, 1, 1)).Differences);
        Assert.Equal(
            ["CRC-32", "size", "compressed size"],
            Read(entry with { Descriptor = false }, zip => zip.AsSpan(14, 12).Clear()).Differences);
    }

    [Fact]
    public void Saturated_sizes_come_from_the_zip64_field()
    {
        byte[] right = OpenedZip.Field(1, 3, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0);
        byte[] wrong = OpenedZip.Field(1, 4, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0);
        byte[] cut = OpenedZip.Field(1, 3, 0, 0, 0, 0, 0, 0, 0);

        Assert.Empty(Read(Entry(right), Saturate).Differences);
        Assert.Equal(["size"], Read(Entry(wrong), Saturate).Differences);
        Assert.Equal(["size", "compressed size"], Read(Entry(cut), Saturate).Differences);
        Assert.Equal(["size", "compressed size"], Read(Entry([]), Saturate).Differences);

        static ZipBuilderEntry Entry(byte[] extra) => new("name", "abc") { LocalExtra = extra };
        static void Saturate(byte[] zip) => zip.AsSpan(18, 8).Fill(0xFF);
    }

    [Fact]
    public void What_is_no_local_header_is_corrupt_and_what_is_cut_is_truncated()
    {
        ArchiveException corrupt = Assert.Throws<ArchiveException>(
            () => Read(new ZipBuilderEntry("name", "abc"), zip => zip[3] = 5));
        Assert.Equal((ArchiveErrorReason.Corrupt, 0L), (corrupt.Reason, corrupt.Offset));

        byte[] header = new ZipBuilder().Add("name", "abc").End()[..34];
        ZipEntry entry = OpenedZip.Entry(new ZipBuilderEntry("name", "abc"));
        for (int length = 0; length < header.Length; length++)
        {
            var opened = new OpenedZip(header[..length]);
            Assert.Equal(
                ArchiveErrorReason.Truncated,
                Assert.Throws<ArchiveException>(() => ZipLocalHeader.Read(opened.File, 0, entry)).Reason);
        }

        Assert.Equal(34, ZipLocalHeader.Read(new OpenedZip(header).File, 0, entry).DataOffset);
    }

    private static ZipLocalHeader Read(ZipBuilderEntry builderEntry, Action<byte[]>? change = null)
    {
        byte[] zip = new ZipBuilder().Add(builderEntry).End();
        ZipEntry entry = new OpenedZip(zip).ReadEntry();
        change?.Invoke(zip);
        return ZipLocalHeader.Read(new OpenedZip(zip).File, 0, entry);
    }
}
