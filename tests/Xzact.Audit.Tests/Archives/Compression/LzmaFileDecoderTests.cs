using System.IO.Compression;
using Xzact.Audit.Archives;
using Xzact.Audit.Archives.Compression;

namespace Xzact.Audit.Tests.Archives.Compression;

public sealed class LzmaFileDecoderTests
{
    private static readonly byte[] s_content = [.. Enumerable.Range(0, 5000).Select(i => (byte)(i / 7))];

    private readonly ArchiveContext _context = new(ArchiveLimits.Default);

    internal static byte[] Lzma(byte[] data)
    {
        using MemoryStream output = new();
        using (LzmaStream stream = new(output, CompressionMode.Compress, leaveOpen: true))
        {
            stream.Write(data);
        }

        return output.ToArray();
    }

    private byte[] Decode(byte[] packed, ArchiveContext? context = null)
    {
        context ??= _context;
        using LzmaFileDecoder decoder = new(new ArchiveInput(new ForwardOnly(packed), context), context);
        using MemoryStream output = new();
        decoder.CopyTo(output);
        return output.ToArray();
    }

    [Fact]
    public void A_plain_file_is_read_with_nothing_to_observe()
    {
        Assert.Equal(s_content, Decode(Lzma(s_content)));
        Assert.Empty(_context.Observations);
    }

    [Fact]
    public void What_follows_is_trailing_data_even_if_it_is_another_file()
    {
        byte[] packed = Lzma(s_content);
        Assert.Equal(s_content, Decode([.. packed, .. packed]));
        ArchiveObservation observation = Assert.Single(_context.Observations);
        Assert.Equal(
            (ArchiveObservationKind.TrailingData, (long)packed.Length), (observation.Kind, observation.Offset));
    }

    [Fact]
    public void A_file_that_is_cut_off_is_truncated_wherever_that_is()
    {
        byte[] packed = Lzma(s_content);
        for (int length = 1; length < packed.Length; length += 7)
        {
            ArchiveException failure = Assert.Throws<ArchiveException>(() => Decode(packed[..length]));
            Assert.Equal(ArchiveErrorReason.Truncated, failure.Reason);
        }
    }

    [Fact]
    public void A_dictionary_over_the_limit_is_refused()
    {
        ArchiveContext context = new(new ArchiveLimits { MaxDecoderMemory = 1 << 20 });
        Assert.Equal(
            ArchiveErrorReason.OverLimit,
            Assert.Throws<ArchiveException>(() => Decode(Lzma(s_content), context)).Reason);
    }
}
