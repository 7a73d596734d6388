using System.Buffers;
using Xzact.Testing.Data;
using Xzact.Testing.Interop;

namespace Xzact.Tests;

/// <summary>Other filters from the next Block on, or from the next chunk.</summary>
public sealed partial class XzEncoderTests
{
    private static readonly IReadOnlyList<XzFilter>[] s_chains =
    [
        [XzFilter.Lzma2(0)],
        [XzFilter.X86(), XzFilter.Lzma2(new LzmaOptions(1) { DictionarySize = 1 << 16 })],
        [XzFilter.Delta(3), XzFilter.Arm64(4096), XzFilter.Lzma2(Small(lc: 0, lp: 2, pb: 0))],
        [XzFilter.Lzma2(new LzmaOptions(4) { DictionarySize = 1 << 20, LiteralContextBits = 4 })],
    ];

    [Theory]
    [InlineData(XzFlushMode.Full)]
    [InlineData(XzFlushMode.Barrier)]
    public void Filters_change_between_blocks_and_liblzma_decodes_each_with_its_own(XzFlushMode mode)
    {
        byte[] data = Corpus.Make(CorpusKind.Text, 200_000);
        byte[]? threaded = null;
        foreach (int threads in (int[])[1, 2, 3, 8])
        {
            var options = new XzCompressionOptions { Quality = 0, Threads = threads, BlockSize = 20_000 };
            var target = new MemoryStream();
            using (var xz = new XzStream(target, options, leaveOpen: true))
            {
                Cut(data, piece => xz.Write(piece), () => xz.Flush(mode), xz.ChangeFilters);
            }

            byte[] file = target.ToArray();
            byte[] direct = EncodeCut(options, data, mode, int.MaxValue, 1 << 16);
            Assert.Equal(file, direct);
            Assert.Equal(file, EncodeCut(options, data, mode, 777, 1 + threads));
            Assert.Equal(data, Decoded(file));
            Assert.Equal(data, XzCodec.DecodeStart(file));
            if (threads > 1)
            {
                Assert.Equal(threaded ??= file, file);
            }
        }
    }

    [Fact]
    public void Behind_a_sync_flush_the_block_goes_on_with_other_lc_lp_and_pb()
    {
        byte[] data = [.. Corpus.Make(CorpusKind.Text, 60_000), .. Corpus.Make(CorpusKind.Random, 70_000)];
        foreach (int outputSize in (int[])[1 << 16, 3])
        {
            using var encoder = new XzEncoder(
                new XzCompressionOptions { Filters = [XzFilter.X86(), XzFilter.Lzma2(Small(3, 0, 2))] });
            var target = new MemoryStream();
            int number = 0;
            foreach ((int Lc, int Lp, int Pb) in ((int, int, int)[])[(3, 0, 2), (0, 4, 0), (4, 0, 4), (0, 0, 0)])
            {
                encoder.ChangeFilters([XzFilter.X86(), XzFilter.Lzma2(Small(Lc, Lp, Pb))]);
                XzCodec.Compress(encoder, data.AsSpan(number * 30_000, 30_000), target, outputSize: outputSize);
                XzCodec.Flush(encoder, target, XzFlushMode.Sync, outputSize);
                encoder.Compress([], new byte[100], out _, out _, isFinalBlock: false);
                number++;
            }

            XzCodec.Compress(encoder, data.AsSpan(number * 30_000), target, isFinal: true);
            byte[] file = target.ToArray();
            Assert.Equal(data, Decoded(file));
            Assert.Equal(data, XzCodec.DecodeStart(file));
            Assert.Single(XzIndex.Read(new MemoryStream(file)).Blocks);
        }
    }

