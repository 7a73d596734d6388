using Xzact.Testing.Data;
using Xzact.Testing.Streams;
using Xzact.Tests.Reading;

namespace Xzact.Tests;

public sealed class XzSeekableStreamTests
{
    private static readonly byte[] s_content = Corpus.Make(CorpusKind.Mixed, 300_000, seed: 3);
    private static readonly byte[] s_file = BlockFiles.WithSizes(s_content, 4, 70_000);

    [Fact]
    public void The_cache_and_the_decoder_share_what_the_limit_of_memory_leaves()
    {
        byte[] data = new byte[300_000];
        new Random(1).NextBytes(data);
        byte[] file = XzCodec.Encode(
            new XzCompressionOptions { Quality = 0, BlockSize = 100_000, WindowLog2 = 16 }, data);
        var limits = new XzDecompressionOptions { MemoryLimit = 400_000 };
        using var xz = new XzSeekableStream(new MemoryStream(file), limits);
        Assert.InRange(xz.CacheSize, 1, 200_000);
        xz.CacheSize = long.MaxValue;
        Assert.InRange(xz.CacheSize, 1, 200_000);
        byte[] read = new byte[data.Length];
        xz.ReadExactly(read);
        Assert.Equal(data, read);

        limits.MemoryLimit = 100_000;
        using var refused = new XzSeekableStream(new MemoryStream(file), limits);
        Assert.Throws<IOException>(() => refused.ReadExactly(read));
        Assert.Equal(XzError.MemoryLimit, refused.Error);
    }

    [Fact]
    public void Every_range_of_small_files_is_that_of_the_content()
    {
        foreach ((string name, byte[] file, byte[] content) in BlockFiles.All)
        {
            using var stream = new XzSeekableStream(new MemoryStream(file));
            Assert.Equal(content.Length, stream.Length);
            byte[] buffer = new byte[content.Length + 1];
            for (int start = 0; start <= content.Length; start += 1 + (start / 7))
            {
                for (int end = start; end <= content.Length; end += 1 + (end / 5))
                {
                    stream.Position = start;
                    Span<byte> range = buffer.AsSpan(0, end - start);
                    stream.ReadExactly(range);
                    Assert.True(range.SequenceEqual(content.AsSpan(start, end - start)), $"{name}: {start} to {end}");
                    Assert.Equal(end, stream.Position);
                }
            }

            stream.Position = 0;
            Assert.Equal(content, ReadAll(stream));
        }
    }

