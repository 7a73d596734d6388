using Xzact.Audit.Archives;
using ZstdSharp;
using ZstdSharp.Unsafe;

namespace Xzact.Audit.Tests.Archives.Compression;

public sealed class ZstdDecoderTests
{
    private static readonly byte[] s_tar = new TarBuilder().Add("a", new string('a', 5000)).Add("b", "bb").End();

    internal static byte[] Zstd(byte[] data, bool checksum = true, int windowLog = 0)
    {
        using MemoryStream output = new();
        using (CompressionStream stream = new(output, 3, leaveOpen: true))
        {
            stream.SetParameter(ZSTD_cParameter.ZSTD_c_checksumFlag, checksum ? 1 : 0);
            stream.SetParameter(ZSTD_cParameter.ZSTD_c_windowLog, windowLog);
            stream.Write(data);
        }

        return output.ToArray();
    }

    [Fact]
    public void A_plain_file_is_read_with_nothing_to_observe()
    {
        ArchiveListing listing = ArchiveListing.Read(Zstd(s_tar));
        Assert.Equal("tar.zst", listing.Format.ToString());
        Assert.Equal(["a", "b"], listing.Members.Select(m => m.Name));
        Assert.Empty(listing.Observations);
    }

    [Fact]
    public void Several_frames_and_trailing_bytes_are_observed_at_their_exact_offsets()
    {
        byte[] first = Zstd(s_tar[..1000]);
        byte[] both = [.. first, .. Zstd(s_tar[1000..])];
        ArchiveListing listing = ArchiveListing.Read([.. both, .. "tail"u8]);
        Assert.Equal(2, listing.Members.Count);
        Assert.Equal(
            [
                (ArchiveObservationKind.ExtraCompressedMember, (long)first.Length),
                (ArchiveObservationKind.TrailingData, both.Length),
            ],
            listing.Observations.Select(o => (o.Kind, o.Offset)));
    }

    [Fact]
    public void A_frame_that_readers_skip_is_data_that_no_file_has()
    {
        byte[] skippable = [0x50, 0x2A, 0x4D, 0x18, 4, 0, 0, 0, 1, 2, 3, 4];
        byte[] file = Zstd(s_tar);
        ArchiveListing listing = ArchiveListing.Read([.. file, .. skippable]);
        ArchiveObservation observation = Assert.Single(listing.Observations);
        Assert.Equal((ArchiveObservationKind.TrailingData, (long)file.Length), (observation.Kind, observation.Offset));
    }

    [Fact]
    public void A_frame_without_a_checksum_is_observed()
    {
        ArchiveListing listing = ArchiveListing.Read(Zstd(s_tar, checksum: false));
        Assert.Equal(2, listing.Members.Count);
        Assert.Equal(ArchiveObservationKind.UnverifiedData, Assert.Single(listing.Observations).Kind);
    }

    [Fact]
    public void A_file_of_the_specifications_words_is_read()
    {
        // RFC 8878, 3.1.1: magic, descriptor (content size of 2 bytes, less 256), one raw block that is the last.
        int size = s_tar.Length - 256;
        int block = (s_tar.Length << 3) | 1;
        byte[] frame =
        [
            0x28, 0xB5, 0x2F, 0xFD, 0x60, (byte)size, (byte)(size >> 8), (byte)block, (byte)(block >> 8),
            (byte)(block >> 16), .. s_tar,
        ];
        Assert.Equal(["a", "b"], ArchiveListing.Read(frame).Members.Select(m => m.Name));
    }

    [Fact]
    public void Every_cut_is_truncation_at_the_place_of_the_cut()
    {
        byte[] file = Zstd(s_tar);
        for (int length = 5; length < file.Length; length++)
        {
            ArchiveException failure = ArchiveListing.Fails(file[..length]);
            Assert.Equal((ArchiveErrorReason.Truncated, (long?)length), (failure.Reason, failure.Offset));
        }
    }

    [Fact]
    public void Every_changed_bit_is_found_or_changes_nothing()
    {
        byte[] file = Zstd(s_tar);
        string[] expected = [.. ArchiveListing.Read(file).Members.Select(m => m.Sha256)];
        int found = 0;
        for (int bit = 0; bit < file.Length * 8; bit++)
        {
            byte[] changed = [.. file];
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            try
            {
                ArchiveListing listing = ArchiveListing.Read(changed);
                Assert.True(
                    listing.Observations.Count > 0 || listing.Members.Select(m => m.Sha256).SequenceEqual(expected),
                    $"bit {bit}");
            }
            catch (ArchiveException)
            {
                found++;
            }
        }

        Assert.InRange(found, file.Length * 7, file.Length * 8);
    }

    [Fact]
    public void A_window_over_the_memory_limit_is_refused_before_it_is_allocated()
    {
        byte[] file = Zstd(s_tar, windowLog: 27);
        file[5] = 0xFF; // 3.75 TiB
        ArchiveException failure = ArchiveListing.Fails(file);
        Assert.Equal((ArchiveErrorReason.OverLimit, (long?)0), (failure.Reason, failure.Offset));
    }

    [Fact]
    public void A_frame_with_a_dictionary_is_named()
    {
        byte[] frame = [0x28, 0xB5, 0x2F, 0xFD, 0x21, 0x07, 0x05, 0x29, 0, 0, .. "hello"u8];
        ArchiveException failure = ArchiveListing.Fails(frame);
        Assert.Equal(ArchiveErrorReason.Unsupported, failure.Reason);
        Assert.Contains("dictionary", failure.Message, StringComparison.Ordinal);
    }
}
