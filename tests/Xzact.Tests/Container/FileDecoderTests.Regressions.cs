using Xzact.Container;
using Xzact.Kernels;
using Xzact.Testing.Interop;

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

    // Damaged bits without a model make the code equal the range; behind that 64 bits decoded other bytes than 32.
    private const string CodeReachesRange =
        """
        FF00001C005E | LZMA chunk, cut short: 2,031,617 bytes from 7,169; lc 4
        0031DFF417FDEDDE654308D0D33E6407FFEB12AFA7673C449E9803641765C04DE6D8EBCA56F2812F | its data
        8C9428207D6F81557A8790587A65BDAEFF0099C8C559D835444B46E29F62FDED6859273745911CE5 | its data
        55BCDB000000000000C10017C03000000099D5000000110E000000A43C000043A3000000000000A7 | its data
        009FE300000000B70000007300AB00000000000000000092007B3200DD500000000000860000007F | its data
        00000000000000000000000000000000000000000000000000000000000000000000000000000000 | its data
        0000000000000000000000000000000000D47CC18D1DC8E218F546E1A78E7543CD5D5A90A15F2FDC | its data
        C148C3C6C91BF0BAC27C47C3562928DDECE32D19D0C71338CDE062A32EDFDD3C888E15172D000000 | its data
        000000 | its data
        """;

    [Fact]
    public void Bytes_behind_a_code_that_reached_the_range_are_those_of_liblzma()
    {
        byte[] data = Bytes(CodeReachesRange);
        var settings = new LzmaSettings(6) { DictionarySize = 1 << 16 };
        LiblzmaResult theirs = SystemLiblzma.RawDecode(data, 1 << 20, LiblzmaFilter.Lzma2(settings));
        using var decoder = new RawDecoder(
            new WorkAllocator(), DecoderLimits.None, new LzmaOptions { DictionarySize = 1 << 16 }, isLzma2: true, null);
        (Verdict verdict, byte[] output) = Judge.Ours(decoder, data);
        Assert.Equal((Verdict.Corrupt, 7899), (verdict, output.Length));
        Assert.True(output.AsSpan().SequenceEqual(theirs.Output));
    }

    [Fact]
    public void A_block_that_is_full_before_its_chunk_ends_fails_alike_however_it_is_cut()
    {
        byte[] file = Bytes(BlockFullInChunkThatIsTooShort);
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

    private static byte[] Bytes(string annotated) => [.. annotated.Split('\n')
        .SelectMany(line => Convert.FromHexString(line.Split('|')[0].Replace(" ", "", StringComparison.Ordinal)))];
}
