using Xzact.Audit.Archives;
using Xzact.Audit.Archives.Compression;

namespace Xzact.Audit.Tests.Archives.Compression;

public sealed class DecompressionTests
{
    [Theory]
    [InlineData("1F8B08", ArchiveCompression.Gzip)]
    [InlineData("425A6839", ArchiveCompression.Bzip2)]
    [InlineData("425A6831", ArchiveCompression.Bzip2)]
    [InlineData("425A6830", ArchiveCompression.None)]
    [InlineData("425A683A", ArchiveCompression.None)]
    [InlineData("425A68", ArchiveCompression.None)]
    [InlineData("FD377A585A00", ArchiveCompression.Xz)]
    [InlineData("FD377A585A", ArchiveCompression.None)]
    [InlineData("FD377A585A01", ArchiveCompression.None)]
    [InlineData("28B52FFD", ArchiveCompression.Zstandard)]
    [InlineData("28B52F", ArchiveCompression.None)]
    [InlineData("1F", ArchiveCompression.None)]
    [InlineData("504B0304", ArchiveCompression.None)]
    [InlineData("", ArchiveCompression.None)]
    public void Compression_is_known_by_its_first_bytes(string hex, ArchiveCompression expected) =>
        Assert.Equal(expected, Decompression.Detect(Convert.FromHexString(hex)));

    [Fact]
    public void Each_decoder_gives_back_what_was_compressed()
    {
        byte[] content = [.. Enumerable.Range(0, 5000).Select(i => (byte)(i * i))];

        Assert.Equal(content, Decode(GzipDecoderTests.Gzip(content)));
        Assert.Equal(content, Decode(Bzip2DecoderTests.Bzip2(content)));
        Assert.Equal(content, Decode(XzFileDecoderTests.Xz(content)));
        Assert.Equal(content, Decode(ZstdDecoderTests.Zstd(content)));
    }

    [Fact]
    public void No_compression_is_the_input_itself()
    {
        var context = new ArchiveContext(ArchiveLimits.Default);
        using var input = new ArchiveInput(new MemoryStream([1]), context);

        Assert.Same(input, Decompression.Open(ArchiveCompression.None, input, context));
    }

    private static byte[] Decode(byte[] packed)
    {
        var context = new ArchiveContext(ArchiveLimits.Default);
        using var source = new ForwardOnly(packed);
        using var input = new ArchiveInput(source, context);
        using Stream decoder = Decompression.Open(Decompression.Detect(packed), input, context);
        using var content = new MemoryStream();
        decoder.CopyTo(content);
        Assert.Equal(packed.Length, input.Offset);
        Assert.Empty(context.Observations);
        return content.ToArray();
    }
}