    [Theory]
    [InlineData(0, 4)]
    [InlineData(70_000, 4)]
    [InlineData(200_000, 4)]
    [InlineData(1 << 20, 4)]
    [InlineData(0, 0)]
    [InlineData(0, 10)]
    public async Task Random_reads_are_right_whatever_the_cache(int cacheSize, int check)
    {
        byte[] file = BlockFiles.WithSizes(s_content, (uint)check, 70_000);
        byte[] single = SmallFiles.Encode(s_content, (uint)check);
        foreach (byte[] whole in (byte[][])[file, single])
        {
            using var stream = new XzSeekableStream(new MemoryStream(whole)) { CacheSize = cacheSize };
            Assert.Equal(cacheSize, stream.CacheSize);
            var random = new Random(cacheSize + check);
            for (int run = 0; run < 60; run++)
            {
                int start = random.Next(s_content.Length + 1);
                byte[] buffer = new byte[random.Next(3) == 0 ? random.Next(100_000) : random.Next(200)];
                int length = Math.Min(buffer.Length, s_content.Length - start);
                stream.Seek(start, SeekOrigin.Begin);
                int read = run % 2 == 0
                    ? stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false)
                    : await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false);
                Assert.Equal(length, read);
                Assert.True(buffer.AsSpan(0, length).SequenceEqual(s_content.AsSpan(start, length)));
            }
        }
    }

    [Fact]
    public void No_byte_of_a_damaged_block_is_given_out_and_others_are()
    {
        XzIndex index = XzIndex.Read(new MemoryStream(s_file));
        XzIndexBlock hit = index.Blocks[2];
        foreach (long cacheSize in (long[])[0, 1 << 20])
        {
            // In the data, the padding or the check; the last byte is one of the check.
            for (long at = hit.CompressedOffset + 16; at < hit.CompressedOffset + hit.TotalSize; at += 4001)
            {
                using var stream = new XzSeekableStream(new MemoryStream(Damage(at))) { CacheSize = cacheSize };
                AssertOnlyLost(stream, hit);
            }

            using var last = new XzSeekableStream(new MemoryStream(Damage(hit.CompressedOffset + hit.TotalSize - 1)))
            {
                CacheSize = cacheSize,
            };
            AssertOnlyLost(last, hit);
            Assert.Equal(XzError.None, last.Error);
            last.Position = hit.UncompressedOffset;
            Assert.Throws<InvalidDataException>(() => last.ReadByte());
            Assert.Equal(XzError.CheckMismatch, last.Error);
        }
    }

    [Fact]
    public void Without_verification_a_wrong_check_is_no_failure()
    {
        XzIndexBlock hit = XzIndex.Read(new MemoryStream(s_file)).Blocks[2];
        var options = new XzDecompressionOptions { VerifyChecksum = false };
        foreach (long cacheSize in (long[])[0, 1 << 20])
        {
            byte[] damaged = Damage(hit.CompressedOffset + hit.TotalSize - 1);
            using var stream = new XzSeekableStream(new MemoryStream(damaged), options) { CacheSize = cacheSize };
            Assert.Equal(s_content, ReadAll(stream));
            Assert.Equal(XzError.None, stream.Error);
        }
    }

    [Fact]
    public void A_large_block_is_verified_once_and_read_on_in_one_pass()
    {
        byte[] file = SmallFiles.Encode(s_content, 4);
        var counting = new CountingStream(file);
        using var stream = new XzSeekableStream(counting) { CacheSize = 0 };
        stream.ReadByte();
        counting.Count = 0;
        stream.Position = 0;
        Assert.Equal(s_content, ReadAll(stream));
        Assert.InRange(counting.Count, 0, file.Length + (1 << 16));

        // Back to the start: one pass more, and no verification.
        counting.Count = 0;
        stream.Position = 0;
        Assert.Equal(s_content, ReadAll(stream));
        Assert.InRange(counting.Count, 0, file.Length + (1 << 16));
    }

    [Fact]
    public void A_cached_block_is_not_read_again_and_the_cache_is_bounded()
    {
        var counting = new CountingStream(s_file);
        using var stream = new XzSeekableStream(counting) { CacheSize = 140_000 };
        foreach (int position in (int[])[0, 70_000, 10, 139_999, 0])
        {
            stream.Position = position;
            Assert.Equal(s_content[position], stream.ReadByte());
        }

        counting.Count = 0;
        stream.Position = 5;
        Assert.Equal(s_content[5], stream.ReadByte());
        Assert.Equal(0, counting.Count);
        stream.Position = 150_000;
        Assert.Equal(s_content[150_000], stream.ReadByte());
        counting.Count = 0;
        stream.Position = 70_000;
        Assert.Equal(s_content[70_000], stream.ReadByte());
        Assert.NotEqual(0, counting.Count);
    }

    [Fact]
    public void An_index_that_does_not_fit_its_blocks_is_noticed_before_a_byte_is_given_out()
    {
        byte[] data = Corpus.Make(CorpusKind.Text, 200);
        ulong unpadded = (ulong)(12 + XzAssembler.Store(data).Length + 4);
        (ulong Unpadded, ulong Uncompressed)[] claims =
        [
            (unpadded, 199), (unpadded, 201), (unpadded, 0), (unpadded, 1UL << 60), (unpadded, (1UL << 30) + 1),
            (unpadded - 1, 200), (unpadded + 1, 200),
        ];
        foreach ((ulong Unpadded, ulong Uncompressed) claim in claims)
        {
            byte[] index = XzAssembler.Index([claim, (unpadded, 200)]);
            byte[] file = new XzAssembler().Block(data).Block(data).Finish(index);
            if (!XzIndex.TryRead(new MemoryStream(file), 0, out XzIndex? read, out _))
            {
                Assert.NotEqual(unpadded, claim.Unpadded);
                continue;
            }

            foreach (long cacheSize in (long[])[0, 1 << 20])
            {
                using var stream = new XzSeekableStream(new MemoryStream(file)) { CacheSize = cacheSize };
                if (claim.Uncompressed > 0)
                {
                    Assert.Throws<InvalidDataException>(() => stream.ReadByte());
                    Assert.Equal(XzError.BlockSizeMismatch, stream.Error);
                }

                stream.Position = (long)claim.Uncompressed;
                byte[] second = new byte[200];
                stream.ReadExactly(second);
                Assert.Equal(data, second);
            }
        }
    }

    [Fact]
    public void Positions_are_those_of_a_file()
    {
        using var stream = new XzSeekableStream(new MemoryStream(s_file));
        Assert.True(stream.CanRead && stream.CanSeek && !stream.CanWrite);
        Assert.Equal(10, stream.Seek(10, SeekOrigin.Begin));
        Assert.Equal(7, stream.Seek(-3, SeekOrigin.Current));
        Assert.Equal(s_content.Length - 1, stream.Seek(-1, SeekOrigin.End));
        Assert.Equal(s_content[^1], stream.ReadByte());
        Assert.Equal(-1, stream.ReadByte());
        Assert.Equal(s_content.Length + 50, stream.Seek(50, SeekOrigin.End));
        Assert.Equal(0, stream.Read(new byte[4]));
        Assert.Equal(s_content.Length + 50, stream.Position);
        Assert.Throws<IOException>(() => stream.Seek(-1, SeekOrigin.Begin));
        Assert.Throws<IOException>(() => stream.Seek(long.MinValue, SeekOrigin.Current));
        Assert.Throws<IOException>(() => stream.Seek(long.MaxValue, SeekOrigin.Current));
        Assert.Throws<ArgumentException>("origin", () => stream.Seek(0, (SeekOrigin)9));
        Assert.Throws<ArgumentOutOfRangeException>(() => stream.Position = -1);
        Assert.Throws<ArgumentOutOfRangeException>(() => stream.CacheSize = -1);
        Assert.Equal(s_content.Length + 50, stream.Position);
        Assert.Throws<NotSupportedException>(() => stream.SetLength(1));
        Assert.Throws<NotSupportedException>(() => stream.Write(new byte[1]));
        stream.Flush();
    }

    [Fact]
    public void Limits_are_kept_each_with_its_reason()
    {
        XzIndex index = XzIndex.Read(new MemoryStream(s_file));
        IOException refused = Assert.Throws<IOException>(() => new XzSeekableStream(
            new MemoryStream(s_file), new XzDecompressionOptions { MaxOutputLength = s_content.Length - 1 }));
        Assert.Contains("299999", refused.Message, StringComparison.Ordinal);
        _ = new XzSeekableStream(
            new MemoryStream(s_file), new XzDecompressionOptions { MaxOutputLength = s_content.Length });
        Assert.Throws<IOException>(() => new XzSeekableStream(
            new MemoryStream(s_file), new XzDecompressionOptions { MemoryLimit = index.MemoryUsage - 1 }));
        byte[] zeros = XzCodec.Encode(new XzCompressionOptions { Quality = 0 }, new byte[3 << 20]);
        _ = new XzSeekableStream(new MemoryStream(zeros), new XzDecompressionOptions { MaxOutputRatio = 10_000 });
        refused = Assert.Throws<IOException>(() => new XzSeekableStream(
            new MemoryStream(zeros), new XzDecompressionOptions { MaxOutputRatio = 10 }));
        Assert.Contains("10 times", refused.Message, StringComparison.Ordinal);

        // The index fits, the decoder beside it does not.
        using var tight = new XzSeekableStream(
            new MemoryStream(s_file), new XzDecompressionOptions { MemoryLimit = index.MemoryUsage });
        Assert.Throws<IOException>(() => tight.ReadByte());
        Assert.Equal(XzError.MemoryLimit, tight.Error);
        byte[] larger = Encode(s_content, windowLog2: 13);
        using var small = new XzSeekableStream(
            new MemoryStream(larger), new XzDecompressionOptions { MaxWindowLog2 = 12 });
        Assert.Throws<IOException>(() => small.ReadByte());
        Assert.Equal(XzError.DictionaryLimit, small.Error);
    }

    [Fact]
    public async Task An_interrupted_read_leaves_the_stream_usable()
    {
        foreach (long cacheSize in (long[])[0, 1 << 20])
        {
            var gate = new TaskCompletionSource();
            var slow = new ChunkedStream(new MemoryStream(s_file), 1000) { MaySeek = true, Gate = gate.Task };
            XzIndex index = XzIndex.Read(new MemoryStream(s_file));
            await using var stream = new XzSeekableStream(slow, index, new XzDecompressionOptions())
            {
                CacheSize = cacheSize,
            };
            byte[] buffer = new byte[100];
            using var cancellation = new CancellationTokenSource();
            Task<int> read = stream.ReadAsync(buffer, cancellation.Token).AsTask();
            Assert.Throws<InvalidOperationException>(() => stream.ReadByte());
            Assert.Throws<InvalidOperationException>(() => stream.Position = 1);
            Assert.Throws<InvalidOperationException>(() => stream.Seek(0, SeekOrigin.Begin));
            cancellation.Cancel();
            gate.SetResult();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read);
            Assert.Equal(0, stream.Position);
            await stream.ReadExactlyAsync(buffer);
            Assert.Equal(s_content[..100], buffer);
        }
    }

    [Fact]
    public async Task Opening_and_reading_later_only_calls_asynchronously()
    {
        var inner = new ChunkedStream(new MemoryStream(s_file), 10_000, 999)
        {
            Allowed = AllowedCalls.AsyncOnly,
            IsSlow = true,
            MaySeek = true,
        };
        await using (XzSeekableStream stream = await XzSeekableStream.OpenAsync(inner))
        {
            byte[] copy = new byte[s_content.Length];
            await stream.ReadExactlyAsync(copy);
            Assert.Equal(s_content, copy);
            Assert.Same(inner, stream.BaseStream);
        }

        Assert.Equal(1, inner.Disposals);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await XzSeekableStream.OpenAsync(
            new MemoryStream(s_file), cancellationToken: new CancellationToken(canceled: true)));
    }

    [Fact]
    public void After_dispose_everything_says_so()
    {
        var inner = new MemoryStream(s_file);
        var stream = new XzSeekableStream(inner, leaveOpen: true);
        stream.ReadByte();
        stream.Dispose();
        stream.Dispose();
        Assert.True(inner.CanRead);
        Assert.False(stream.CanRead || stream.CanSeek || stream.CanWrite);
        Assert.Throws<ObjectDisposedException>(() => stream.Length);
        Assert.Throws<ObjectDisposedException>(() => stream.Position);
        Assert.Throws<ObjectDisposedException>(() => stream.Position = 0);
        Assert.Throws<ObjectDisposedException>(() => stream.ReadByte());
        Assert.Throws<ObjectDisposedException>(() => stream.Seek(0, SeekOrigin.Begin));
        Assert.Throws<ObjectDisposedException>(() => stream.BaseStream);
        new XzSeekableStream(inner).Dispose();
        Assert.False(inner.CanRead);
    }

    [Fact]
    public void Arguments_are_checked()
    {
        XzIndex index = XzIndex.Read(new MemoryStream(s_file));
        var options = new XzDecompressionOptions();
        Assert.Throws<ArgumentNullException>("stream", () => new XzSeekableStream(null!));
        Assert.Throws<ArgumentNullException>("stream", () => new XzSeekableStream(null!, index, options));
        Assert.Throws<ArgumentNullException>(
            "decompressionOptions", () => new XzSeekableStream(new MemoryStream(), (XzDecompressionOptions)null!));
        Assert.Throws<ArgumentNullException>(
            "index", () => new XzSeekableStream(new MemoryStream(), null!, options));
        Assert.Throws<ArgumentException>(
            "index", () => new XzSeekableStream(new MemoryStream(s_file, 1, 100), index, options));
        Assert.Throws<ArgumentException>("stream", () => new XzSeekableStream(new ChunkedStream(new MemoryStream())));
        Assert.Throws<InvalidDataException>(() => new XzSeekableStream(new MemoryStream(s_file, 0, 1000)));
    }

    [Fact]
    public void Data_that_cannot_be_verified_is_given_out_and_said_to_be_so()
    {
        byte[] file = new XzAssembler(0x02).Block("Who knows?"u8).Finish();
        using var stream = new XzSeekableStream(new MemoryStream(file));
        Assert.Equal(XzError.None, stream.Error);
        Assert.Equal("Who knows?"u8, ReadAll(stream));
        Assert.Equal(XzError.UnsupportedCheck, stream.Error);
    }

    [Fact]
    public void Older_calls_give_the_same()
    {
        using var stream = new XzSeekableStream(new MemoryStream(s_file));
        byte[] buffer = new byte[10];
        Assert.Equal(4, stream.Read(buffer, 3, 4));
        Assert.Equal(s_content[..4], buffer[3..7]);
        Assert.Equal(4, stream.EndRead(stream.BeginRead(buffer, 0, 4, null, null)));
        Assert.Equal(s_content[4..8], buffer[..4]);
        Assert.Equal(0, stream.Read([]));
    }

    private static void AssertOnlyLost(XzSeekableStream stream, XzIndexBlock lost)
    {
        long position = 0;
        byte[] buffer = new byte[5000];
        while (position < stream.Length)
        {
            stream.Position = position;
            buffer.AsSpan().Fill(0xAA);
            if (position >= lost.UncompressedOffset && position < lost.UncompressedOffset + lost.UncompressedSize)
            {
                Assert.Throws<InvalidDataException>(() => stream.Read(buffer));
                Assert.Equal(position, stream.Position);
                Assert.True(!buffer.AsSpan().ContainsAnyExcept((byte)0xAA));
                position += 23_000;
                position = Math.Min(
                    position, Math.Max(lost.UncompressedOffset + lost.UncompressedSize, position - 22_999));
            }
            else
            {
                int read = stream.Read(buffer);
                Assert.True(buffer.AsSpan(0, read).SequenceEqual(s_content.AsSpan((int)position, read)));
                position += read;
            }
        }
    }

    private static byte[] Damage(long at)
    {
        byte[] damaged = [.. s_file];
        damaged[at] ^= 0x10;
        return damaged;
    }

    private static byte[] Encode(byte[] data, int windowLog2)
    {
        byte[] target = new byte[XzEncoder.GetMaxCompressedLength(data.Length)];
        Assert.True(XzEncoder.TryCompress(data, target, out int written, 0, windowLog2));
        return target[..written];
    }

    private static byte[] ReadAll(Stream stream)
    {
        var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    private sealed class CountingStream(byte[] file) : MemoryStream(file)
    {
        public long Count { get; set; }

        public override int Read(Span<byte> buffer)
        {
            int read = base.Read(buffer);
            Count += read;
            return read;
        }
    }
}
