using System.IO.Compression;
using System.Text;
using Xzact.Audit.Archives;

namespace Xzact.Audit.Tests.Archives.Compression;

public sealed class GzipDecoderTests
{
    private static readonly byte[] s_tar = new TarBuilder().Add("a", new string('a', 5000)).Add("b", "bb").End();

    [Fact]
    public void A_plain_file_is_read_with_nothing_to_observe()
    {
        ArchiveListing listing = ArchiveListing.Read(Gzip(s_tar));

        Assert.Equal("tar.gz", listing.Format.ToString());
        Assert.Equal(["a", "b"], listing.Members.Select(m => m.Name));
        Assert.Empty(listing.Observations);
    }

    [Fact]
    public void Several_members_are_read_as_one_and_observed()
    {
        byte[] first = Gzip(s_tar[..700]);
        byte[] gzip = [.. first, .. Gzip([]), .. Gzip(s_tar[700..])];

        ArchiveListing listing = ArchiveListing.Read(gzip);

        Assert.Equal(2, listing.Members.Count);
        ArchiveObservation observation = Assert.Single(listing.Observations);
        Assert.Equal(
            (ArchiveObservationKind.ExtraCompressedMember, (long)first.Length, ArchiveOffsetBase.File),
            (observation.Kind, observation.Offset, observation.OffsetBase));
        Assert.Contains("3 gzip members", observation.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, 0, "all zero")]
    [InlineData(100_000, 0, "all zero")]
    [InlineData(100_000, 1, "not all zero")]
    public void Trailing_bytes_are_observed_at_their_exact_offset(int length, byte last, string words)
    {
        byte[] gzip = Gzip(s_tar);
        byte[] trailing = new byte[length];
        trailing[^1] = last;

        ArchiveObservation observation = Assert.Single(ArchiveListing.Read([.. gzip, .. trailing]).Observations);

        ArchiveObservationKind kind =
            last == 0 ? ArchiveObservationKind.StreamPadding : ArchiveObservationKind.TrailingData;
        Assert.Equal((kind, (long)gzip.Length), (observation.Kind, observation.Offset));
        Assert.Contains($"{length} bytes", observation.Text, StringComparison.Ordinal);
        Assert.EndsWith(words, observation.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Optional_header_fields_are_read_their_check_is_verified_and_hiding_places_are_observed()
    {
        byte[] plain = Gzip(s_tar);
        byte[] named = [0x1F, 0x8B, 8, 0x08, 0, 0, 0, 0, 0, 3, .. "n.tar\0"u8];
        byte[] all = [0x1F, 0x8B, 8, 0x1F, 0, 0, 0, 0, 0, 3, 3, 0, 1, 2, 3, .. "n.tar\0"u8, .. "comment\0"u8];
        ushort check = (ushort)ZipBuilder.Crc32(all);
        all = [.. all, (byte)check, (byte)(check >> 8)];

        Assert.Empty(ArchiveListing.Read([.. named, .. plain[10..]]).Observations);
        ArchiveObservation fields = Assert.Single(ArchiveListing.Read([.. all, .. plain[10..]]).Observations);
        Assert.Equal(ArchiveObservationKind.GzipHeaderField, fields.Kind);
        Assert.StartsWith("10 bytes", fields.Text, StringComparison.Ordinal);

        // GZipStream of the base library does not look at this check.
        all[^1] ^= 1;
        ArchiveException exception = ArchiveListing.Fails([.. all, .. plain[10..]]);
        Assert.Equal((ArchiveErrorReason.Corrupt, 0L), (exception.Reason, exception.Offset));
        Assert.Contains("CRC-16", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-8, "CRC-32")]
    [InlineData(-1, "length")]
    public void A_wrong_trailer_is_corrupt(int offset, string words)
    {
        byte[] gzip = Gzip(s_tar);
        gzip[gzip.Length + offset] ^= 1;

        ArchiveException exception = ArchiveListing.Fails(gzip);

        Assert.Equal((ArchiveErrorReason.Corrupt, gzip.Length - 8L), (exception.Reason, exception.Offset));
        Assert.Equal(ArchiveOffsetBase.File, exception.OffsetBase);
        Assert.Contains(words, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, 7, "method 7")]
    [InlineData(3, 0x80, "reserved")]
    public void A_header_against_the_rules_is_corrupt(int offset, byte value, string words)
    {
        byte[] gzip = Gzip(s_tar);
        gzip[offset] = value;

        ArchiveException exception = ArchiveListing.Fails(gzip);

        Assert.Equal(ArchiveErrorReason.Corrupt, exception.Reason);
        Assert.Contains(words, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_cut_is_truncation_at_the_place_of_the_cut()
    {
        byte[] gzip = Gzip(s_tar);

        for (int length = 2; length < gzip.Length; length++)
        {
            ArchiveException exception = ArchiveListing.Fails(gzip[..length]);
            Assert.Equal(
                (ArchiveErrorReason.Truncated, (long)length, ArchiveOffsetBase.File),
                (exception.Reason, exception.Offset, exception.OffsetBase));
        }
    }

    [Fact]
    public void Compressed_data_that_holds_no_tar_is_no_archive()
    {
        ArchiveException exception = ArchiveListing.Fails(Gzip(Encoding.ASCII.GetBytes(new string('x', 600))));

        Assert.Equal(ArchiveErrorReason.NotAnArchive, exception.Reason);
    }

    [Fact]
    public void A_bomb_and_an_endless_row_of_members_are_over_the_limit()
    {
        byte[] bomb = Gzip([.. new TarBuilder().Add("z", size: 48 << 20).Unended(), .. new byte[48 << 20]]);
        byte[] row = [.. Gzip(s_tar), .. Enumerable.Repeat(Gzip([]), 20).SelectMany(m => m)];

        Assert.Equal(ArchiveErrorReason.OverLimit, ArchiveListing.Fails(bomb).Reason);
        Assert.Equal(
            ArchiveErrorReason.OverLimit,
            ArchiveListing.Fails(row, new ArchiveLimits { MaxCompressedMembers = 20 }).Reason);
        Assert.Equal(2, ArchiveListing.Read(row, new ArchiveLimits { MaxCompressedMembers = 21 }).Members.Count);
    }

    [Theory]
    [InlineData("b-1.0.tar", null)]
    [InlineData("b-1.0.tar.gz", null)]
    [InlineData("download", null)]
    [InlineData("b-1.0.zip", ArchiveObservationKind.FormatDiffersFromName)]
    [InlineData("b-1.0.7z", ArchiveObservationKind.FormatDiffersFromName)]
    [InlineData("/etc/profile", ArchiveObservationKind.GzipHeaderField)]
    [InlineData("a\u001B[2Jb.tar", ArchiveObservationKind.GzipHeaderField)]
    public void The_name_in_the_header_may_be_any_tar_s(string name, ArchiveObservationKind? expected)
    {
        byte[] gzip = Gzip(s_tar);
        gzip[3] |= 8;
        byte[] named = [.. gzip[..10], .. Encoding.UTF8.GetBytes(name), 0, .. gzip[10..]];
        Assert.Equal(
            expected is { } kind ? [kind] : [], ArchiveListing.Read(named).Kinds);
    }

    internal static byte[] Gzip(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, true))
        {
            gzip.Write(content);
        }

        // An empty GZipStream writes nothing at all.
        return content.Length > 0
            ? packed.ToArray()
            : [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    }
}
