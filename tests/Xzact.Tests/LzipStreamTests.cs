using System.IO.Compression;
using Xzact.Testing.Contracts;
using Xzact.Testing.Data;
using Xzact.Testing.Streams;

namespace Xzact.Tests;

public sealed class LzipStreamTests : StreamContractTests<LzipStreamTests.Adapted>
{
    private static readonly byte[] s_data = Corpus.Make(CorpusKind.Text, 60_000, seed: 22);

    [Theory]
    [InlineData("")]
    [InlineData("LZ")]
    [InlineData("LZIx: no member")]
    [InlineData("trailing data")]
    public void All_members_are_read_and_the_base_stream_is_left_before_what_follows_them(string trailing)
    {
        byte[] members =
        [
            .. SmallLzmaFiles.Member(s_data.AsSpan(0, 20_000)), .. SmallLzmaFiles.Member([], version: 0),
            .. SmallLzmaFiles.Member(s_data.AsSpan(20_000)),
        ];
        byte[] file = [.. members, .. System.Text.Encoding.ASCII.GetBytes(trailing)];
        using var inner = new MemoryStream(file);
        using (var reader = new LzipStream(inner, CompressionMode.Decompress, leaveOpen: true))
        {
            Assert.Equal(s_data, ReadAll(reader));
            Assert.Equal((0, XzError.None), (reader.Read(new byte[5]), reader.Error));
        }

        Assert.Equal(members.Length, inner.Position);
        using var slow = new LzipStream(new ChunkedStream(new MemoryStream(file), 1, 2), CompressionMode.Decompress);
        Assert.Equal(s_data, ReadAll(slow));
        bool isWhole = LzipDecoder.TryDecompress(file, new byte[s_data.Length], out int written);
        Assert.Equal((trailing.Length == 0, isWhole ? s_data.Length : 0), (isWhole, written));
    }

    [Fact]
    public void Where_one_member_is_wanted_the_base_stream_is_left_right_behind_it()
    {
        byte[] member = SmallLzmaFiles.Member(s_data);
        using var file = new MemoryStream([.. member, .. member]);
        for (int part = 1; part <= 2; part++)
        {
            using var reader = new LzipStream(
                file, new XzDecompressionOptions { AllowMultipleStreams = false }, leaveOpen: true);
            Assert.Equal(s_data, ReadAll(reader));
            Assert.Equal(part * member.Length, file.Position);
        }
    }

    [Fact]
    public void Damage_truncation_and_limits_throw_with_their_reasons()
    {
        byte[] member = SmallLzmaFiles.Member(s_data, dictionary: 20);
        byte[] damaged = [.. member];
        damaged[^20] ^= 1;
        AssertThrows<InvalidDataException>(damaged, new(), XzError.CheckMismatch);
        AssertThrows<InvalidDataException>(member[..^1], new(), XzError.UnexpectedEnd);
        AssertThrows<InvalidDataException>([.. member, .. member[..5]], new(), XzError.UnexpectedEnd);
        AssertThrows<IOException>([.. member, .. "LZIP\u0002"u8], new(), XzError.UnsupportedStreamFlags);
        AssertThrows<IOException>(member, new() { MaxWindowLog2 = 19 }, XzError.DictionaryLimit);
        AssertThrows<IOException>(member, new() { MaxOutputLength = 59_999 }, XzError.OutputLimit);
    }

    [Fact]
    public void A_member_size_and_codecs_of_the_caller_are_used()
    {
        byte[] noise = Corpus.Make(CorpusKind.Random, 250_000);
        var options = new LzipCompressionOptions { MaxMemberSize = LzipCompressionOptions.MinMemberSize };
        using var compressed = new MemoryStream();
        using (var writer = new LzipStream(compressed, options, leaveOpen: true))
        {
            writer.SetSourceLength(noise.Length);
            writer.Write(noise);
        }

        using var encoder = new LzipEncoder(options);
        using var again = new MemoryStream();
        using (var writer = new LzipStream(again, encoder, leaveOpen: true))
        {
            writer.Write(noise);
        }

        Assert.Equal(compressed.ToArray(), again.ToArray());
        using var decoder = new LzipDecoder();
        for (int run = 0; run < 2; run++)
        {
            again.Position = 0;
            using var reader = new LzipStream(again, decoder, leaveOpen: true);
            Assert.Equal(noise, ReadAll(reader));
        }

        byte[] first = new byte[noise.Length];
        Assert.Equal(
            System.Buffers.OperationStatus.Done, decoder.Decompress(again.ToArray(), first, out int used, out int got));
        Assert.True(used < 100_001 && noise.AsSpan().StartsWith(first.AsSpan(0, got)));
    }

    private static void AssertThrows<T>(byte[] file, XzDecompressionOptions options, XzError error)
        where T : Exception
    {
        using var reader = new LzipStream(new MemoryStream(file), options);
        Assert.Throws<T>(() => ReadAll(reader));
        Assert.Equal(error, reader.Error);
    }

    public sealed class Adapted : IStreamAdapter
    {
        public Stream Create(Stream stream, CompressionMode mode, bool leaveOpen = false) =>
            new LzipStream(stream, mode, leaveOpen);

        public Stream Create(Stream stream, CompressionLevel level, bool leaveOpen = false) =>
            new LzipStream(stream, level, leaveOpen);

        public Stream BaseStream(Stream stream) => ((LzipStream)stream).BaseStream;

        public bool IsProtected(int index) => new LzipAdapter().IsProtected(index);
    }
}
