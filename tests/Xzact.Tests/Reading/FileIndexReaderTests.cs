using Xzact.Format;
using Xzact.Reading;
using Xzact.Testing.Interop;

namespace Xzact.Tests.Reading;

public sealed class FileIndexReaderTests
{
    [Fact]
    public void Streams_and_padding_are_found_from_the_end()
    {
        byte[] first = Compress(1000, XzChecksumType.Crc32);
        byte[] second = Compress(0, XzChecksumType.Sha256);
        byte[] third = Compress(70_000, XzChecksumType.None);
        XzIndex index = Read([.. first, .. second, .. new byte[8], .. third, .. new byte[70_000]], out _)!;

        Assert.Equal([CheckId.Crc32, CheckId.Sha256, CheckId.None], index.Streams.Select(stream => stream.Check));
        Assert.Equal([1000L, 0L, 70_000L], index.Streams.Select(stream => stream.UncompressedSize));
        Assert.Equal([1L, 0L, 1L], index.Streams.Select(stream => stream.BlockCount));
        Assert.Equal([0L, 8L, 70_000L], index.Streams.Select(stream => stream.Padding));
        Assert.Equal(
            [0L, first.Length, first.Length + second.Length + 8],
            index.Streams.Select(stream => stream.CompressedOffset));
        Assert.Equal(third.Length, index.Streams[2].CompressedSize);
        Assert.Equal(71_000, index.UncompressedSize);
        Assert.Equal(70_008, index.Padding);
        Assert.Equal(2, index.BlockCount);
        Assert.Equal(1000, index.Blocks[0].UncompressedSize);
    }

    [Fact]
    public void Blocks_are_kept_only_if_asked_for()
    {
        byte[] file = Compress(1000, XzChecksumType.Crc64);
        XzIndex index = Run(file, keepsBlocks: false, memoryLimit: 0).Index!;
        Assert.Empty(index.Blocks);
        Assert.Equal(1, index.BlockCount);
        Assert.Equal(FileIndexReader.StreamMemory, index.MemoryUsage);
    }

    [Fact]
    public void The_memory_of_streams_and_kept_blocks_is_limited()
    {
        byte[] file = [.. Compress(1000, XzChecksumType.Crc64), .. Compress(1000, XzChecksumType.Crc64)];
        const int Needed = 2 * (FileIndexReader.StreamMemory + 16);
        FileIndexReader refused = Run(file, keepsBlocks: true, Needed - 1);
        Assert.Null(refused.Index);
        Assert.Equal(XzError.MemoryLimit, refused.Failure!.Error);
        Assert.Equal(Needed, refused.MemoryNeeded);
        Assert.Equal(FileIndexReader.StreamMemory + 16, Run(file, keepsBlocks: true, 1).MemoryNeeded);
        Assert.Equal(FileIndexReader.StreamMemory, Run(file, keepsBlocks: false, 1).MemoryNeeded);
        Assert.Equal(Needed, Run(file, keepsBlocks: true, Needed).Index!.MemoryUsage);
        Assert.NotNull(Run(file, keepsBlocks: false, 2 * FileIndexReader.StreamMemory).Index);
        Assert.Null(Run(file, keepsBlocks: false, (2 * FileIndexReader.StreamMemory) - 1).Index);
    }

