using Xzact.Audit.Archives;
using Xzact.Audit.Archives.Zip;

namespace Xzact.Audit.Tests.Archives.Zip;

public sealed class ZipDescriptorTests
{
    private const string Signature = "504B0708";
    private const string Crc = "1078F5D9";
    private static readonly ZipEntry s_entry = OpenedZip.Entry(new ZipBuilderEntry("a", "abc") { Crc = 0xD9F57810 });

    [Theory]
    [InlineData(Crc + "0300000003000000", 12)]
    [InlineData(Crc + "03000000000000000300000000000000", 20)]
    [InlineData(Signature + Crc + "0300000003000000", 16)]
    [InlineData(Signature + Crc + "03000000000000000300000000000000", 24)]
    [InlineData(Signature + "1178F5D90300000003000000", 0)]
    [InlineData(Signature + Crc + "0400000003000000", 0)]
    [InlineData(Signature + Crc + "0300000004000000", 0)]
    [InlineData("504B0708", 0)]
    [InlineData("", 0)]
    public void The_form_that_states_what_the_directory_states_is_found(string hex, int length)
    {
        byte[] descriptor = Convert.FromHexString(hex);

        Assert.Equal(length, Match([1, 2, 3, .. descriptor], 3));
        Assert.Equal(length, Match([1, 2, 3, .. descriptor, .. "PK\x01\x02 more bytes than any descriptor has"u8], 3));
    }

    [Fact]
    public void Of_two_forms_that_fit_the_one_that_a_signature_follows_is_taken()
    {
        // With sizes of 0 the short form is the beginning of the long one.
        ZipEntry empty = OpenedZip.Entry(new ZipBuilderEntry("a", ""));
        byte[] wide = [.. Convert.FromHexString(Signature), .. new byte[20], .. "PK\x01\x02"u8];
        Assert.Equal(24, ZipDescriptor.Match(new OpenedZip(wide).File, 0, empty));
        byte[] narrow = [.. Convert.FromHexString(Signature), .. new byte[12], .. "PK\x01\x02"u8];
        Assert.Equal(16, ZipDescriptor.Match(new OpenedZip(narrow).File, 0, empty));
    }

    [Fact]
    public void Every_cut_at_the_end_of_the_file_is_no_match()
    {
        byte[] whole = Convert.FromHexString(Signature + Crc + "0300000003000000");
        for (int length = 0; length < whole.Length; length++)
        {
            Assert.Equal(0, Match(whole[..length], 0));
        }
    }

    [Fact]
    public void A_place_behind_the_end_of_the_file_is_truncation()
    {
        ArchiveException exception = Assert.Throws<ArchiveException>(() => Match(new byte[10], 11));

        Assert.Equal((ArchiveErrorReason.Truncated, 11L), (exception.Reason, exception.Offset));
    }

    private static int Match(byte[] file, long offset) =>
        ZipDescriptor.Match(new OpenedZip(file).File, offset, s_entry);
}
