using System.Buffers.Binary;
using Xzact.Audit.Archives;
using Xzact.Audit.Archives.Zip;

namespace Xzact.Audit.Tests.Archives.Zip;

public sealed class ZipEntryTests
{
    [Fact]
    public void Every_field_is_read()
    {
        byte[] extra = OpenedZip.Field(0x1234, 1, 2);
        var opened = new OpenedZip(new ZipBuilder()
            .Add(new ZipBuilderEntry("n\u00E9", "content")
            {
                Deflate = true,
                Flags = 0x800,
                Host = 19,
                UnixMode = 0x81ED,
                DosAttributes = 0x20,
                DosTime = 0x12345678,
                Crc = 0x89ABCDEF,
                CentralExtra = extra,
                Comment = "note",
            })
            .End());

        ZipEntry entry = opened.ReadEntry();

        Assert.Equal("n\u00E9"u8.ToArray(), entry.RawName);
        Assert.Equal("note"u8.ToArray(), entry.Comment);
        Assert.Equal([1, 2], entry.Extra.Find(0x1234)!);
        Assert.Equal((19, (ushort)0x800, (ushort)8), (entry.Host, entry.Flags, entry.Method));
        Assert.Equal((0x12345678u, 0x89ABCDEFu, 0x81ED0020u), (entry.DosTime, entry.Crc, entry.Attributes));
        Assert.Equal(
            (7L, (long)ZipBuilder.DeflateOf("content"u8.ToArray()).Length, 0L),
            (entry.Size, entry.CompressedSize, entry.LocalOffset));
        Assert.Equal(opened.Directory.Start, entry.Offset);
    }

    [Fact]
    public void Saturated_numbers_come_from_the_zip64_field()
    {
        ZipEntry entry = OpenedZip.Entry(new ZipBuilderEntry("a", "abc") { IsZip64 = true, Size = 5_000_000_000 });

        Assert.Equal((5_000_000_000, 3L, 0L), (entry.Size, entry.CompressedSize, entry.LocalOffset));
    }

    [Fact]
    public void A_zip64_field_that_does_not_fit_is_corrupt()
    {
        byte[] zip = new ZipBuilder().Add(new ZipBuilderEntry("a", "abc") { IsZip64 = true, Size = -1 }).End();

        AssertFails(zip, ArchiveErrorReason.Corrupt, "the zip64 field of a central header does not fit it");
    }

    [Fact]
    public void Every_cut_of_a_header_is_corrupt_at_the_end_of_the_directory()
    {
        byte[] zip = new ZipBuilder()
            .Add(new ZipBuilderEntry("name", "abc") { CentralExtra = OpenedZip.Field(9, 1), Comment = "note" })
            .End();
        long start = new OpenedZip(zip).Directory.Start;
        for (int length = 0; length < 46 + 4 + 5 + 4; length++)
        {
            var opened = new OpenedZip(zip);

            ArchiveException exception = Assert.Throws<ArchiveException>(
                () => ZipEntry.Read(opened.File.Open(start, length), opened.Context));

            Assert.Equal((ArchiveErrorReason.Corrupt, start + length), (exception.Reason, exception.Offset));
        }
    }

    [Theory]
    [InlineData(0, 1, ArchiveErrorReason.Corrupt, "something that is no header")]
    [InlineData(34, 1, ArchiveErrorReason.Unsupported, "several volumes")]
    public void What_is_no_header_of_this_volume_is_refused(
        int field, byte change, ArchiveErrorReason reason, string why)
    {
        byte[] zip = new ZipBuilder().Add("a", "a").End();
        zip[zip.AsSpan().IndexOf("PK\x01\x02"u8) + field] ^= change;

        AssertFails(zip, reason, why);
    }

    [Fact]
    public void A_saturated_volume_number_is_the_first_volume()
    {
        byte[] zip = new ZipBuilder().Add("a", "a").End();
        int header = zip.AsSpan().IndexOf("PK\x01\x02"u8);
        BinaryPrimitives.WriteUInt16LittleEndian(zip.AsSpan(header + 34), ushort.MaxValue);

        Assert.Equal(header, new OpenedZip(zip).ReadEntry().Offset);
    }

    [Fact]
    public void A_name_longer_than_allowed_is_refused()
    {
        byte[] zip = new ZipBuilder().Add("abc", "a").End();
        var opened = new OpenedZip(zip, new ArchiveLimits { MaxNameLength = 2 });

        Assert.Equal(
            ArchiveErrorReason.OverLimit, Assert.Throws<ArchiveException>(() => opened.ReadEntry()).Reason);
    }

    private static void AssertFails(byte[] zip, ArchiveErrorReason reason, string words)
    {
        var opened = new OpenedZip(zip);
        ArchiveException exception = Assert.Throws<ArchiveException>(() => opened.ReadEntry());
        Assert.Equal((reason, opened.Directory.Start), (exception.Reason, exception.Offset));
        Assert.Contains(words, exception.Message, StringComparison.Ordinal);
    }
}
