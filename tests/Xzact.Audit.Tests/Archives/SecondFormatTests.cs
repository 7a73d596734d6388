using System.Buffers.Binary;
using System.IO.Compression;
using Xzact.Audit.Archives;

namespace Xzact.Audit.Tests.Archives;

public sealed class SecondFormatTests
{
    private static readonly byte[] s_zip = new ZipBuilder().Add("inner", "i").End();

    private static byte[] TarEndingIn(byte[] fixture)
    {
        TarBuilder tar = new();
        tar.Add("a", "a").Add("fixture.zip", size: fixture.Length).Raw(fixture);
        return tar.Raw(new byte[-fixture.Length & (TarBuilder.BlockLength - 1)]).End();
    }

    private static bool IsSecond(byte[] archive) =>
        ArchiveListing.Read(archive).Kinds.Contains(ArchiveObservationKind.SecondFormat);

    [Fact]
    public void A_tar_that_ends_in_a_zip_is_observed_whether_the_comment_fits_or_not()
    {
        byte[] tar = TarEndingIn(s_zip);
        Assert.True(IsSecond(tar));
        int end = tar.AsSpan().LastIndexOf("PK\x05\x06"u8);
        BinaryPrimitives.WriteUInt16LittleEndian(tar.AsSpan(end + 20), (ushort)(tar.Length - end - 22));
        Assert.True(IsSecond(tar));
        BinaryPrimitives.WriteUInt16LittleEndian(tar.AsSpan(end + 20), ushort.MaxValue);
        Assert.True(IsSecond(tar));
    }

    [Fact]
    public void A_plain_tar_by_name_whose_member_ends_in_a_zip_is_told_with_the_member()
    {
        Assert.Equal([ArchiveObservationKind.ZipInMember], Kinds(TarEndingIn(s_zip), "x.tar"));
        ArchiveListing listing = ArchiveListing.Read(ArchiveReader.Open(
            new MemoryStream(TarEndingIn(s_zip)), "x.tar", ArchiveLimits.Default));
        Assert.Equal("fixture.zip", Assert.Single(listing.Observations).MemberName);
    }

    [Fact]
    public void A_zip_that_is_no_members_content_or_in_a_file_of_another_name_stays_a_second_format()
    {
        const ArchiveObservationKind Second = ArchiveObservationKind.SecondFormat;
        Assert.Contains(Second, Kinds(TarEndingIn(s_zip), "x.bin"));
        Assert.Contains(Second, Kinds(TarEndingIn(s_zip), "x.tar.gz"));
        Assert.Contains(Second, Kinds([.. new TarBuilder().Add("a", "a").End(), .. s_zip], "x.tar"));
        byte[] made = TarEndingIn(s_zip);
        int end = made.AsSpan().LastIndexOf("PK\x05\x06"u8);
        BinaryPrimitives.WriteUInt16LittleEndian(made.AsSpan(end + 20), (ushort)(made.Length - end - 22));
        Assert.Contains(Second, Kinds(made, "x.tar"));
        byte[] after = [.. TarEndingIn(s_zip), .. "INERT"u8];
        Assert.Contains(Second, Kinds(after, "x.tar"));
        byte[] padding = TarEndingIn(s_zip);
        padding[^(1024 + 1)] = 1;
        Assert.Contains(Second, Kinds(padding, "x.tar"));
    }

    private static IReadOnlyList<ArchiveObservationKind> Kinds(byte[] archive, string name) => [..
        ArchiveListing.Read(ArchiveReader.Open(new MemoryStream(archive), name, ArchiveLimits.Default)).Kinds];

    [Fact]
    public void A_tar_that_is_stored_in_gzip_and_ends_in_a_zip_is_observed()
    {
        using MemoryStream packed = new();
        using (GZipStream gzip = new(packed, CompressionLevel.NoCompression, leaveOpen: true))
        {
            gzip.Write(TarEndingIn(s_zip));
        }

        Assert.True(IsSecond(packed.ToArray()));
    }

    [Fact]
    public void A_zip_that_begins_with_a_tar_header_is_observed()
    {
        // The name of the first member fills what a tar header needs between its signature and its checksum.
        byte[] zip = new ZipBuilder().Add(new ZipBuilderEntry("", "x") { RawName = new byte[512] }).End();
        Assert.False(IsSecond(zip));
        zip.AsSpan(30, 482).Clear();
        zip.AsSpan(100, 7).Fill((byte)'0');
        byte[] header = zip[..512];
        TarBuilder.Seal(header);
        header.CopyTo(zip, 0);
        Assert.True(IsSecond(zip));
    }

    [Fact]
    public void Signatures_and_zips_that_lead_nowhere_are_no_second_format()
    {
        Assert.False(IsSecond(TarEndingIn(new ZipBuilder().End())));
        Assert.False(IsSecond(TarEndingIn("PK\x05\x06"u8.ToArray())));
        Assert.False(IsSecond(TarEndingIn([.. "PK\x05\x06"u8, .. new byte[30]])));
        byte[] broken = [.. s_zip];
        broken[0] ^= 1;
        Assert.False(IsSecond(TarEndingIn(broken)));
        byte[] early = [.. TarEndingIn(s_zip), .. new byte[70_000]];
        Assert.False(IsSecond(early));
    }

    [Fact]
    public void A_tar_whose_first_name_is_the_signature_of_another_format_is_observed()
    {
        Assert.True(IsSecond(new TarBuilder().Add("begin 644 a\n", "a").End()));
        Assert.False(IsSecond(new TarBuilder().Add("begin 644", "a").End()));
        Assert.False(IsSecond(new TarBuilder().Add("a", "a").Add("begin 644 a\n", "a").End()));
    }

    [Fact]
    public void What_cannot_be_read_from_its_end_is_read_as_one_format() => Assert.DoesNotContain(
        ArchiveObservationKind.SecondFormat,
        ArchiveListing.Read(ArchiveReader.Open(
            new ForwardOnly(TarEndingIn(s_zip)), "x", ArchiveLimits.Default)).Kinds);
}
