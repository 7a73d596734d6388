using Xzact.Coding;
using Xzact.Container;

namespace Xzact.Tests.Container;

public sealed class IndexVerifierTests
{
    private const ulong Largest = ulong.MaxValue / 2;

    private static readonly (ulong, ulong)[] s_blocks = [(5, 0), (1000, Largest), (Largest & ~3UL, 1), (7, 128)];

    [Fact]
    public void An_index_of_the_decoded_blocks_is_accepted_however_it_is_cut()
    {
        for (int count = 0; count <= s_blocks.Length; count++)
        {
            byte[] index = XzAssembler.Index(s_blocks[..count]);
            for (int size = 1; size <= index.Length; size++)
            {
                IndexVerifier verifier = Verifier(s_blocks[..count]);
                Assert.Equal(CoderStatus.End, CoderLoops.Decode(verifier, [.. index, 9], out _, size));
                Assert.Equal(index.Length, verifier.Size);
            }
        }
    }

    [Fact]
    public void An_index_cut_short_waits_for_more()
    {
        byte[] index = XzAssembler.Index(s_blocks);
        for (int length = 0; length < index.Length; length++)
        {
            Assert.Equal(CoderStatus.More, CoderLoops.Decode(Verifier(s_blocks), index.AsSpan(0, length), out _));
        }
    }

    [Fact]
    public void Every_damaged_bit_is_found_at_or_before_the_end()
    {
        byte[] intact = XzAssembler.Index(s_blocks);
        for (int bit = 0; bit < intact.Length * 8; bit++)
        {
            byte[] index = [.. intact, .. new byte[20]];
            index[bit / 8] ^= (byte)(1 << (bit % 8));
            IndexVerifier verifier = Verifier(s_blocks);
            Assert.Equal(CoderStatus.Failed, CoderLoops.Decode(verifier, index, out _));
            Assert.Equal(XzError.IndexCorrupt, verifier.Failure!.Error);
            Assert.InRange(verifier.Failure.Offset, 0, intact.Length);
        }
    }

    [Fact]
    public void Another_order_another_size_or_another_number_of_blocks_is_refused()
    {
        Assert.Equal(XzError.IndexCorrupt, Judged([(5, 1), (6, 1)], [(6, 1), (5, 1)]));
        Assert.Equal(XzError.IndexCorrupt, Judged([(5, 1)], [(5, 2)]));
        Assert.Equal(XzError.IndexCorrupt, Judged([(5, 1)], [(6, 1)]));
        Assert.Equal(XzError.IndexCorrupt, Judged([(5, 1)], []));
        Assert.Equal(XzError.IndexCorrupt, Judged([], [(5, 1)]));
        Assert.Equal(XzError.IndexCorrupt, Judged([(5, 1)], [(4, 1)]));
        Assert.Null(Judged([(5, 1)], [(5, 1)]));
    }

    [Fact]
    public void Padding_that_is_not_zero_is_refused_where_it_stands()
    {
        byte[] index = XzAssembler.Index(new byte[] { 0, 0, 0, 1 });
        IndexVerifier verifier = Verifier([]);
        Assert.Equal(CoderStatus.Failed, CoderLoops.Decode(verifier, index, out _));
        Assert.Equal((XzError.IndexCorrupt, 3L), (verifier.Failure!.Error, verifier.Failure.Offset));
        Assert.Contains("section 4.4", verifier.Failure.Rule, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(4UL)]
    [InlineData(0UL)]
    [InlineData(Largest)]
    [InlineData(ulong.MaxValue)]
    public void A_block_that_no_index_can_hold_is_not_taken(ulong unpaddedSize) =>
        Assert.False(new IndexVerifier().Append(unpaddedSize, 0));

    private static XzError? Judged((ulong, ulong)[] blocks, (ulong, ulong)[] records)
    {
        IndexVerifier verifier = Verifier(blocks);
        CoderLoops.Decode(verifier, XzAssembler.Index(records), out _);
        return verifier.Failure?.Error;
    }

    private static IndexVerifier Verifier((ulong Unpadded, ulong Uncompressed)[] blocks)
    {
        // Reset after another list: nothing of it may be left.
        var verifier = new IndexVerifier();
        verifier.Append(99, 99);
        CoderLoops.Decode(verifier, [0, 7], out _);
        verifier.Reset();
        foreach ((ulong unpadded, ulong uncompressed) in blocks)
        {
            Assert.True(verifier.Append(unpadded, uncompressed));
        }

        return verifier;
    }
}
