using Xzact.Testing.Data;
using Xzact.Testing.Streams;

namespace Xzact.Tests;

/// <summary>Files of several Streams, padding, limits, and where the base stream is left.</summary>
public sealed partial class XzStreamTests
{
    private static readonly byte[] s_first = [.. "First Stream. "u8];
    private static readonly byte[] s_second = Corpus.Make(CorpusKind.Text, 100_000);

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    [InlineData(8)]
    [InlineData(65_536)]
    public void All_streams_of_a_file_and_their_padding_are_read(int padding)
    {
        byte[] zeros = new byte[padding];
        byte[] empty = Compress([]);
        byte[] file = [.. Compress(s_first), .. zeros, .. empty, .. zeros, .. Compress(s_second), .. zeros];
        byte[] expected = [.. s_first, .. s_second];
        Assert.Equal(expected, Decompress(file));
        byte[] destination = new byte[expected.Length];
        Assert.True(XzDecoder.TryDecompress(file, destination, out int written));
        Assert.Equal(expected, destination[..written]);
        using var slow = new XzStream(
            new ChunkedStream(new MemoryStream(file), 1), System.IO.Compression.CompressionMode.Decompress);
        Assert.Equal(expected, ReadAll(slow));
    }

    [Theory]
    [InlineData(1, XzError.StreamPaddingCorrupt)]
    [InlineData(7, XzError.StreamPaddingCorrupt)]
    public void Padding_that_is_no_multiple_of_four_throws(int padding, XzError error)
    {
        byte[] zeros = new byte[padding];
        AssertFails([.. Compress(s_first), .. zeros], error, s_first);
        AssertFails([.. Compress(s_first), .. zeros, .. Compress(s_second)], error, s_first);
    }

    [Fact]
    public void What_follows_the_last_stream_throws()
    {
        AssertFails([.. Compress(s_first), .. "garbage"u8], XzError.TrailingData, s_first);
        AssertFails([.. Compress(s_first), 0, 0, 0, 0, .. "garbage"u8], XzError.TrailingData, s_first);
        AssertFails([.. Compress(s_first), 0xFD, 0x37], XzError.UnexpectedEnd, s_first);
        AssertFails([.. "garbage"u8], XzError.FormatNotRecognized, []);
        AssertFails(new byte[8], XzError.FormatNotRecognized, []);
    }

    [Fact]
    public void No_byte_at_all_reads_as_empty_and_one_byte_is_damage()
    {
        using var nothing = new XzStream(new MemoryStream(), new XzDecompressionOptions());
        Assert.Equal(0, nothing.Read(new byte[10]));
        Assert.Equal((XzError.None, null), (nothing.Error, nothing.ErrorMessage));
        AssertFails([0xFD], XzError.UnexpectedEnd, []);
        Assert.False(XzDecoder.TryDecompress([], new byte[10], out int written));
        Assert.Equal(0, written);
        using var decoder = new XzDecoder();
        Assert.Equal(
            System.Buffers.OperationStatus.NeedMoreData, decoder.Decompress([], new byte[10], out _, out _));
    }

    [Fact]
    public void Where_one_stream_is_wanted_the_base_stream_is_left_right_behind_it()
    {
        byte[] one = Compress(s_second);
        using var file = new MemoryStream([.. one, .. Compress(s_first), .. "tail"u8]);
        var options = new XzDecompressionOptions { AllowMultipleStreams = false };
        using (var stream = new XzStream(file, options, leaveOpen: true))
        {
            Assert.Equal(s_second, ReadAll(stream));
            Assert.Equal(0, stream.Read(new byte[5]));
            Assert.Equal(one.Length, file.Position);
            Assert.Equal(XzError.None, stream.Error);
        }

        using (var stream = new XzStream(file, options, leaveOpen: true))
        {
            Assert.Equal(s_first, ReadAll(stream));
        }

        Assert.Equal("tail"u8, file.ToArray().AsSpan((int)file.Position));
    }

    [Fact]
    public void A_damaged_stream_never_ends_well_where_one_stream_is_wanted()
    {
        byte[] file = Compress(s_first);
        for (int bit = 0; bit < file.Length * 8; bit++)
        {
            byte[] damaged = [.. file];
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            using var stream = new XzStream(
                new MemoryStream(damaged), new XzDecompressionOptions { AllowMultipleStreams = false });
            Assert.ThrowsAny<SystemException>(() => ReadAll(stream));
            Assert.NotEqual(XzError.None, stream.Error);
        }
    }

    [Fact]
    public void Limits_throw_an_exception_that_is_not_the_one_of_damage()
    {
        byte[] file = Compress(s_second);
        AssertLimit(file, new XzDecompressionOptions { MaxWindowLog2 = 22 }, XzError.DictionaryLimit, 0);
        AssertLimit(file, new XzDecompressionOptions { MemoryLimit = 1 << 23 }, XzError.MemoryLimit, 0);
        AssertLimit(file, new XzDecompressionOptions { MaxOutputLength = 1 }, XzError.OutputLimit, 1);
        AssertLimit(file, new XzDecompressionOptions { MaxOutputLength = 99_999 }, XzError.OutputLimit, 99_999);
        using var enough = new XzStream(new MemoryStream(file), new XzDecompressionOptions
        {
            MaxWindowLog2 = 23,
            MemoryLimit = (1 << 23) + (1 << 16),
            MaxOutputLength = 100_000,
        });
        Assert.Equal(s_second, ReadAll(enough));
    }

