using Xzact.Audit.Archives;

namespace Xzact.Audit.Tests.Archives.Compression;

public sealed class XzFileDecoderTests
{
    private static readonly byte[] s_tar = new TarBuilder().Add("a", new string('a', 5000)).Add("b", "bb").End();

    [Fact]
    public void A_plain_file_is_read_with_nothing_to_observe()
    {
        ArchiveListing listing = ArchiveListing.Read(Xz(s_tar));

        Assert.Equal("tar.xz", listing.Format.ToString());
        Assert.Equal(["a", "b"], listing.Members.Select(m => m.Name));
        Assert.Empty(listing.Observations);
    }

    [Fact]
    public void Several_streams_padding_and_trailing_bytes_are_observed_at_their_exact_offsets()
    {
        byte[] first = Xz(s_tar[..1000]);
        byte[] both = [.. first, 0, 0, 0, 0, .. Xz(s_tar[1000..])];

        ArchiveListing listing = ArchiveListing.Read([.. both, 0, 0, 0, 0, .. "tail"u8]);

        Assert.Equal(2, listing.Members.Count);
        Assert.Equal(
            [
                (ArchiveObservationKind.ExtraCompressedMember, first.Length + 4L),
                (ArchiveObservationKind.StreamPadding, first.Length),
                (ArchiveObservationKind.TrailingData, both.Length + 4),
            ],
            listing.Observations.Select(o => (o.Kind, o.Offset)));
        Assert.Contains("8 zero bytes", listing.Observations[1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_cut_is_truncation_at_the_place_of_the_cut()
    {
        byte[] xz = Xz(s_tar);

        for (int length = 6; length < xz.Length; length++)
        {
            ArchiveException exception = ArchiveListing.Fails(xz[..length]);
            Assert.Equal(
                (ArchiveErrorReason.Truncated, (long)length, ArchiveOffsetBase.File),
                (exception.Reason, exception.Offset, exception.OffsetBase));
        }
    }

    [Fact]
    public void Every_changed_byte_is_an_error()
    {
        byte[] xz = Xz(s_tar);
        for (int i = 0; i < xz.Length; i++)
        {
            byte[] changed = [.. xz];
            changed[i] ^= 0x04;
            Assert.NotEqual(ArchiveErrorReason.OverLimit, ArchiveListing.Fails(changed).Reason);
        }
    }

    [Fact]
    public void A_stream_without_a_check_is_observed()
    {
        ArchiveListing listing = ArchiveListing.Read(Xz(s_tar, "--check=none"));

        Assert.Equal([ArchiveObservationKind.UnverifiedData], listing.Kinds);
    }

    [Fact]
    public void A_dictionary_beyond_the_memory_limit_is_refused_before_it_is_taken()
    {
        byte[] xz = Xz(s_tar, "--lzma2=dict=64MiB");

        ArchiveException exception =
            ArchiveListing.Fails(xz, new ArchiveLimits { MaxDecoderMemory = 32 << 20 });

        Assert.Equal(ArchiveErrorReason.OverLimit, exception.Reason);
        Assert.Equal(2, ArchiveListing.Read(xz, new ArchiveLimits { MaxDecoderMemory = 70 << 20 }).Members.Count);
    }

    internal static byte[] Xz(byte[] content, params IEnumerable<string> options)
    {
        SystemTool.Require("xz");
        string folder = Directory.CreateTempSubdirectory("xzact-xz-").FullName;
        try
        {
            File.WriteAllBytes(Path.Combine(folder, "content"), content);
            SystemTool.Run(folder, "xz", options.Append("content"));
            return File.ReadAllBytes(Path.Combine(folder, "content.xz"));
        }
        finally
        {
            Directory.Delete(folder, true);
        }
    }
}
