using Xzact.Testing.Streams;
using Xzact.Tests.Reading;

namespace Xzact.Tests;

public sealed class XzIndexTests
{
    [Fact]
    public async Task Reading_at_once_and_later_gives_the_same()
    {
        foreach ((_, byte[] file, byte[] content) in BlockFiles.All)
        {
            XzIndex index = XzIndex.Read(new MemoryStream(file));
            XzIndex later = await XzIndex.ReadAsync(new ChunkedStream(new MemoryStream(file), 7, 1, 30)
            {
                Allowed = AllowedCalls.AsyncOnly,
                IsSlow = true,
                MaySeek = true,
            });
            Assert.Equal(content.Length, index.UncompressedSize);
            Assert.Equal(file.Length, index.FileSize);
            Assert.Equal(Describe(index), Describe(later));
        }
    }

    [Fact]
    public void Blocks_cover_the_content_without_gaps()
    {
        foreach ((_, byte[] file, byte[] content) in BlockFiles.All)
        {
            XzIndex index = XzIndex.Read(new MemoryStream(file));
            Assert.Equal(index.BlockCount, index.Blocks.Count);
            long uncompressed = 0;
            long compressed = 0;
            for (int i = 0; i < index.Blocks.Count; i++)
            {
                XzIndexBlock block = index.Blocks[i];
                Assert.Equal(i, block.Number);
                Assert.Equal(uncompressed, block.UncompressedOffset);
                Assert.InRange(block.CompressedOffset, compressed, file.Length);
                Assert.InRange(block.NumberInStream, 0, block.Stream.BlockCount - 1);
                Assert.Equal(0, block.TotalSize % 4);
                Assert.Equal(block.TotalSize / (double)block.UncompressedSize, block.Ratio);
                uncompressed += block.UncompressedSize;
                compressed = block.CompressedOffset + block.TotalSize;
            }

            Assert.Equal(content.Length, uncompressed);
            Assert.Equal(index.Blocks, [.. Enumerable.Range(0, index.Blocks.Count).Select(i => index.Blocks[i])]);
        }
    }

    [Fact]
    public void Find_gives_the_block_that_holds_the_byte()
    {
        foreach ((_, byte[] file, byte[] content) in BlockFiles.All)
        {
            XzIndex index = XzIndex.Read(new MemoryStream(file));
            for (int offset = 0; offset < content.Length; offset++)
            {
                XzIndexBlock block = index.Find(offset);
                Assert.InRange(offset - block.UncompressedOffset, 0, block.UncompressedSize - 1);
            }

            Assert.Throws<ArgumentOutOfRangeException>("uncompressedOffset", () => index.Find(-1));
            Assert.Throws<ArgumentOutOfRangeException>("uncompressedOffset", () => index.Find(content.Length));
            Assert.Throws<ArgumentOutOfRangeException>("number", () => index.Blocks[-1]);
            Assert.Throws<ArgumentOutOfRangeException>("number", () => index.Blocks[index.Blocks.Count]);
        }
    }

    [Fact]
    public void Checks_have_their_names_and_numbers()
    {
        byte[] file = [.. ((byte[])[0, 1, 4, 10, 2]).SelectMany(check => new XzAssembler(check).Finish())];
        XzIndex index = XzIndex.Read(new MemoryStream(file));
        Assert.Equal([0, 1, 4, 10, 2], index.Streams.Select(stream => stream.CheckId));
        Assert.Equal(
            [XzChecksumType.None, XzChecksumType.Crc32, XzChecksumType.Crc64, XzChecksumType.Sha256, null],
            index.Streams.Select(stream => stream.Checksum));
        Assert.All(index.Streams, stream => Assert.Equal(double.PositiveInfinity, stream.Ratio));
        Assert.Equal(double.PositiveInfinity, index.Ratio);
    }

    [Fact]
    public void Failures_have_their_kind_and_reason()
    {
        byte[] good = BlockFiles.All[2].File;
        Assert.Throws<InvalidDataException>(() => XzIndex.Read(new MemoryStream(good[..^1])));
        Assert.Throws<IOException>(() => XzIndex.Read(new MemoryStream(good), memoryLimit: 1));
        Assert.False(XzIndex.TryRead(new MemoryStream(new byte[40]), 0, out XzIndex? index, out XzError error));
        Assert.Null(index);
        Assert.Equal(XzError.FormatNotRecognized, error);
        Assert.False(XzIndex.TryRead(new MemoryStream(good), 1, out _, out error));
        Assert.Equal(XzError.MemoryLimit, error);
        Assert.True(XzIndex.TryRead(new MemoryStream(good), 0, out index, out error));
        Assert.Equal(XzError.None, error);
        Assert.Throws<InvalidDataException>(() => XzIndex.Read(new MemoryStream()));
    }

    [Fact]
    public async Task Arguments_are_checked()
    {
        Assert.Throws<ArgumentNullException>("stream", () => XzIndex.Read(null!));
        Assert.Throws<ArgumentOutOfRangeException>("memoryLimit", () => XzIndex.Read(new MemoryStream(), -1));
        Assert.Throws<ArgumentException>("stream", () => XzIndex.Read(new ChunkedStream(new MemoryStream())));
        byte[] file = BlockFiles.All[0].File;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
            await XzIndex.ReadAsync(new MemoryStream(file), 0, new CancellationToken(canceled: true)));
    }

    private static string Describe(XzIndex index) =>
        string.Join(' ', index.Streams.Select(s => (s.CompressedOffset, s.CompressedSize, s.Padding, s.CheckId)))
        + string.Join(' ', index.Blocks.Select(b => (b.CompressedOffset, b.UnpaddedSize, b.UncompressedOffset)));
}
