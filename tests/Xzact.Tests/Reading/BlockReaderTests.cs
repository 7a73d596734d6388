using Xzact.Coding;
using Xzact.Container;
using Xzact.Format;
using Xzact.Kernels;
using Xzact.Reading;
using Xzact.Testing.Data;

namespace Xzact.Tests.Reading;

public sealed class BlockReaderTests
{
    private static readonly byte[] s_content = Corpus.Make(CorpusKind.Text, 600, seed: 2);
    private static readonly byte[] s_file = BlockFiles.WithSizes(s_content, 1, 200);

    [Fact]
    public void Every_part_of_a_block_is_decoded_from_any_place()
    {
        var allocator = new WorkAllocator();
        using (WorkMemory<byte> target = allocator.Allocate<byte>(200))
        {
            using var reader = new BlockReader(allocator, DecoderLimits.None);
            foreach (XzIndexBlock block in XzIndex.Read(new MemoryStream(s_file)).Blocks)
            {
                for (int from = 0; from <= 200; from += 9)
                {
                    for (int to = from; to <= 200; to += 11)
                    {
                        reader.Start(BlockPlace.Of(block));
                        Assert.Null(Decode(reader, target, from, to));
                        Assert.Equal(to, reader.Position);
                        Assert.Equal(to == 200, reader.IsEnded);
                        AssertContent(target, block, from, to);
                    }
                }
            }
        }

        Assert.Equal(0, allocator.InUse);
    }

    [Fact]
    public void Decoding_goes_on_where_it_stopped()
    {
        using WorkMemory<byte> target = new WorkAllocator().Allocate<byte>(200);
        using var reader = new BlockReader(new WorkAllocator(), DecoderLimits.None);
        XzIndexBlock block = XzIndex.Read(new MemoryStream(s_file)).Blocks[1];
        reader.Start(BlockPlace.Of(block));
        for (int from = 0; from < 200; from += 25)
        {
            Assert.Null(Decode(reader, target, from, from + 20));
            AssertContent(target, block, from, from + 20);
        }

        Assert.False(reader.IsEnded);
        Assert.Null(Decode(reader, target, 200, 200));
        Assert.True(reader.IsEnded);
        Assert.Equal(block.UnpaddedSize, reader.UnpaddedSize);
        Assert.Equal(block.CompressedOffset + block.TotalSize, reader.CompressedPosition);
    }

    [Fact]
    public void A_block_of_unknown_size_is_decoded_to_its_end()
    {
        using WorkMemory<byte> target = new WorkAllocator().Allocate<byte>(200);
        using var reader = new BlockReader(new WorkAllocator(), DecoderLimits.None);
        XzIndexBlock block = XzIndex.Read(new MemoryStream(s_file)).Blocks[1];
        reader.Start(new BlockPlace(block.CompressedOffset, s_file.Length, CheckId.Crc32));
        Assert.Null(Decode(reader, target, 0, 200));
        AssertContent(target, block, 0, 200);
        Assert.Null(Decode(reader, target, long.MaxValue, long.MaxValue));
        Assert.True(reader.IsEnded);
        Assert.Equal(200, reader.Position);
        Assert.Equal(block.UnpaddedSize, reader.UnpaddedSize);

        reader.Start(new BlockPlace(
            block.CompressedOffset, block.CompressedOffset + block.TotalSize - 4, CheckId.Crc32));
        Assert.Equal(XzError.UnexpectedEnd, Decode(reader, target, long.MaxValue, long.MaxValue)!.Error);
    }

    [Fact]
    public void Every_wrong_claim_of_an_index_is_found()
    {
        using WorkMemory<byte> target = new WorkAllocator().Allocate<byte>(1000);
        using var reader = new BlockReader(new WorkAllocator(), DecoderLimits.None);
        BlockPlace place = BlockPlace.Of(XzIndex.Read(new MemoryStream(s_file)).Blocks[0]);
        BlockPlace[] claims =
        [
            place with { UncompressedSize = 199 },
            place with { UncompressedSize = 201 },
            place with { UncompressedSize = 0 },
            place with { UnpaddedSize = place.UnpaddedSize - 1 },
            place with { UnpaddedSize = place.UnpaddedSize + 1 },
            place with { End = place.End - 4, UnpaddedSize = place.UnpaddedSize - 4 },
            place with { End = place.Offset + 8, UnpaddedSize = 8 },
            place with { Offset = place.Offset - 12 },
            place with { Offset = s_file.Length - 28, End = s_file.Length },
        ];
        foreach (BlockPlace claim in claims)
        {
            reader.Start(claim);
            Failure? failure = Decode(reader, target, 0, claim.UncompressedSize!.Value);
            Assert.NotNull(failure);
            Assert.InRange(failure.Offset, claim.Offset, s_file.Length);
            Assert.False(reader.IsEnded);
        }

        reader.Start(place);
        Assert.Null(Decode(reader, target, 0, 200));
    }

    [Fact]
    public void Every_flipped_bit_of_a_block_is_noticed_at_an_offset_within_it()
    {
        using WorkMemory<byte> target = new WorkAllocator().Allocate<byte>(200);
        using var reader = new BlockReader(new WorkAllocator(), new DecoderLimits { MaxDictionarySize = 1 << 20 });
        BlockPlace place = BlockPlace.Of(XzIndex.Read(new MemoryStream(s_file)).Blocks[1]);
        for (long at = place.Offset; at < place.End; at++)
        {
            for (int bit = 0; bit < 8; bit++)
            {
                byte[] damaged = [.. s_file];
                damaged[at] ^= (byte)(1 << bit);
                reader.Start(place);
                reader.Decode(target, 0, 200);
                reader.Run(new MemoryStream(damaged));
                Assert.NotNull(reader.Failure);
                Assert.InRange(reader.Failure.Offset, place.Offset, place.End);
            }
        }
    }

    private static Failure? Decode(BlockReader reader, WorkMemory<byte> target, long from, long to)
    {
        reader.Decode(target, from, to);
        reader.Run(new MemoryStream(s_file));
        return reader.Failure;
    }

    private static void AssertContent(WorkMemory<byte> target, XzIndexBlock block, int from, int to) => Assert.True(
        s_content.AsSpan((int)block.UncompressedOffset + from, to - from).SequenceEqual(target.Slice(0, to - from)));
}
