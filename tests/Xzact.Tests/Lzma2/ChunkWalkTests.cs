using Xzact.Lzma2;
using Xzact.Testing.Data;

namespace Xzact.Tests.Lzma2;

public sealed class ChunkWalkTests
{
    [Fact]
    public void It_ends_where_the_data_ends_however_it_is_cut_and_knows_how_long_it_was()
    {
        byte[] data = [.. Corpus.Make(CorpusKind.Text, 70_000), .. Corpus.Make(CorpusKind.Random, 140_000)];
        byte[] encoded = [.. CoderLoops.Encode(CoderLoops.Options(1 << 16), data), 1, 2, 3];
        foreach (int size in (int[])[1, 2, 7, 1000, int.MaxValue])
        {
            var walk = new ChunkWalk();
            int position = 0;
            while (position < encoded.Length && !walk.IsEnd)
            {
                int given = Math.Min(size, encoded.Length - position);
                int taken = walk.Take(encoded.AsSpan(position, given));
                Assert.True(taken == given || walk.IsEnd);
                position += taken;
            }

            Assert.Equal((encoded.Length - 3, data.Length), (position, (int)walk.UncompressedSize));
            Assert.False(walk.IsBroken);
            Assert.Equal(0, walk.Take([1, 2, 3]));
        }
    }

    [Fact]
    public void Every_control_byte_that_begins_no_chunk_breaks_it_and_is_taken()
    {
        for (int control = 0; control < 256; control++)
        {
            var walk = new ChunkWalk();
            int taken = walk.Take([(byte)control, 0, 0]);
            bool isInvalid = control is > 2 and < 0x80;
            Assert.Equal((isInvalid, control == 0), (walk.IsBroken, walk.IsEnd));
            Assert.Equal(isInvalid || control == 0 ? 1 : 3, taken);
        }
    }

    [Fact]
    public void The_largest_chunks_are_counted_in_full()
    {
        var walk = new ChunkWalk();
        walk.Take([0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x5D]);
        Assert.Equal(1UL << 21, walk.UncompressedSize);
        Assert.Equal(1 << 16, walk.Take(new byte[1 << 16]));
        Assert.False(walk.IsEnd);
        walk.Take([0]);
        Assert.True(walk.IsEnd);
    }
}
