using Xzact.Container;
using Xzact.Format;
using Xzact.Testing.Interop;

namespace Xzact.Testing.Files;

/// <summary>
/// Makes legal .xz files that no encoder emits: every chain of filters, Blocks with and without sizes, empty Blocks and
/// Streams, padding wherever the format allows it, and whatever <see cref="Lzma2Generator"/> makes.
/// </summary>
internal static class XzGenerator
{
    private const int LargestHeader = 1024;

    /// <summary>A file of one Stream or of several, each with its padding.</summary>
    /// <param name="random">Decides everything.</param>
    /// <param name="filters">Chooses what stands before LZMA2.</param>
    public static byte[] File(Random random, Func<Random, FilterFlags[]> filters)
    {
        var file = new MemoryStream();
        int streams = random.Next(20) == 0 ? 100 : 1 + random.Next(3);
        for (int i = 0; i < streams; i++)
        {
            file.Write(Stream(random, filters, streams > 3 ? random.Next(2) : random.Next(5)));
            if (random.Next(3) == 0)
                file.Write(new byte[4 * random.Next(random.Next(10) == 0 ? 2000 : 5)]);
        }

        return file.ToArray();
    }

    /// <summary>Up to three filters in any order, of those that liblzma has too.</summary>
    public static FilterFlags[] SimpleFilters(Random random) =>
        [.. Enumerable.Range(0, random.Next(4)).Select(_ => SimpleFilter(random))];

    /// <summary>Up to three times Delta.</summary>
    public static FilterFlags[] Deltas(Random random) =>
        [.. Enumerable.Range(0, random.Next(4)).Select(_ => new FilterFlags(FilterId.Delta, 1 + (uint)random.Next(9)))];

    /// <summary>The same filter for liblzma.</summary>
    public static LiblzmaFilter ForLiblzma(FilterFlags filter) => filter.Id switch
    {
        FilterId.Delta => LiblzmaFilter.Delta((int)filter.Value),
        FilterId.Lzma2 => LiblzmaFilter.Lzma2(new LzmaSettings(0) { DictionarySize = filter.Value }),
        _ => LiblzmaFilter.Branch((ulong)filter.Id, filter.Value),
    };

    private static byte[] Stream(Random random, Func<Random, FilterFlags[]> filters, int blocks)
    {
        byte check = ((byte[])[0, 1, 4, 10, 1, 4, 7])[random.Next(7)];
        var stream = new XzAssembler(check);
        for (; blocks > 0; blocks--)
            AddBlock(stream, random, filters(random));
        return stream.Finish();
    }

    private static void AddBlock(XzAssembler stream, Random random, FilterFlags[] filters)
    {
        byte dictionaryByte = (byte)random.Next(random.Next(4) == 0 ? 20 : 5);
        uint dictionary = (2u | (dictionaryByte & 1u)) << ((dictionaryByte / 2) + 11);
        (byte[] lzma2, byte[] data) = Lzma2Generator.Make(random, dictionary);
        FilterFlags[] chain = [.. filters, new FilterFlags(FilterId.Lzma2, dictionary)];
        LiblzmaResult decoded = SystemLiblzma.RawDecode(lzma2, [.. chain.Select(ForLiblzma)]);
        Require.That(
            decoded.Status == LiblzmaStatus.StreamEnd && decoded.Output.Length == data.Length,
            $"liblzma: {decoded.Status}, {decoded.Output.Length} bytes of {data.Length}");
        if (chain.Length == 1)
            Require.Same(data, decoded.Output, "what liblzma makes of generated LZMA2");

        byte[][] flags = [.. chain[..^1].Select(filter => Flags(filter, random)), XzAssembler.Lzma2(dictionaryByte)];
        ulong? compressed = random.Next(2) == 0 ? (ulong)lzma2.Length : null;
        ulong? uncompressed = random.Next(2) == 0 ? (ulong)data.Length : null;
        int least = XzAssembler.BlockHeader(flags, compressed, uncompressed).Length;
        int padding = random.Next(3) == 0 ? random.Next(random.Next(5) == 0 ? (LargestHeader - least + 4) / 4 : 4) : 0;
        stream.Block(
            decoded.Output, XzAssembler.BlockHeader(flags, compressed, uncompressed, padding), lzma2);
    }

    /// <summary>Filter Flags; a start offset of zero may be left out or not.</summary>
    private static byte[] Flags(FilterFlags filter, Random random)
    {
        if (filter.Id == FilterId.Delta)
            return XzAssembler.Delta((int)filter.Value);
        return filter.Value == 0 && random.Next(2) == 0
            ? [(byte)filter.Id, 0]
            : [(byte)filter.Id, 4, .. BitConverter.GetBytes(filter.Value)];
    }

    private static FilterFlags SimpleFilter(Random random)
    {
        var last = SystemLiblzma.HasRiscV ? FilterId.RiscV : FilterId.Arm64;
        var id = (FilterId)random.Next((int)FilterId.Delta, (int)last + 1);
        return id == FilterId.Delta
            ? new FilterFlags(id, 1 + (uint)random.Next(256))
            : new FilterFlags(id, (uint)random.Next(-2, 3) * BranchFormat.Alignment(id));
    }
}
