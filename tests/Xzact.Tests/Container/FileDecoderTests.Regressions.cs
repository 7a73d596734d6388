using Xzact.Container;
using Xzact.Kernels;

namespace Xzact.Tests.Container;

/// <summary>Files that the fuzzer found, with what was wrong about them.</summary>
public sealed partial class FileDecoderTests
{
    // Cut into single bytes, this failed with the chunk's error, and at once with the Block's.
    private const string BlockFullInChunkThatIsTooShort =
        """
        FD377A585A00 0007 5C87BDDF | Stream Header
        02 80 AD03 21 01 10 00 3BFABD1E | Block Header: 429 bytes of data
        010003 EE0060A2 | stored chunk of 4 bytes
        E00106001231 0031FBAF123CCC85F22EAB908980972AC74000 | LZMA chunk of 263 bytes
        C0009C00082F 00E85C05CD00000000 | LZMA chunk of 157 bytes
        A004040006 0075FC7C000000 | LZMA chunk of 1,029 bytes: too many for the Block, from too few
        00 01 | end of chunks, and a byte of something else
        """;

    [Fact]
    public void A_block_that_is_full_before_its_chunk_ends_fails_alike_however_it_is_cut()
    {
        byte[] file = [.. BlockFullInChunkThatIsTooShort.Split('\n')
            .SelectMany(line => Convert.FromHexString(line.Split('|')[0].Replace(" ", "", StringComparison.Ordinal)))];
        for (int input = 1; input <= file.Length; input++)
        {
            foreach (int output in (int[])[1, 2, 3, 5, 6, 7, 13, 100, 1000])
            {
                using var decoder = new FileDecoder(new WorkAllocator(), DecoderLimits.None, singleStream: false);
                Judge.Ours(decoder, file, input, output);
                Assert.Equal(XzError.BlockSizeMismatch, decoder.Failure?.Error);
            }
        }
    }
}
