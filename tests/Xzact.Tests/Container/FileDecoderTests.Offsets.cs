using Xzact.Container;
using Xzact.Kernels;

namespace Xzact.Tests.Container;

/// <summary>Where in the file a failure is said to be.</summary>
public sealed partial class FileDecoderTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    [InlineData(4096)]
    public void A_failure_behind_padding_is_said_to_be_where_it_is(int padding)
    {
        byte[] stream = XzCodec.Encode(new XzCompressionOptions { Quality = 0 }, [1, 2, 3]);
        int second = stream.Length + padding;
        byte[] file = [.. stream, .. new byte[padding], .. stream];
        file[second + 6] ^= 1;
        using var decoder = new FileDecoder(new WorkAllocator(), DecoderLimits.None, singleStream: false);
        Judge.Ours(decoder, file, int.MaxValue, 1 << 10);
        Assert.Equal(XzError.StreamHeaderCorrupt, decoder.Failure?.Error);
        Assert.InRange(decoder.Failure!.Offset, second + 6, second + 8);

        file[second + 6] ^= 1;
        decoder.Reset();
        Judge.Ours(decoder, file.AsSpan(..^1), int.MaxValue, 1 << 10);
        Assert.Equal(XzError.UnexpectedEnd, decoder.Failure?.Error);
        Assert.Equal(file.Length - 1, decoder.Failure?.Offset);

        decoder.Reset();
        Judge.Ours(decoder, [.. file, 1], int.MaxValue, 1 << 10);
        Assert.Equal(XzError.TrailingData, decoder.Failure?.Error);
        Assert.Equal(file.Length, decoder.Failure?.Offset);
    }
}