    [Fact]
    public void An_index_that_counts_more_blocks_than_there_is_room_for_is_refused_before_they_are_read()
    {
        // Records of two bytes, in an Index that is large enough for all of them, of Blocks that the file cannot hold.
        byte[] records = [.. Enumerable.Repeat((byte[])[5, 0], 5000).SelectMany(record => record)];
        byte[] index = XzAssembler.Index([0, .. XzAssembler.Integer(5000), .. records]);
        FileIndexReader noRoom = Run(new XzAssembler().Finish(index), keepsBlocks: true, memoryLimit: 0);
        Assert.Equal(XzError.IndexCorrupt, noRoom.Failure!.Error);
        Assert.Contains("room for 0", noRoom.Failure.Message, StringComparison.Ordinal);

        // A count of 2^62 in an Index of sixteen bytes; with a memory limit and without.
        byte[] claim = XzAssembler.Index([0, .. XzAssembler.Integer(1UL << 62)]);
        byte[] file = new XzAssembler().Block(new byte[5000]).Finish(claim);
        Assert.Equal(XzError.IndexCorrupt, Run(file, keepsBlocks: true, memoryLimit: 0).Failure!.Error);
        Assert.Equal(XzError.IndexCorrupt, Run(file, keepsBlocks: false, memoryLimit: 1).Failure!.Error);

        // There is room for them in the file and none in memory.
        byte[] padded = new XzAssembler().Block(new byte[65_000]).Finish(index);
        FileIndexReader limited = Run(padded, keepsBlocks: true, (16 * 5000) - 1);
        Assert.Equal(XzError.MemoryLimit, limited.Failure!.Error);
        Assert.Contains("5000 Blocks", limited.Failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_many_small_streams_is_read_about_once()
    {
        byte[] stream = new XzAssembler(0x00).Finish();
        byte[] file = [.. Enumerable.Repeat(stream, 20_000).SelectMany(bytes => bytes)];
        long read = 0;
        var reader = new FileIndexReader(file.Length, keepsBlocks: true, memoryLimit: 0);
        reader.Run((buffer, offset) =>
        {
            read += buffer.Length;
            file.AsSpan((int)offset, buffer.Length).CopyTo(buffer);
            return buffer.Length;
        });
        Assert.Equal(20_000, reader.Index!.Streams.Count);
        Assert.InRange(read, file.Length, file.Length * 1.01);
    }

    [Fact]
    public void Sums_beyond_63_bits_are_refused()
    {
        ulong half = 1UL << 62;
        byte[] blocks = XzAssembler.Index([(5, half), (5, half)]);
        byte[] file = new XzAssembler().Block(new byte[50]).Finish(blocks);
        Assert.Null(Read(file, out XzError error));
        Assert.Equal(XzError.IndexCorrupt, error);

        // Each Stream alone is in range. The Blocks are empty ones; only the Index tells otherwise.
        byte[] empty = XzAssembler.Store([]);
        byte[] one = new XzAssembler().Block([], lzma2: empty).Finish(XzAssembler.Index([(17, half)]));
        Assert.NotNull(Read(one, out _));
        Assert.Null(Read([.. one, .. one], out error));
        Assert.Equal(XzError.IndexCorrupt, error);
    }

    [Fact]
    public void Lists_are_those_of_liblzma()
    {
        foreach ((string name, byte[] file, byte[] content) in BlockFiles.All)
        {
            long[] offsets = [.. Enumerable.Range(0, content.Length + 2).Select(offset => (long)offset)];
            LiblzmaIndex theirs = SystemLiblzma.FileInfo(file, offsets);
            Assert.Equal(LiblzmaStatus.StreamEnd, theirs.Status);
            XzIndex ours = Read(file, out _)!;
            Assert.True(
                theirs.Streams.SequenceEqual(ours.Streams.Select(s => new LiblzmaIndexStream(
                    s.Number + 1, s.BlockCount, s.CompressedOffset, s.UncompressedOffset, s.CompressedSize,
                    s.UncompressedSize, s.Padding, (uint)s.CheckId))),
                name);
            Assert.True(
                theirs.Blocks.SequenceEqual(ours.Blocks.Select(b => new LiblzmaIndexBlock(
                    b.Stream.Number + 1, b.Number + 1, b.NumberInStream + 1, b.CompressedOffset, b.UncompressedOffset,
                    b.TotalSize, b.UnpaddedSize, b.UncompressedSize))),
                name);
            Assert.Equal(content.Length, ours.UncompressedSize);
            Assert.Equal(
                theirs.Located,
                offsets.Select(offset => offset < content.Length ? ours.Find(offset).Number + 1 : 0));
        }
    }

    [Fact]
    public void Damage_is_judged_as_by_liblzma()
    {
        foreach ((string name, byte[] file, _) in BlockFiles.All)
        {
            for (int i = 0; i < file.Length; i++)
            {
                byte[] damaged = [.. file];
                damaged[i] ^= (byte)(1 << (i % 8));
                LiblzmaIndex theirs = SystemLiblzma.FileInfo(damaged);
                XzIndex? ours = Read(damaged, out _);
                Assert.True((theirs.Status == LiblzmaStatus.StreamEnd) == (ours is not null), $"{name}: {i}");
            }
        }
    }

    [Fact]
    public void Every_truncation_is_refused()
    {
        byte[] first = Compress(1000, XzChecksumType.Crc64);
        byte[] file = [.. first, .. Compress(10, XzChecksumType.Crc64)];
        for (int length = 0; length < file.Length; length++)
        {
            XzIndex? index = Read(file[..length], out XzError error);
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

            XzIndex? result = Read(damaged, out XzError error);
            Assert.Equal(result is null, error != XzError.None);
        }
    }

    [Fact]
    public void What_is_no_xz_file_is_called_so()
    {
        Assert.Null(Read(new byte[100], out XzError error));
        Assert.Equal(XzError.FormatNotRecognized, error);
    }

    private static XzIndex? Read(byte[] file, out XzError error)
    {
        FileIndexReader reader = Run(file, keepsBlocks: true, memoryLimit: 0);
        error = reader.Failure?.Error ?? XzError.None;
        return reader.Index;
    }

    private static FileIndexReader Run(byte[] file, bool keepsBlocks, long memoryLimit)
    {
        var reader = new FileIndexReader(file.Length, keepsBlocks, memoryLimit);
        reader.Run(ReadFrom(file));
        return reader;
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
