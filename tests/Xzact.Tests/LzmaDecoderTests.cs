using System.Buffers;
using Xzact.Testing.Contracts;
using Xzact.Testing.Data;
using Xzact.Testing.Interop;

namespace Xzact.Tests;

public sealed class LzmaDecoderTests
{
    private static readonly byte[] s_data = Corpus.Make(CorpusKind.Text, 3000, seed: 24);

    [Fact]
    public void Headers_that_no_encoder_writes_are_taken()
    {
        byte[] file = SmallLzmaFiles.Alone(s_data);
        file[1] = 0x07;
        byte[] room = new byte[s_data.Length];
        Assert.True(LzmaDecoder.TryDecompress(file, room, out int written));
        Assert.Equal(s_data, room[..written]);
        Assert.False(XzDecoder.TryDecompress(file, room, out _));
    }

    [Fact]
    public void Raw_data_needs_a_length_where_it_has_no_marker()
    {
        LiblzmaFilter filter = LiblzmaFilter.Lzma1(new LzmaSettings(6)).WithSize(s_data.Length, mayHaveMarker: false);
        byte[] coded = SystemLiblzma.RawEncode(s_data, filter).Output;
        foreach ((long length, OperationStatus expected) in ((long, OperationStatus)[])
            [
                (s_data.Length, OperationStatus.Done), (-1, OperationStatus.NeedMoreData),
                (s_data.Length - 1, OperationStatus.InvalidData), (s_data.Length + 1, OperationStatus.NeedMoreData),
            ])
        {
            using var decoder = new LzmaDecoder(new LzmaOptions(), LzmaDataFormat.RawLzma1, length);
            (OperationStatus status, _) = CodecLoops.Decompress(LzmaAdapter.Wrap(decoder), coded, out byte[] decoded);
            Assert.Equal(expected, status);
            Assert.True(s_data.AsSpan().StartsWith(decoded));
        }
    }

    [Fact]
    public void Raw_data_is_cut_and_damaged_as_liblzma_judges_it()
    {
        var settings = new LzmaSettings(6) { DictionarySize = 4096 };
        LiblzmaFilter[] filters = [LiblzmaFilter.Lzma1(settings), LiblzmaFilter.Lzma2(settings)];
        foreach (LiblzmaFilter filter in filters)
        {
            bool isLzma2 = filter == filters[1];
            byte[] coded = SystemLiblzma.RawEncode(s_data.AsSpan(0, 300), filter).Output;
            using var decoder = new Xzact.Container.RawDecoder(
                new Xzact.Kernels.WorkAllocator(),
                Judge.Limits,
                new LzmaOptions { DictionarySize = 4096 },
                isLzma2,
                size: null)
            { SingleStream = true };
            var differential = new FormatDifferential(decoder, file => SystemLiblzma.RawDecode(file, filter));
            differential.Cut("raw", coded);
            differential.Flip("raw", coded);
            differential.AssertSame(800);
        }
    }

    [Fact]
    public void Arguments_that_cannot_be_are_refused()
    {
        var options = new LzmaOptions();
        var sum = new LzmaOptions { LiteralPositionBits = 4 };
        Assert.Throws<ArgumentNullException>("options", () => new LzmaDecoder(null!, LzmaDataFormat.RawLzma1));
        Assert.Throws<ArgumentException>("options", () => new LzmaDecoder(sum, LzmaDataFormat.RawLzma1));
        Assert.Throws<ArgumentException>("format", () => new LzmaDecoder(options, LzmaDataFormat.LzmaAlone));
        Assert.Throws<ArgumentOutOfRangeException>("format", () => new LzmaDecoder(options, (LzmaDataFormat)9));
        Assert.Throws<ArgumentException>(
            "uncompressedLength", () => new LzmaDecoder(options, LzmaDataFormat.RawLzma2, 5));
        Assert.Throws<ArgumentOutOfRangeException>(
            "uncompressedLength", () => new LzmaDecoder(options, LzmaDataFormat.RawLzma1, -2));
        Assert.Throws<ArgumentNullException>("decompressionOptions", () => new LzmaDecoder(null!));
    }

    [Fact]
    public void Limits_hold_for_raw_data_too()
    {
        byte[] coded = SystemLiblzma.RawEncode(s_data, LiblzmaFilter.Lzma1(new LzmaSettings(6))).Output;
        foreach ((XzDecompressionOptions limits, XzError error) in ((XzDecompressionOptions, XzError)[])
            [
                (new() { MaxWindowLog2 = 22 }, XzError.DictionaryLimit),
                (new() { MemoryLimit = 1 << 23 }, XzError.MemoryLimit),
                (new() { MaxOutputLength = 2999 }, XzError.OutputLimit),
            ])
        {
            using var decoder = new LzmaDecoder(new LzmaOptions(), LzmaDataFormat.RawLzma1, -1, limits);
            Assert.Equal(OperationStatus.InvalidData, decoder.Decompress(coded, new byte[4000], out _, out _));
            Assert.Equal(error, decoder.Error);
        }
    }
}
