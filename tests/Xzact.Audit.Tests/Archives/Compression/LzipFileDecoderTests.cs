using System.IO.Compression;
using Xzact.Audit.Archives;

namespace Xzact.Audit.Tests.Archives.Compression;

public sealed class LzipFileDecoderTests
{
    private static readonly byte[] s_tar = new TarBuilder().Add("a", new string('a', 5000)).Add("b", "bb").End();

    private static byte[] Lzip(byte[] data)
    {
        using MemoryStream output = new();
        using (LzipStream stream = new(output, CompressionMode.Compress, leaveOpen: true))
        {
            stream.Write(data);
        }

        return output.ToArray();
    }

    [Fact]
    public void A_plain_file_is_read_with_nothing_to_observe()
    {
        ArchiveListing listing = ArchiveListing.Read(Lzip(s_tar));
        Assert.Equal("tar.lz", listing.Format.ToString());
        Assert.Equal(["a", "b"], listing.Members.Select(m => m.Name));
        Assert.Empty(listing.Observations);
    }

    [Fact]
    public void Several_members_and_trailing_bytes_are_observed_at_their_exact_offsets()
    {
        byte[] first = Lzip(s_tar[..1000]);
        byte[] both = [.. first, .. Lzip(s_tar[1000..])];
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
    public void Every_cut_is_truncation_at_the_place_of_the_cut()
    {
        byte[] file = Lzip(s_tar);
        for (int length = 6; length < file.Length; length++)
        {
            ArchiveException exception = ArchiveListing.Fails(file[..length]);
            Assert.Equal((ArchiveErrorReason.Truncated, (long)length), (exception.Reason, exception.Offset));
        }
    }

    [Fact]
    public void Every_changed_byte_is_an_error()
    {
        // The size of the dictionary is bound by no check; any that is large enough decodes the same.
        const int DictionarySize = 5;
        byte[] file = Lzip(s_tar);
        foreach (int i in Enumerable.Range(0, file.Length).Where(i => i != DictionarySize))
        {
            byte[] changed = [.. file];
            changed[i] ^= 0x04;
            ArchiveListing.Fails(changed);
        }
    }

    [Fact]
    public void A_dictionary_beyond_the_memory_limit_is_refused_before_it_is_taken()
    {
        // The sixth byte codes the dictionary: 2 to the power of its lower five bits.
        byte[] file = Lzip(s_tar);
        file[5] = 28;
        Assert.Equal(
            ArchiveErrorReason.OverLimit,
            ArchiveListing.Fails(file, new ArchiveLimits { MaxDecoderMemory = 32 << 20 }).Reason);
    }
}
