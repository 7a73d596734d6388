using Xzact.Testing.Data;
using Xzact.Testing.Interop;

namespace Xzact.Tests.Reading;

/// <summary>Small files of several Blocks and Streams, and what they stand for.</summary>
internal static class BlockFiles
{
    private static readonly byte[] s_text = Corpus.Make(CorpusKind.Text, 1000, seed: 9);

    /// <summary>Name, file and content.</summary>
    public static IReadOnlyList<(string Name, byte[] File, byte[] Content)> All { get; } =
    [
        ("one Block", SmallFiles.Encode(s_text, 4), s_text),
        ("no Block", new XzAssembler().Finish(), []),
        ("Blocks with sizes", WithSizes(s_text, 1, 150), s_text),
        ("Blocks with sizes and SHA-256", WithSizes(s_text.AsSpan(0, 400), 10, 99), s_text[..400]),
        ("stored Blocks without sizes, some empty", Stored(), s_text[..73]),
        ("an unknown check", new XzAssembler(0x02).Block("Who "u8).Block("knows?"u8).Finish(), [.. "Who knows?"u8]),
        ("Streams with padding", Streams(), [.. s_text[..300], .. s_text[..73], .. s_text]),
    ];

    /// <summary>A file of Blocks of one size, as xz makes them with threads.</summary>
    public static byte[] WithSizes(ReadOnlySpan<byte> content, uint check, int blockSize)
    {
        LiblzmaResult result = SystemLiblzma.ThreadedEncode(content, check, blockSize, SmallFiles.Lzma2(6));
        Assert.Equal(LiblzmaStatus.StreamEnd, result.Status);
        return result.Output;
    }

    private static byte[] Stored() => new XzAssembler(0x04)
        .Block([])
        .Block(s_text.AsSpan(0, 21))
        .Block([])
        .Block([])
        .Block(s_text.AsSpan(21, 1))
        .Block(s_text.AsSpan(22, 51))
        .Block([])
        .Finish();

    private static byte[] Streams() =>
    [
        .. new XzAssembler().Finish(),
        .. WithSizes(s_text.AsSpan(0, 300), 10, 100),
        .. new byte[8],
        .. new XzAssembler(0x00).Finish(),
        .. new XzAssembler(0x0A).Finish(),
        .. Stored(),
        .. SmallFiles.Encode(s_text, 1),
        .. new XzAssembler().Finish(),
        .. new byte[4],
    ];
}
