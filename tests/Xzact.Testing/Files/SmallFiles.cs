using Xzact.Testing.Data;
using Xzact.Testing.Interop;

namespace Xzact.Testing.Files;

/// <summary>Small .xz files of every structure, for tests that break each of their bits.</summary>
internal static class SmallFiles
{
    private static readonly byte[] s_text = Corpus.Make(CorpusKind.Text, 300, seed: 4);

    /// <summary>Names and files.</summary>
    public static IEnumerable<(string Name, byte[] File)> All()
    {
        yield return ("empty", new XzAssembler().Finish());
        yield return ("stored", new XzAssembler(0x04).Block(s_text.AsSpan(0, 50)).Finish());
        yield return ("no check", new XzAssembler(0x00).Block("No check at all."u8).Finish());
        yield return ("two streams with padding", [
            .. new XzAssembler().Block("One."u8).Finish(), .. new byte[8], .. new XzAssembler().Finish(),
            .. new byte[4]]);
        yield return ("unknown check", new XzAssembler(0x02).Block("Who knows?"u8).Finish());
        yield return ("three blocks, one empty, with sizes", ThreeBlocks());
        foreach (uint check in (uint[])[1, 4, 10])
        {
            yield return ($"liblzma, check {check}", Encode(s_text, check));
        }

        yield return ("liblzma, runs", Encode(Corpus.Make(CorpusKind.Runs, 5000), 1));
        yield return ("liblzma, few letters", Encode(Corpus.Make(CorpusKind.FewLetters, 600), 1));
        yield return ("liblzma, properties", Encode(
            s_text, 1, LiblzmaFilter.Lzma2(new LzmaSettings(6) { DictionarySize = 4096, Lc = 0, Lp = 2, Pb = 0 })));
        yield return ("liblzma, delta", Encode(s_text, 1, LiblzmaFilter.Delta(3), Lzma2(6)));
        yield return ("liblzma, x86 and delta", Encode(
            Corpus.Make(CorpusKind.Binary, 300), 1, LiblzmaFilter.Branch(0x04, 0), LiblzmaFilter.Delta(1), Lzma2(6)));
        yield return ("liblzma, three branch converters", Encode(
            Corpus.Make(CorpusKind.Binary, 300),
            1,
            LiblzmaFilter.Branch(0x0A, 0x1000),
            LiblzmaFilter.Branch(0x06, 16),
            LiblzmaFilter.Branch(0x08, 0xFFFFFFFE),
            Lzma2(6)));
        yield return ("liblzma, random and text", Encode(
            [.. Corpus.Make(CorpusKind.Random, 120), .. s_text[..80]], 4, Lzma2(2)));
    }

    /// <summary>LZMA2 of a preset, with the smallest dictionary.</summary>
    public static LiblzmaFilter Lzma2(uint preset) =>
        LiblzmaFilter.Lzma2(new LzmaSettings(preset) { DictionarySize = 4096 });

    /// <summary>A .xz file made by liblzma.</summary>
    public static byte[] Encode(ReadOnlySpan<byte> data, uint check, params ReadOnlySpan<LiblzmaFilter> chain)
    {
        LiblzmaResult result = SystemLiblzma.StreamEncode(data, check, chain.IsEmpty ? [Lzma2(6)] : chain);
        Require.That(result.Status == LiblzmaStatus.StreamEnd, $"liblzma: {result.Status}");
        return result.Output;
    }

    private static byte[] ThreeBlocks()
    {
        byte[] stored = XzAssembler.Store(s_text.AsSpan(0, 21));
        byte[] sized = XzAssembler.BlockHeader([XzAssembler.Lzma2()], (ulong)stored.Length, 21, padding: 1);
        byte[] empty = XzAssembler.BlockHeader([XzAssembler.Lzma2(1)], 1, 0);
        return new XzAssembler()
            .Block(s_text.AsSpan(0, 21), sized)
            .Block([], empty)
            .Block(s_text.AsSpan(0, 6))
            .Finish();
    }
}
