using Xzact.Container;
using Xzact.Format;

namespace Xzact.Tests.Container;

public sealed class FileIndexReaderTests
{
    [Fact]
    public void Streams_and_padding_are_found_from_the_end()
    {
        byte[] first = Compress(1000, XzChecksumType.Crc32);
        byte[] second = Compress(0, XzChecksumType.Sha256);
        byte[] third = Compress(70_000, XzChecksumType.None);
        FileIndex index = Read([.. first, .. second, .. new byte[8], .. third, .. new byte[70_000]], out _)!;

        Assert.Equal([CheckId.Crc32, CheckId.Sha256, CheckId.None], index.Streams.Select(stream => stream.Check));
        Assert.Equal([1000UL, 0UL, 70_000UL], index.Streams.Select(stream => stream.UncompressedSize));
        Assert.Equal([1UL, 0UL, 1UL], index.Streams.Select(stream => stream.BlockCount));
        Assert.Equal([0L, 8L, 70_000L], index.Streams.Select(stream => stream.Padding));
        Assert.Equal(
            [0L, first.Length, first.Length + second.Length + 8], index.Streams.Select(stream => stream.Offset));
        Assert.Equal(third.Length, index.Streams[2].CompressedSize);
        Assert.Equal(71_000UL, index.UncompressedSize);
        Assert.Equal(70_008UL, index.Padding);
        Assert.Equal(2UL, index.BlockCount);
        Assert.Equal(1000UL, Assert.Single(index.Streams[0].Blocks).UncompressedSize);
    }

    [Fact]
    public void Blocks_are_kept_only_if_asked_for()
    {
        byte[] file = Compress(1000, XzChecksumType.Crc64);
        var reader = new FileIndexReader(ReadFrom(file), file.Length, keepsBlocks: false, memoryLimit: 0);
        StreamIndex stream = Assert.Single(reader.Read()!.Streams);
        Assert.Empty(stream.Blocks);
        Assert.Equal(1UL, stream.BlockCount);
    }

    [Fact]
    public void The_memory_of_kept_blocks_is_limited()
    {
        byte[] file = [.. Compress(1000, XzChecksumType.Crc64), .. Compress(1000, XzChecksumType.Crc64)];
        var reader = new FileIndexReader(ReadFrom(file), file.Length, keepsBlocks: true, memoryLimit: 31);
        Assert.Null(reader.Read());
        Assert.Equal(XzError.MemoryLimit, reader.Failure!.Error);
        Assert.NotNull(new FileIndexReader(ReadFrom(file), file.Length, keepsBlocks: true, memoryLimit: 32).Read());
    }

    [Fact]
    public void Every_truncation_is_refused()
    {
        byte[] first = Compress(1000, XzChecksumType.Crc64);
        byte[] file = [.. first, .. Compress(10, XzChecksumType.Crc64)];
        for (int length = 0; length < file.Length; length++)
        {
            FileIndex? index = Read(file[..length], out XzError error);
            Assert.Equal(length == first.Length, index is not null);
            Assert.Equal(length == first.Length, error == XzError.None);
        }
    }

    [Fact]
    public void Every_changed_byte_of_header_index_and_footer_is_noticed()
    {
        byte[] file = Compress(1000, XzChecksumType.Crc64);
        int index = file.Length - StreamFormat.FooterSize - 8;
        for (int i = 0; i < file.Length; i++)
        {
            if (i < StreamFormat.HeaderSize || i >= index)
            {
                byte[] damaged = [.. file];
                damaged[i] ^= 1;
                Assert.Null(Read(damaged, out XzError error));
                Assert.NotEqual(XzError.None, error);
            }
        }
    }

    [Fact]
    public void Random_damage_ends_in_a_failure_or_a_result_and_in_no_exception()
    {
        var random = new Random(1);
        byte[] file = Compress(300, XzChecksumType.Crc32);
        for (int i = 0; i < 5000; i++)
        {
            byte[] damaged = [.. file];
            for (int changes = random.Next(1, 6); changes > 0; changes--)
            {
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            }

            FileIndex? result = Read(damaged, out XzError error);
            Assert.Equal(result is null, error != XzError.None);
        }
    }

    [Fact]
    public void What_is_no_xz_file_is_called_so()
    {
        Assert.Null(Read(new byte[100], out XzError error));
        Assert.Equal(XzError.FormatNotRecognized, error);
    }

    [Fact]
    public void It_is_no_streaming_coder()
    {
        var reader = new FileIndexReader(ReadFrom([]), 0, keepsBlocks: false, memoryLimit: 0);
        Assert.Throws<NotSupportedException>(() =>
        {
            ReadOnlySpan<byte> input = default;
            Span<byte> output = default;
            _ = reader.Code(ref input, ref output);
        });
    }

    private static FileIndex? Read(byte[] file, out XzError error)
    {
        var reader = new FileIndexReader(ReadFrom(file), file.Length, keepsBlocks: true, memoryLimit: 0);
        FileIndex? index = reader.Read();
        error = reader.Failure?.Error ?? XzError.None;
        return index;
    }

    private static ReadAt ReadFrom(byte[] file) => (buffer, offset) =>
    {
        // Short reads are allowed, so let them be frequent.
        int count = (int)Math.Min(Math.Min(buffer.Length, 1000), Math.Max(0, file.Length - offset));
        file.AsSpan((int)offset, count).CopyTo(buffer);
        return count;
    };

    private static byte[] Compress(int size, XzChecksumType check)
    {
        byte[] source = new byte[size];
        new Random(size).NextBytes(source);
        byte[] target = new byte[XzEncoder.GetMaxCompressedLength(size)];
        using var encoder = new XzEncoder(new XzCompressionOptions { Quality = 0, Checksum = check });
        encoder.Compress(source, target, out _, out int written, isFinalBlock: true);
        return target[..written];
    }
}