    [Fact]
    public void The_ratio_limit_lets_out_what_is_within_it_and_no_more()
    {
        byte[] file = Compress(new byte[1 << 23]);
        using var stream = new XzStream(new MemoryStream(file), new XzDecompressionOptions { MaxOutputRatio = 1000 });
        using var result = new MemoryStream();
        Assert.Throws<IOException>(() => stream.CopyTo(result));
        Assert.Equal(XzError.RatioLimit, stream.Error);
        Assert.InRange(result.Length, 1 << 20, (1 << 20) + (1000L * file.Length));
    }

    [Fact]
    public void The_output_limit_counts_all_streams_of_a_file()
    {
        byte[] file = [.. Compress(s_first), .. Compress(s_first)];
        AssertLimit(
            file, new XzDecompressionOptions { MaxOutputLength = (2 * s_first.Length) - 1 }, XzError.OutputLimit,
            (2 * s_first.Length) - 1);
        using var enough = new XzStream(
            new MemoryStream(file), new XzDecompressionOptions { MaxOutputLength = 2 * s_first.Length });
        Assert.Equal(2 * s_first.Length, ReadAll(enough).Length);
    }

    [Fact]
    public void An_unknown_check_is_decoded_and_reported()
    {
        byte[] file = new XzAssembler(0x02).Block(s_first).Finish();
        using var stream = new XzStream(new MemoryStream(file), new XzDecompressionOptions());
        Assert.Equal(s_first, ReadAll(stream));
        Assert.Equal(XzError.UnsupportedCheck, stream.Error);
    }

    [Fact]
    public void A_check_that_is_not_wanted_is_not_compared_and_everything_else_is()
    {
        byte[] file = new XzAssembler(0x01).Block(s_first).Finish();
        var options = new XzDecompressionOptions { VerifyChecksum = false };
        for (int at = 12; at < file.Length; at++)
        {
            byte[] damaged = [.. file];
            damaged[at] ^= 0x10;
            bool isCheck = at >= file.Length - 12 - 8 - 4 && at < file.Length - 12 - 8;
            bool isStored = at is >= 27 and < 27 + 14;
            using var stream = new XzStream(new MemoryStream(damaged), options);
            Exception? thrown = Record.Exception(() => ReadAll(stream));
            Assert.True((thrown is null) == (isCheck || isStored), $"byte {at}: {thrown?.Message}");
        }
    }

    [Fact]
    public async Task Disposing_while_a_read_is_under_way_breaks_neither_this_stream_nor_another_buffer()
    {
        var gate = new TaskCompletionSource();
        var inner = new ChunkedStream(new MemoryStream(Compress(s_second))) { Gate = gate.Task };
        var stream = new XzStream(inner, new XzDecompressionOptions(), leaveOpen: true);
        ValueTask<int> reading = stream.ReadAsync(new byte[100]);
        stream.Dispose();
        byte[] rented = System.Buffers.ArrayPool<byte>.Shared.Rent(64 * 1024);
        rented.AsSpan().Fill(0x77);
        gate.SetResult();
        Exception? thrown = await Record.ExceptionAsync(async () => await reading);
        Assert.True(thrown is null or ObjectDisposedException, $"{thrown}");
        Assert.False(
            rented.AsSpan().ContainsAnyExcept((byte)0x77), "The read wrote into a buffer that was given back.");
    }

    private static void AssertLimit(byte[] file, XzDecompressionOptions options, XzError error, int written)
    {
        using var stream = new XzStream(new MemoryStream(file), options);
        using var result = new MemoryStream();
        IOException thrown = Assert.Throws<IOException>(() => stream.CopyTo(result));
        Assert.Equal((error, written), (stream.Error, (int)result.Length));
        Assert.Contains("at byte", thrown.Message, StringComparison.Ordinal);
    }

    private static void AssertFails(byte[] file, XzError error, byte[] before)
    {
        using var stream = new XzStream(new MemoryStream(file), new XzDecompressionOptions());
        using var result = new MemoryStream();
        Assert.Null(stream.ErrorMessage);
        InvalidDataException failure = Assert.Throws<InvalidDataException>(() => stream.CopyTo(result));
        Assert.Equal((error, failure.Message), (stream.Error, stream.ErrorMessage));
        stream.Dispose();
        Assert.Equal((error, failure.Message), (stream.Error, stream.ErrorMessage));
        Assert.Equal(before, result.ToArray());
        Assert.False(XzDecoder.TryDecompress(file, new byte[200_000], out int written));
        Assert.Equal(0, written);
    }
}
