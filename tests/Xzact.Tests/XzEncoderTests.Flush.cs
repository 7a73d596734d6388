using System.Buffers;
using Xzact.Testing.Data;
using Xzact.Tests.Container;

namespace Xzact.Tests;

public sealed partial class XzEncoderTests
{
    public static TheoryData<int, XzFlushMode> Flushes { get; } = new MatrixTheoryData<int, XzFlushMode>(
        [1, 2], Enum.GetValues<XzFlushMode>());

    [Theory]
    [MemberData(nameof(Flushes))]
    public void What_was_flushed_can_be_decoded_and_what_follows_too(int threads, XzFlushMode mode)
    {
        byte[] data = Corpus.Make(CorpusKind.Text, 30_000);
        using var encoder = new XzEncoder(new XzCompressionOptions { Quality = 0, Threads = threads });
        foreach (int outputSize in (int[])[1 << 16, 1, 100])
        {
            encoder.Reset();
            var file = new MemoryStream();
            XzCodec.Flush(encoder, file, mode, outputSize);
            int flushed = 0;
            foreach (int size in (int[])[1, 9999, 10_000, 0, 10_000])
            {
                XzCodec.Compress(encoder, data.AsSpan(flushed, size), file, isFinal: false, outputSize);
                XzCodec.Flush(encoder, file, mode, outputSize);
                flushed += size;
                Assert.Equal(data[..flushed], XzCodec.DecodeStart(file.ToArray()));
            }

            XzCodec.Compress(encoder, [], file, isFinal: true, outputSize);
            Assert.Equal(data, XzCodec.DecodeStart(file.ToArray()));
            Assert.Equal(
                mode == XzFlushMode.Sync && threads == 1 ? [30_000] : [1, 9999, 10_000, 10_000],
                XzLayout.Sizes(file.ToArray()));
        }
    }

    [Fact]
    public void A_flush_that_is_not_defined_is_refused()
    {
        using var encoder = new XzEncoder();
        byte[] room = new byte[9];
        Assert.Throws<ArgumentOutOfRangeException>("flushMode", () => encoder.Flush(room, out _, (XzFlushMode)3));
    }

    /// <summary>A caller may stop flushing in the middle; the bytes are the same.</summary>
    [Theory]
    [MemberData(nameof(Flushes))]
    public void What_was_begun_is_finished_before_more_is_taken(int threads, XzFlushMode mode)
    {
        byte[] data = Corpus.Make(CorpusKind.Random, 3000);
        using var encoder = new XzEncoder(new XzCompressionOptions { Quality = 0, Threads = threads });
        var expected = new MemoryStream();
        XzCodec.Compress(encoder, data.AsSpan(0, 2000), expected);
        XzCodec.Flush(encoder, expected, mode);
        XzCodec.Compress(encoder, data.AsSpan(2000), expected, isFinal: true);

        encoder.Reset();
        var file = new MemoryStream();
        byte[] few = new byte[100];
        XzCodec.Compress(encoder, data.AsSpan(0, 2000), file);
        Assert.Equal(OperationStatus.DestinationTooSmall, encoder.Flush(few, out int written, mode));
        file.Write(few, 0, written);
        XzCodec.Compress(encoder, data.AsSpan(2000), file, isFinal: true);
        Assert.Equal(expected.ToArray(), file.ToArray());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void More_data_after_a_begun_end_is_refused_once_the_end_is_written(int threads)
    {
        byte[] data = Corpus.Make(CorpusKind.Random, 3000);
        var options = new XzCompressionOptions { Quality = 0, Threads = threads };
        byte[] expected = XzCodec.Encode(options, data);
        using var encoder = new XzEncoder(options);
        var file = new MemoryStream();
        byte[] few = new byte[100];
        OperationStatus status = encoder.Compress(data, few, out int consumed, out int written, isFinalBlock: true);
        Assert.Equal((OperationStatus.DestinationTooSmall, data.Length), (status, consumed));
        file.Write(few, 0, written);
        for (int calls = 0; status == OperationStatus.DestinationTooSmall; calls++)
        {
            Assert.InRange(calls, 0, 100);
            status = encoder.Compress(data, few, out consumed, out written, isFinalBlock: false);
            Assert.Equal(0, consumed);
            file.Write(few, 0, written);
        }

        Assert.Equal((OperationStatus.InvalidData, XzError.TrailingData), (status, encoder.Error));
        Assert.Contains("after the end", encoder.ErrorMessage, StringComparison.Ordinal);
        Assert.Equal(expected, file.ToArray());
        Assert.Equal(OperationStatus.Done, encoder.Compress([], few, out _, out _, isFinalBlock: false));
        Assert.Equal((OperationStatus.Done, 0), (encoder.Flush(few, out written), written));
        Assert.Equal((XzError.None, null), (encoder.Error, encoder.ErrorMessage));
    }

    [Fact]
    public void An_end_that_was_begun_goes_on_with_calls_that_do_not_ask_for_it()
    {
        byte[] data = Corpus.Make(CorpusKind.Random, 3000);
        var options = new XzCompressionOptions { Quality = 0 };
        using var encoder = new XzEncoder(options);
        var file = new MemoryStream();
        byte[] few = new byte[100];
        OperationStatus status = encoder.Compress(data, few, out _, out int written, isFinalBlock: true);
        while (status == OperationStatus.DestinationTooSmall)
        {
            file.Write(few, 0, written);
            status = encoder.Compress([], few, out _, out written, isFinalBlock: false);
        }

        file.Write(few, 0, written);
        Assert.Equal(XzCodec.Encode(options, data), file.ToArray());
    }

    [Fact]
    public void The_source_must_have_the_announced_length()
    {
        byte[] data = Corpus.Make(CorpusKind.Text, 1000);
        using var encoder = new XzEncoder(new XzCompressionOptions { Quality = 0 });
        byte[] file = new byte[2000];
        Assert.Throws<ArgumentOutOfRangeException>("length", () => encoder.SetSourceLength(-1));
        encoder.SetSourceLength(999);
        AssertMismatch(encoder.Compress(data, file, out int consumed, out int written, isFinalBlock: false));
        Assert.Equal((0, 0), (consumed, written));
        AssertMismatch(encoder.Compress(data.AsSpan(0, 998), file, out _, out _, isFinalBlock: true));
        Assert.Equal(
            OperationStatus.Done, encoder.Compress(data.AsSpan(0, 998), file, out _, out written, isFinalBlock: false));
        Assert.Throws<InvalidOperationException>(() => encoder.SetSourceLength(1000));
        AssertMismatch(encoder.Compress([], file, out _, out _, isFinalBlock: true));
        Assert.Equal(
            OperationStatus.Done,
            encoder.Compress(data.AsSpan(998, 1), file.AsSpan(written), out _, out int last, isFinalBlock: true));
        Assert.Equal(data[..999], XzCodec.DecodeStart(file[..(written + last)]));

        // A reset forgets it, and the compressed bytes do not depend on it.
        encoder.Reset();
        byte[] other = new byte[2000];
        encoder.Compress(data.AsSpan(0, 999), other, out _, out int whole, isFinalBlock: true);
        Assert.Equal(file[..(written + last)], other[..whole]);
        encoder.Dispose();
        Assert.Throws<ObjectDisposedException>(() => encoder.SetSourceLength(1));

        void AssertMismatch(OperationStatus status) => Assert.Equal(
            (OperationStatus.InvalidData, XzError.SourceLengthMismatch), (status, encoder.Error));
    }
}
