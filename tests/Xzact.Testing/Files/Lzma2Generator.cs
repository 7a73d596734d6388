
namespace Xzact.Testing.Files;

/// <summary>
/// Makes legal LZMA2 data that no encoder emits: resets of state, properties and dictionary in any order and in
/// mid-block, chunks that are not compressed between them, chunks of one byte and of the largest size, nothing at all.
/// </summary>
internal static class Lzma2Generator
{
    private const int LargestStored = 1 << 16;
    private const int LargestCompressed = 1 << 21;

    /// <summary>What a chunk resets. The order is the one of the control bytes.</summary>
    private enum Reset
    {
        Nothing,
        State,
        Properties,
        Dictionary,
    }

    /// <param name="random">Decides everything.</param>
    /// <param name="dictionarySize">As the properties of the filter say.</param>
    /// <returns>The data and the bytes that it stands for.</returns>
    public static (byte[] Lzma2, byte[] Data) Make(Random random, uint dictionarySize)
    {
        var lzma2 = new List<byte>();
        var symbols = new LzmaSymbolWriter(random, dictionarySize);
        Reset least = Reset.Dictionary;
        for (int chunks = random.Next(3) == 0 ? random.Next(3) : random.Next(12); chunks > 0; chunks--)
        {
            if (random.Next(3) == 0)
            {
                // Resets either the dictionary, and then the next compressed chunk brings properties, or nothing.
                bool resets = least == Reset.Dictionary || random.Next(3) == 0;
                Store(lzma2, symbols, random, resets);
                least = resets ? Reset.Properties : least;
            }
            else
            {
                var reset = (Reset)Math.Max((int)least, random.Next(4));
                Compress(lzma2, symbols, random, reset);
                least = Reset.Nothing;
            }
        }

        return ([.. lzma2, 0], [.. symbols.Output]);
    }

    private static void Store(List<byte> lzma2, LzmaSymbolWriter symbols, Random random, bool resetsDictionary)
    {
        byte[] data = new byte[random.Next(40) == 0 ? LargestStored : 1 + random.Next(60)];
        random.NextBytes(data);
        if (resetsDictionary)
            symbols.ResetDictionary();
        symbols.Copy(data);
        int size = data.Length - 1;
        lzma2.AddRange([(byte)(resetsDictionary ? 1 : 2), (byte)(size >> 8), (byte)size, .. data]);
    }

    private static void Compress(List<byte> lzma2, LzmaSymbolWriter symbols, Random random, Reset reset)
    {
        if (reset == Reset.Dictionary)
            symbols.ResetDictionary();
        if (reset >= Reset.Properties)
            symbols.ChangeProperties();
        if (reset >= Reset.State)
            symbols.ResetState();

        bool isLargest = random.Next(150) == 0;
        int size = isLargest ? LargestCompressed : 1 + random.Next(random.Next(5) == 0 ? 4000 : 300);
        byte[] compressed = symbols.Chunk(size, isLargest);
        int high = (size - 1) >> 16;
        int last = compressed.Length - 1;
        Require.That(last is >= 0 and <= ushort.MaxValue, "The chunk is larger than a chunk can be.");
        lzma2.AddRange([
            (byte)(0x80 | ((int)reset << 5) | high), (byte)((size - 1) >> 8), (byte)(size - 1),
            (byte)(last >> 8), (byte)last]);
        if (reset >= Reset.Properties)
            lzma2.Add(symbols.Properties);
        lzma2.AddRange(compressed);
    }
}
