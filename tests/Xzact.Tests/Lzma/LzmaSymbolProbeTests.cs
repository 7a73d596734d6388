using Xzact.Coding;
using Xzact.Kernels;
using Xzact.Lzma2;
using Xzact.Testing.Data;
using Xzact.Testing.Interop;

namespace Xzact.Tests.Lzma;

public sealed class LzmaSymbolProbeTests
{
    [Fact]
    public void At_every_cut_exactly_the_symbols_whose_bytes_are_there_come_out_as_from_liblzma()
    {
        foreach (CorpusKind kind in Corpus.Kinds)
        {
            byte[] compressed = SystemLiblzma.RawEncode(Corpus.Make(kind, 2500, seed: 8), SmallFiles.Lzma2(6)).Output;
            for (int cut = 0; cut < Math.Min(compressed.Length, 700); cut++)
            {
                byte[] expected = SystemLiblzma.RawDecode(compressed.AsSpan(0, cut), SmallFiles.Lzma2(6)).Output;
                using var decoder = new Lzma2Decoder(new WorkAllocator(), 4096);
                ReadOnlySpan<byte> input = compressed.AsSpan(0, cut);
                Span<byte> room = new byte[5000];
                Assert.Equal(CoderStatus.More, decoder.Code(ref input, ref room));
                Assert.Equal((0, expected.Length), (input.Length, 5000 - room.Length));
            }
        }
    }
}
