using ICSharpCode.SharpZipLib.BZip2;
using Xzact.Audit.Archives;

namespace Xzact.Audit.Tests.Archives.Compression;

public sealed class Bzip2DecoderTests
{
    private static readonly byte[] s_tar = new TarBuilder().Add("a", new string('a', 5000)).Add("b", "bb").End();

    [Fact]
    public void A_plain_file_is_read_with_nothing_to_observe()
    {
        ArchiveListing listing = ArchiveListing.Read(Bzip2(s_tar));

        Assert.Equal("tar.bz2", listing.Format.ToString());
        Assert.Equal(["a", "b"], listing.Members.Select(m => m.Name));
        Assert.Empty(listing.Observations);
    }

    [Fact]
    public void Several_streams_and_trailing_bytes_are_observed_at_their_exact_offsets()
    {
        byte[] first = Bzip2(s_tar[..1000]);
        byte[] both = [.. first, .. Bzip2(s_tar[1000..])];

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
    public void Every_cut_is_an_error_and_none_passes_for_an_end()
    {
        byte[] bzip2 = Bzip2(s_tar);

        for (int length = 4; length < bzip2.Length; length++)
        {
            ArchiveException exception = ArchiveListing.Fails(bzip2[..length]);
            Assert.Equal((ArchiveErrorReason.Truncated, (long)length), (exception.Reason, exception.Offset));
        }
    }

    [Fact]
    public void Every_changed_byte_is_an_error_and_never_another_content()
    {
        byte[] bzip2 = Bzip2(s_tar);
        for (int i = 0; i < bzip2.Length; i++)
        {
            byte[] changed = [.. bzip2];
            changed[i] ^= 0x55;
            if (i == 3)
            {
                continue; // the block size: any that is large enough is right
            }

            ArchiveException exception = ArchiveListing.Fails(changed);
            Assert.True(
                exception.Reason is ArchiveErrorReason.Corrupt or ArchiveErrorReason.Truncated
                    or ArchiveErrorReason.NotAnArchive,
                $"byte {i}: {exception.Message}");
        }
    }

    internal static byte[] Bzip2(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var bzip2 = new BZip2OutputStream(packed, 1) { IsStreamOwner = false })
        {
            bzip2.Write(content);
        }

        return packed.ToArray();
    }
}
