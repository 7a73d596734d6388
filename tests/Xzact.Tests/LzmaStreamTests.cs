using System.IO.Compression;
using Xzact.Testing.Contracts;
using Xzact.Testing.Data;
using Xzact.Testing.Streams;

namespace Xzact.Tests;

public sealed class LzmaStreamTests : StreamContractTests<LzmaStreamTests.Adapted>
{
    private static readonly byte[] s_data = Corpus.Make(CorpusKind.Text, 100_000, seed: 21);

    /// <summary>LZMA1 cannot be flushed; the base stream is, and the end brings the rest.</summary>
    [Fact]
    public override void Everything_flushed_can_be_read_and_the_base_stream_is_flushed()
    {
        using var compressed = new MemoryStream();
        var inner = new ChunkedStream(compressed);
        using (var writer = new LzmaStream(inner, CompressionMode.Compress, leaveOpen: true))
        {
            writer.Write(s_data.AsSpan(0, 50_000));
            writer.Flush();
            Assert.InRange(compressed.Length, 1000, 50_000);
            writer.Write(s_data.AsSpan(50_000));
            writer.Flush();
        }

        Assert.Equal(2, inner.Flushes);
        Assert.Equal(s_data, ReadAll(new LzmaStream(
            new MemoryStream(compressed.ToArray()), CompressionMode.Decompress)));
    }

    [Theory]
    [InlineData(LzmaDataFormat.RawLzma1)]
    [InlineData(LzmaDataFormat.RawLzma2)]
    public void Raw_data_goes_through_streams(LzmaDataFormat format)
    {
        var options = new LzmaOptions(1) { DictionarySize = 65_536, PresetDictionary = s_data.AsMemory(0, 700) };
        using var compressed = new MemoryStream();
        using (var writer = new LzmaStream(compressed, options, format, leaveOpen: true))
        {
            writer.Write(s_data);
        }

        compressed.Position = 0;
        using var decoder = new LzmaDecoder(options, format);
        Assert.Equal(s_data, ReadAll(new LzmaStream(compressed, decoder)));
    }

    [Fact]
    public void Flushed_raw_LZMA2_can_be_read_so_far()
    {
        var options = new LzmaOptions(1);
        using var compressed = new MemoryStream();
        using var writer = new LzmaStream(compressed, options, LzmaDataFormat.RawLzma2);
        writer.Write(s_data.AsSpan(0, 5000));
        writer.Flush();
        using var decoder = new LzmaDecoder(options, LzmaDataFormat.RawLzma2);
        using var reader = new LzmaStream(new MemoryStream(compressed.ToArray()), decoder);
        byte[] read = new byte[5000];
        reader.ReadExactly(read);
        Assert.Equal(s_data[..5000], read);
    }

    [Fact]
    public void An_announced_length_is_stored_and_must_be_kept()
    {
        using var compressed = new MemoryStream();
        using (var writer = new LzmaStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            writer.SetSourceLength(s_data.Length);
            writer.Write(s_data);
            Assert.Throws<InvalidOperationException>(() => writer.SetSourceLength(1));
        }

        Assert.Equal(s_data.Length, BitConverter.ToInt64(compressed.ToArray(), 5));
        foreach (int length in (int[])[s_data.Length - 1, s_data.Length + 1])
        {
            compressed.SetLength(0);
            var writer = new LzmaStream(compressed, CompressionLevel.Fastest, leaveOpen: true);
            writer.SetSourceLength(length);
            Assert.Throws<InvalidDataException>(() =>
            {
                writer.Write(s_data);
                writer.Dispose();
            });
            Assert.Equal(XzError.SourceLengthMismatch, writer.Error);
            writer.Dispose();
            if (length > s_data.Length)
            {
                using var reader = new LzmaStream(new MemoryStream(compressed.ToArray()), CompressionMode.Decompress);
                Assert.Throws<InvalidDataException>(() => ReadAll(reader));
            }
            else
            {
                Assert.Equal(0, compressed.Length);
            }
        }

        using var onlyReads = new LzmaStream(new MemoryStream(), CompressionMode.Decompress);
        Assert.Throws<InvalidOperationException>(() => onlyReads.SetSourceLength(5));
    }

    [Fact]
    public void What_follows_the_data_is_an_error_unless_only_the_data_is_wanted()
    {
        byte[] one = SmallLzmaFiles.Alone(s_data);
        using var strict = new LzmaStream(new MemoryStream([.. one, .. one]), CompressionMode.Decompress);
        Assert.Throws<InvalidDataException>(() => ReadAll(strict));
        Assert.Equal(XzError.TrailingData, strict.Error);
        using var file = new MemoryStream([.. one, .. one]);
        var options = new XzDecompressionOptions { AllowMultipleStreams = false };
        for (int part = 1; part <= 2; part++)
        {
            using var reader = new LzmaStream(file, options, leaveOpen: true);
            Assert.Equal(s_data, ReadAll(reader));
            Assert.Equal(part * one.Length, file.Position);
        }
    }

    [Fact]
    public void Codecs_of_the_caller_are_reset_and_not_disposed()
    {
        using var encoder = new LzmaEncoder(1);
        using var decoder = new LzmaDecoder();
        byte[]? first = null;
        for (int run = 0; run < 3; run++)
        {
            encoder.Compress(s_data.AsSpan(0, 50), new byte[100], out _, out _, isFinalBlock: false);
            decoder.Decompress([93, 1, 2], new byte[100], out _, out _);
            using var compressed = new MemoryStream();
            using (var writer = new LzmaStream(compressed, encoder, leaveOpen: true))
            {
                writer.Write(s_data);
            }

            first ??= compressed.ToArray();
            Assert.Equal(first, compressed.ToArray());
            compressed.Position = 0;
            using var reader = new LzmaStream(compressed, decoder);
            Assert.Equal(s_data, ReadAll(reader));
        }

        decoder.Dispose();
        encoder.Dispose();
        Assert.Throws<ObjectDisposedException>(() => new LzmaStream(new MemoryStream(), encoder));
        Assert.Throws<ObjectDisposedException>(() => new LzmaStream(new MemoryStream(), decoder));
        Assert.Throws<ArgumentNullException>("encoder", () => new LzmaStream(Stream.Null, (LzmaEncoder)null!));
        Assert.Throws<ArgumentNullException>("decoder", () => new LzmaStream(Stream.Null, (LzmaDecoder)null!));
    }

    public sealed class Adapted : IStreamAdapter
    {
        public Stream Create(Stream stream, CompressionMode mode, bool leaveOpen = false) =>
            new LzmaStream(stream, mode, leaveOpen);

        public Stream Create(Stream stream, CompressionLevel level, bool leaveOpen = false) =>
            new LzmaStream(stream, level, leaveOpen);

        public Stream BaseStream(Stream stream) => ((LzmaStream)stream).BaseStream;

        public bool IsProtected(int index) => new LzmaAdapter().IsProtected(index);
    }
}
