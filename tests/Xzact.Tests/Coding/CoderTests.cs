using System.IO.Compression;
using Xzact.Container;
using Xzact.Kernels;

namespace Xzact.Tests.Coding;

public sealed class CoderTests
{
    /// <summary>
    /// A Stream whose LZMA2 chunk decodes a few hundred bytes and then names a distance beyond the dictionary, with a
    /// literal behind it that would look back by that distance.
    /// </summary>
    private const string BadDistanceBeforeMatchedLiteral =
        "fd377a585a000004e6d6b4460200210116000000742fe5a3e01dff006d5d00348033501868898301dce26e3db44ea3b1"
        + "95da72dcaf0d866e45332f4f87de1d8c0bdfb79a805dd2ea68122ca35abf1e376a24a198e6a556a91b5f725354273d73"
        + "231e54c19759f996afc90bc7148a5e86ee5d46b26881d7bb02e41f1802ffdbee4e704883c3dc15d8b8aa3a0000000000"
        + "304c7fb4634d890400018901803c0000b212a207b1c467fb020000000004595a";

    [Fact]
    public void A_coder_that_failed_stays_failed_and_touches_nothing()
    {
        using var decoder = new FileDecoder(new WorkAllocator(), DecoderLimits.None, singleStream: false);
        ReadOnlySpan<byte> input = Convert.FromHexString(BadDistanceBeforeMatchedLiteral);
        Span<byte> output = new byte[100_000];
        Assert.Equal(Xzact.Coding.CoderStatus.Failed, decoder.Code(ref input, ref output));
        int inputLeft = input.Length;
        int outputLeft = output.Length;

        for (int i = 0; i < 100; i++)
        {
            Assert.Equal(Xzact.Coding.CoderStatus.Failed, decoder.Code(ref input, ref output));
        }

        Assert.Equal((inputLeft, outputLeft), (input.Length, output.Length));
        Assert.Equal(XzError.DataCorrupt, decoder.Failure!.Error);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(512)]
    [InlineData(100_000)]
    public void A_stream_read_on_after_a_failure_throws_again_and_does_not_crash(int bufferSize)
    {
        byte[] data = Convert.FromHexString(BadDistanceBeforeMatchedLiteral);
        using var stream = new XzStream(new MemoryStream(data), CompressionMode.Decompress);
        var buffer = new byte[bufferSize];
        Assert.Throws<InvalidDataException>(() =>
        {
            while (stream.Read(buffer) > 0)
            {
            }
        });
        Assert.Throws<InvalidDataException>(() => stream.Read(buffer));
        Assert.Equal(XzError.DataCorrupt, stream.Error);
    }
}
