using System.Buffers.Binary;
using Xzact.Testing.Data;
using Xzact.Testing.Interop;

namespace Xzact.Testing.Files;

/// <summary>Small .lzma and .lz files of every structure, for tests that break each of their bits.</summary>
internal static class SmallLzmaFiles
{
    private const int HeaderSize = 13;

    private static readonly byte[] s_text = Corpus.Make(CorpusKind.Text, 200, seed: 4);

    /// <summary>Names and .lzma files.</summary>
    public static IEnumerable<(string Name, byte[] File)> Lzma()
    {
        yield return ("empty", Alone([]));
        yield return ("empty, known size", WithSize(Alone([]), 0));
        yield return ("text", Alone(s_text));
        yield return ("text, known size", WithSize(Alone(s_text), (ulong)s_text.Length));
        yield return ("text, one byte too many", WithSize(Alone(s_text), (ulong)s_text.Length + 1));
        yield return ("text, one byte too few", WithSize(Alone(s_text), (ulong)s_text.Length - 1));
        yield return ("runs", Alone(Corpus.Make(CorpusKind.Runs, 3000)));
        yield return ("properties", Alone(s_text, new(6) { DictionarySize = 4096, Lc = 0, Lp = 3, Pb = 4 }));
        yield return ("random", Alone(Corpus.Make(CorpusKind.Random, 60)));
        yield return ("known size, no marker", WithoutMarker(s_text.AsSpan(0, 150)));
    }

    /// <summary>Names and .lz files.</summary>
    public static IEnumerable<(string Name, byte[] File)> Lzip()
    {
        yield return ("empty", Member([]));
        yield return ("version 0", Member(s_text, version: 0));
        yield return ("version 1", Member(s_text));
        yield return ("two members", [.. Member(s_text.AsSpan(0, 80)), .. Member(s_text.AsSpan(80, 50), version: 0)]);
        yield return ("trailing data", [.. Member("member"u8), .. "LZI: no member"u8]);
        yield return ("three empty members", [.. Member([]), .. Member([], version: 0), .. Member([])]);
    }

    /// <summary>A .lzma file by liblzma, with an end marker.</summary>
    public static byte[] Alone(ReadOnlySpan<byte> data, LzmaSettings? settings = null)
    {
        LiblzmaResult result = SystemLiblzma.AloneEncode(
            data, LiblzmaFilter.Lzma1(settings ?? new LzmaSettings(6) { DictionarySize = 4096 }));
        Require.That(result.Status == LiblzmaStatus.StreamEnd, $"liblzma: {result.Status}");
        return result.Output;
    }

    /// <summary>The same .lzma file with a size in its header.</summary>
    public static byte[] WithSize(byte[] file, ulong size)
    {
        byte[] changed = [.. file];
        BinaryPrimitives.WriteUInt64LittleEndian(changed.AsSpan(HeaderSize - sizeof(ulong)), size);
        return changed;
    }

    /// <summary>A .lzma file that ends with its size: the one LZMA chunk of LZMA2 data is such a stream.</summary>
    public static byte[] WithoutMarker(ReadOnlySpan<byte> data)
    {
        const int ChunkHeader = 6;
        byte[] chunks = SystemLiblzma.RawEncode(data, SmallFiles.Lzma2(6)).Output;
        Require.That(
            (chunks[0] & 0xE0) == 0xE0 && BinaryPrimitives.ReadUInt16BigEndian(chunks.AsSpan(1)) == data.Length - 1,
            "The data is not one compressed chunk.");
        byte[] header = WithSize(Alone([]), (ulong)data.Length)[..HeaderSize];
        return [.. header, .. chunks[ChunkHeader..^1]];
    }

    /// <summary>A .lz member, its data by liblzma.</summary>
    /// <param name="data">What it stands for.</param>
    /// <param name="version">0 or 1.</param>
    /// <param name="dictionary">The header's byte for the size of the dictionary.</param>
    /// <param name="settings">How to encode; with lc 3, lp 0 and pb 2, and a dictionary that the byte allows.</param>
    public static byte[] Member(
        ReadOnlySpan<byte> data, byte version = 1, byte dictionary = 0x0C, LzmaSettings? settings = null)
    {
        LiblzmaFilter lzma1 = LiblzmaFilter.Lzma1(settings ?? new LzmaSettings(6) { DictionarySize = 4096 });
        byte[] coded = SystemLiblzma.RawEncode(data, lzma1).Output;
        byte[] trailer = new byte[version == 0 ? 12 : 20];
        BinaryPrimitives.WriteUInt32LittleEndian(trailer, SystemLiblzma.Crc32(0, data));
        BinaryPrimitives.WriteUInt64LittleEndian(trailer.AsSpan(4), (ulong)data.Length);
        if (version > 0)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(trailer.AsSpan(12), (ulong)(6 + coded.Length + trailer.Length));
        }

        return [.. "LZIP"u8, version, dictionary, .. coded, .. trailer];
    }
}
