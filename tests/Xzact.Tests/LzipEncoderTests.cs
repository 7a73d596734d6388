using System.Buffers;
using System.Buffers.Binary;
using Xzact.Testing.Contracts;
using Xzact.Testing.Data;
using Xzact.Testing.Interop;

namespace Xzact.Tests;

public sealed class LzipEncoderTests : CodecContractTests<LzipAdapter>
{
    private static readonly byte[] s_data = Corpus.Make(CorpusKind.Mixed, 400_000, seed: 13);

    /// <summary>A flush ends the member: what was flushed is a file of members.</summary>
    [Theory]
    [InlineData(1 << 16)]
    [InlineData(1)]
    public override void Everything_flushed_decodes_and_more_can_follow(int outputSize)
    {
        using SpanEncoder encoder = Codec.CreateEncoder(3);
        using var result = new MemoryStream();
        byte[] decoded = new byte[s_data.Length + 1];
        int position = 0;
        foreach (int size in (int[])[1, 0, 10, 5000, 70_000, 3])
        {
            CodecLoops.Feed(encoder, s_data.AsSpan(position, size), result, outputSize);
            CodecLoops.Flush(encoder, result, outputSize);
            CodecLoops.Flush(encoder, result, outputSize);
            position += size;
            Assert.True(Codec.TryDecompress(result.ToArray(), decoded, out int written));
            Assert.Equal(s_data[..position], decoded[..written]);
        }

        result.Write(CodecLoops.Compress(encoder, [], outputSize: outputSize));
        Assert.Equal(5, Members(result.ToArray()).Count);
        encoder.Reset();
        result.Write(CodecLoops.Compress(encoder, s_data.AsSpan(position), outputSize: outputSize));
        Assert.True(Codec.TryDecompress(result.ToArray(), decoded, out int all));
        Assert.Equal(s_data, decoded[..all]);
    }

    [Theory]
    [ClassData(typeof(CorpusKinds))]
    public void Liblzma_decodes_what_is_encoded(CorpusKind kind)
    {
        for (int run = 0; run < 10; run++)
        {
            byte[] data = Corpus.Make(kind, run * run * 900, seed: run);
            using var encoder = new LzipEncoder(run, 12 + run);
            byte[] file = CodecLoops.Compress(LzipAdapter.Wrap(encoder), data, 777, 1001);
            LiblzmaResult result = SystemLiblzma.LzipDecode(file, LiblzmaDecoderOptions.Concatenated);
            Assert.Equal((LiblzmaStatus.StreamEnd, file.Length), (result.Status, result.Consumed));
            Assert.Equal(data, result.Output);
        }
    }

    [Fact]
    public void No_member_is_larger_than_allowed_and_none_is_much_smaller()
    {
        const int Most = 100_000;
        byte[] data = [.. s_data, .. Corpus.Make(CorpusKind.Random, 250_000), .. new byte[900_000]];
        var options = new LzipCompressionOptions { MaxMemberSize = Most, LzmaOptions = new LzmaOptions(1) };
        using var encoder = new LzipEncoder(options);
        byte[] file = CodecLoops.Compress(LzipAdapter.Wrap(encoder), data);
        List<(int Size, int DataSize)> members = Members(file);
        Assert.All(members, member => Assert.InRange(member.Size, 36, Most));
        Assert.All(members.SkipLast(1), member => Assert.InRange(member.Size, Most - 100, Most));
        Assert.InRange(members.Count, 4, 20);
        Assert.All(members, member => Assert.InRange(member.DataSize, 1, data.Length));
        Assert.Equal(data, SystemLiblzma.LzipDecode(file, LiblzmaDecoderOptions.Concatenated).Output);
        foreach ((int input, int output) in ((int, int)[])[(1, 1 << 16), (4097, 3), (100_003, 77)])
        {
            encoder.Reset();
            Assert.Equal(file, CodecLoops.Compress(LzipAdapter.Wrap(encoder), data, input, output));
        }
    }

    [Fact]
    public void The_trailer_tells_the_data_and_the_header_its_dictionary()
    {
        using var encoder = new LzipEncoder(
            new LzipCompressionOptions { LzmaOptions = new LzmaOptions(0) { DictionarySize = 5000 } });
        byte[] file = CodecLoops.Compress(LzipAdapter.Wrap(encoder), s_data);
        Assert.Equal("LZIP"u8, file.AsSpan(0, 4));
        Assert.Equal((1, 0xCD), (file[4], file[5]));
        Assert.Equal(SystemLiblzma.Crc32(0, s_data), BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(^20)));
        Assert.Equal([(file.Length, s_data.Length)], Members(file));
    }

    [Fact]
    public void Another_length_than_announced_is_refused()
    {
        using var encoder = new LzipEncoder(0);
        byte[] room = new byte[300_000];
        foreach (int length in (int[])[s_data.Length - 1, s_data.Length + 1])
        {
            encoder.Reset();
            encoder.SetSourceLength(length);
            Assert.Equal(OperationStatus.InvalidData, encoder.Compress(s_data, room, out _, out int written, true));
            Assert.Equal((XzError.SourceLengthMismatch, 0), (encoder.Error, written));
        }

        encoder.Reset();
        encoder.SetSourceLength(s_data.Length);
        Assert.Equal(OperationStatus.Done, encoder.Compress(s_data, room, out _, out int with, true));
        Assert.True(LzipEncoder.TryCompress(s_data, room, out int without, 0));
        Assert.Equal(without, with);
    }

    /// <summary>Compressed and uncompressed size of each member, from the last to the first and back.</summary>
    private static List<(int Size, int DataSize)> Members(byte[] file)
    {
        var members = new List<(int, int)>();
        for (int end = file.Length; end > 0;)
        {
            int dataSize = (int)BinaryPrimitives.ReadInt64LittleEndian(file.AsSpan(end - 16));
            int size = (int)BinaryPrimitives.ReadInt64LittleEndian(file.AsSpan(end - 8));
            Assert.InRange(size, 36, end);
            members.Insert(0, (size, dataSize));
            end -= size;
            Assert.Equal("LZIP"u8, file.AsSpan(end, 4));
        }

        return members;
    }
}