    [Fact]
    public void What_cannot_change_is_refused_and_the_data_goes_on_as_it_was()
    {
        byte[] data = Corpus.Make(CorpusKind.Text, 50_000);
        var options = new XzCompressionOptions { Filters = [XzFilter.X86(), XzFilter.Lzma2(Small(3, 0, 2))] };
        using var encoder = new XzEncoder(options);
        var target = new MemoryStream();
        XzCodec.Compress(encoder, data.AsSpan(0, 20_000), target);
        Assert.Throws<InvalidOperationException>(() => encoder.ChangeFilters(s_chains[0]));
        Assert.Equal(OperationStatus.DestinationTooSmall, encoder.Flush(default, out _, XzFlushMode.Full));
        Assert.Throws<InvalidOperationException>(() => encoder.ChangeFilters(s_chains[0]));
        XzCodec.Flush(encoder, target, XzFlushMode.Full);
        XzCodec.Compress(encoder, data.AsSpan(20_000, 10_000), target);
        XzCodec.Flush(encoder, target, XzFlushMode.Sync);
        Assert.Throws<InvalidOperationException>(() => encoder.ChangeFilters([XzFilter.Lzma2(Small(3, 0, 2))]));
        Assert.Throws<InvalidOperationException>(
            () => encoder.ChangeFilters([XzFilter.X86(16), XzFilter.Lzma2(Small(3, 0, 2))]));
        LzmaOptions other = Small(3, 0, 2);
        other.DictionarySize *= 2;
        Assert.Throws<InvalidOperationException>(
            () => encoder.ChangeFilters([XzFilter.X86(), XzFilter.Lzma2(other)]));
        Assert.Throws<ArgumentException>("filters", () => encoder.ChangeFilters([]));
        Assert.Throws<ArgumentException>("filters", () => encoder.ChangeFilters([XzFilter.X86()]));
        Assert.Throws<ArgumentNullException>("filters", () => encoder.ChangeFilters(null!));
        XzCodec.Compress(encoder, data.AsSpan(30_000), target, isFinal: true);
        Assert.Throws<InvalidOperationException>(() => encoder.ChangeFilters(s_chains[0]));
        Assert.Equal(data, Decoded(target.ToArray()));

        encoder.Dispose();
        Assert.Throws<ObjectDisposedException>(() => encoder.ChangeFilters(s_chains[0]));
        using var reading = new XzStream(target, new XzDecompressionOptions());
        Assert.Throws<InvalidOperationException>(() => reading.ChangeFilters(s_chains[0]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_reset_brings_the_filters_of_the_options_back(int threads)
    {
        byte[] data = Corpus.Make(CorpusKind.Text, 40_000);
        var options = new XzCompressionOptions { Filters = [XzFilter.Lzma2(Small(3, 0, 2))], Threads = threads };
        byte[] expected = XzCodec.Encode(options, data);
        using var encoder = new XzEncoder(options);
        foreach (XzFlushMode mode in Enum.GetValues<XzFlushMode>())
        {
            XzCodec.Compress(encoder, data, new MemoryStream());
            XzCodec.Flush(encoder, new MemoryStream(), mode);
            encoder.ChangeFilters([XzFilter.Lzma2(Small(0, 2, 0))]);
            XzCodec.Compress(encoder, data, new MemoryStream());
            encoder.Reset();
            var target = new MemoryStream();
            XzCodec.Compress(encoder, data, target, isFinal: true);
            Assert.Equal(expected, target.ToArray());
            encoder.Reset();
        }
    }

    private static LzmaOptions Small(int lc, int lp, int pb) => new(6)
    {
        DictionarySize = 1 << 15,
        LiteralContextBits = lc,
        LiteralPositionBits = lp,
        PositionBits = pb,
    };

    private static byte[] Decoded(byte[] file)
    {
        LiblzmaResult result = SystemLiblzma.StreamDecode(file);
        Assert.Equal(LiblzmaStatus.StreamEnd, result.Status);
        return result.Output;
    }

    /// <summary>Pieces with other filters each, and a flush behind each but the last.</summary>
    private static void Cut(
        byte[] data, Action<byte[]> write, Action flush, Action<IReadOnlyList<XzFilter>> change)
    {
        int start = 0;
        int number = 0;
        foreach (int end in (int[])[0, 30_000, 30_001, 90_000, 110_000, 155_555, data.Length])
        {
            if (number > 1)
            {
                flush();
            }

            change(s_chains[number++ % s_chains.Length]);
            write(data[start..end]);
            start = end;
        }
    }

    private static byte[] EncodeCut(
        XzCompressionOptions options, byte[] data, XzFlushMode mode, int inputSize, int outputSize)
    {
        using var encoder = new XzEncoder(options);
        var target = new MemoryStream();
        Cut(
            data,
            piece =>
            {
                foreach (byte[] part in piece.Chunk(Math.Min(inputSize, piece.Length + 1)))
                {
                    XzCodec.Compress(encoder, part, target, outputSize: outputSize);
                }
            },
            () => XzCodec.Flush(encoder, target, mode, outputSize),
            encoder.ChangeFilters);
        XzCodec.Compress(encoder, [], target, isFinal: true, outputSize);
        return target.ToArray();
    }
}
