using Xzact.Checks;
using Xzact.Coding;
using Xzact.Container;
using Xzact.Format;
using Xzact.Kernels;
using Xzact.Testing.Data;

namespace Xzact.Tests.Container;

public sealed class BlockDecoderTests
{
    private static readonly byte[] s_data = Corpus.Make(CorpusKind.Random, 25);
    private static readonly byte[] s_stored = XzAssembler.Store(s_data);

    /// <summary>Data, end byte and header of the stored chunk, padded to four bytes, and the CRC32.</summary>
    private static readonly byte[] s_block = [.. s_stored, 0, 0, 0, .. XzAssembler.Crc32(s_data)];

    [Theory]
    [InlineData(null, null)]
    [InlineData(29UL, null)]
    [InlineData(null, 25UL)]
    [InlineData(29UL, 25UL)]
    public void A_block_with_true_sizes_or_none_is_decoded_and_measured(ulong? compressed, ulong? uncompressed)
    {
        foreach (FilterFlags[] before in (FilterFlags[][])[[], [new(FilterId.Delta, 1)]])
        {
            for (int size = 1; size < s_block.Length; size++)
            {
                foreach (int room in (int[])[100, 25, 24, 1])
                {
                    (BlockDecoder block, FilterChain chain) = Start(compressed, uncompressed, before);
                    using (chain)
                    {
                        Assert.Equal(CoderStatus.End, CoderLoops.Decode(block, s_block, out byte[] output, size, room));
                        Assert.Equal(before.Length == 0, s_data.AsSpan().SequenceEqual(output));
                        Assert.Equal((0UL, 25UL), ((block.UnpaddedSize - 29) % 4, block.UncompressedSize));
                        Assert.InRange(block.UnpaddedSize, 12UL + 29 + 4, 20UL + 29 + 4);
                    }
                }
            }
        }
    }

    [Theory]
    [InlineData(28UL, null)]
    [InlineData(30UL, null)]
    [InlineData(1UL, null)]
    [InlineData(null, 24UL)]
    [InlineData(null, 26UL)]
    [InlineData(null, 0UL)]
    [InlineData(29UL, 24UL)]
    [InlineData(28UL, 25UL)]
    public void A_size_that_is_not_true_is_found_however_the_block_is_cut(ulong? compressed, ulong? uncompressed)
    {
        foreach (FilterFlags[] before in (FilterFlags[][])[[], [new(FilterId.Delta, 1)], [new(FilterId.X86, 0)]])
        {
            for (int size = 1; size < s_block.Length; size++)
            {
                foreach (int room in (int[])[100, 3])
                {
                    (BlockDecoder block, FilterChain chain) = Start(compressed, uncompressed, before);
                    using (chain)
                    {
                        Assert.Equal(
                            CoderStatus.Failed, CoderLoops.Decode(block, s_block, out byte[] output, size, room));
                        Assert.Equal(XzError.BlockSizeMismatch, block.Failure!.Error);
                        Assert.True((ulong)output.Length <= (uncompressed ?? 25));
                    }
                }
            }
        }
    }

    [Fact]
    public void More_bytes_than_the_header_says_are_found_before_the_data_ends()
    {
        // A filter may have taken all the input, and hold the bytes that are too many.
        foreach (FilterFlags[] before in (FilterFlags[][])[[], [new(FilterId.Delta, 1)], [new(FilterId.X86, 0)]])
        {
            (BlockDecoder block, FilterChain chain) = Start(null, 5, before);
            using (chain)
            {
                Assert.Equal(
                    CoderStatus.Failed, CoderLoops.Decode(block, s_block.AsSpan(0, 20), out byte[] output));
                Assert.Equal((XzError.BlockSizeMismatch, 5), (block.Failure!.Error, output.Length));
            }
        }
    }

    [Fact]
    public void Padding_that_is_not_zero_and_a_check_that_differs_are_found_where_they_stand()
    {
        for (int at = 29; at < s_block.Length; at++)
        {
            byte[] damaged = [.. s_block];
            damaged[at] ^= 0x40;
            (BlockDecoder block, FilterChain chain) = Start(null, null, []);
            using (chain)
            {
                Assert.Equal(CoderStatus.Failed, CoderLoops.Decode(block, damaged, out byte[] output, 3));
                Assert.Equal(
                    at < 32 ? (XzError.BlockPaddingCorrupt, (long)at) : (XzError.CheckMismatch, 32L),
                    (block.Failure!.Error, block.Failure.Offset));
                Assert.Equal(s_data, output);
                Assert.Equal(CoderStatus.Failed, CoderLoops.Decode(block, damaged, out output));
                Assert.Empty(output);
            }
        }
    }

    private static (BlockDecoder Block, FilterChain Chain) Start(
        ulong? compressed, ulong? uncompressed, FilterFlags[] before)
    {
        FilterFlags[] filters = [.. before, new FilterFlags(FilterId.Lzma2, 4096)];
        var header =
            new BlockHeader { CompressedSize = compressed, UncompressedSize = uncompressed, Filters = filters };
        byte[] bytes = new byte[1024];
        header.Write(bytes);
        var block = new BlockDecoder();
        var chain = new FilterChain(new WorkAllocator(), filters);
        var check = before.Length == 0 ? new IntegrityCheck(CheckId.Crc32) : null;
        block.Start(header, chain.Decoder, 4, check);
        return (block, chain);
    }
}
