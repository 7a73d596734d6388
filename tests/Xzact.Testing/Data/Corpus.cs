using System.Text;

namespace Xzact.Testing.Data;

/// <summary>Kinds of test data, each with the statistics of something that people compress.</summary>
public enum CorpusKind
{
    /// <summary>Words with spaces and line ends, frequent words more often.</summary>
    Text,

    /// <summary>Records of little-endian numbers with small differences, and calls, as in programs.</summary>
    Binary,

    /// <summary>Runs of one byte, of short and of very long length.</summary>
    Runs,

    /// <summary>Random bytes: nothing to find.</summary>
    Random,

    /// <summary>Random pieces that come again, at distances near and far, some of them with a byte changed.</summary>
    RepeatedRandom,

    /// <summary>Random letters of an alphabet of two to four: matches everywhere, all of them short.</summary>
    FewLetters,

    /// <summary>Pieces of all the others.</summary>
    Mixed,
}

/// <summary>Deterministic test data: the same kind, seed and length give the same bytes on every machine.</summary>
public static class Corpus
{
    private static readonly string[] s_words =
    [
        "the", "of", "and", "a", "block", "stream", "header", "is", "to", "index", "size", "byte", "field",
        "in", "that", "integer", "check", "padding", "encoder", "decoder", "must", "not", "dictionary",
        "filter", "match", "literal", "distance", "length", "probability", "range", "window", "chunk",
        "reset", "state", "flags", "footer",
    ];

    private delegate void Filler(Span<byte> target, Random random);

    /// <summary>Every kind.</summary>
    public static IReadOnlyList<CorpusKind> Kinds { get; } = Enum.GetValues<CorpusKind>();

    /// <summary>Makes test data.</summary>
    /// <param name="kind">Which statistics.</param>
    /// <param name="length">Bytes, from zero on.</param>
    /// <param name="seed">Chooses one of many.</param>
    public static byte[] Make(CorpusKind kind, int length, int seed = 0)
    {
        byte[] data = new byte[length];
        FillerOf(kind)(data, new Random((seed * 31) + (int)kind));
        return data;
    }

    private static Filler FillerOf(CorpusKind kind) => kind switch
    {
        CorpusKind.Text => FillText,
        CorpusKind.Binary => FillBinary,
        CorpusKind.Runs => FillRuns,
        CorpusKind.Random => (target, random) => random.NextBytes(target),
        CorpusKind.RepeatedRandom => FillRepeatedRandom,
        CorpusKind.FewLetters => FillFewLetters,
        CorpusKind.Mixed => FillMixed,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such kind."),
    };

    private static void FillText(Span<byte> target, Random random)
    {
        var text = new StringBuilder();
        while (text.Length < target.Length)
        {
            int word = random.Next(s_words.Length) * random.Next(s_words.Length) / s_words.Length;
            text.Append(s_words[word]).Append(random.Next(12) == 0 ? ".\n" : " ");
        }

        Encoding.ASCII.GetBytes(text.ToString(0, target.Length), target);
    }

    private static void FillBinary(Span<byte> target, Random random)
    {
        uint counter = (uint)random.Next();
        for (int i = 0; i < target.Length; i++)
        {
            int field = i % 16;
            counter += field == 0 ? (uint)random.Next(64) : 0;
            target[i] = field switch
            {
                < 4 => (byte)(counter >> (8 * field)),
                4 => 0xE8,
                < 7 => (byte)random.Next(256),
                < 9 => 0,
                15 => (byte)random.Next(4),
                _ => (byte)(0x40 + field),
            };
        }
    }

    private static void FillRuns(Span<byte> target, Random random)
    {
        while (target.Length > 0)
        {
            int length = Math.Min(target.Length, 1 + random.Next(1 << random.Next(14)));
            target[..length].Fill((byte)random.Next(256));
            target = target[length..];
        }
    }

    private static void FillRepeatedRandom(Span<byte> target, Random random)
    {
        int done = 0;
        while (done < target.Length)
        {
            int length = Math.Min(target.Length - done, 1 + random.Next(1 << random.Next(12)));
            Span<byte> piece = target.Slice(done, length);
            if (done < length || random.Next(3) == 0)
            {
                random.NextBytes(piece);
            }
            else
            {
                target.Slice(random.Next(done - length + 1), length).CopyTo(piece);
                if (random.Next(2) == 0)
                {
                    piece[random.Next(length)] ^= (byte)(1 << random.Next(8));
                }
            }

            done += length;
        }
    }

    private static void FillFewLetters(Span<byte> target, Random random)
    {
        int letters = 2 + random.Next(3);
        foreach (ref byte letter in target)
        {
            letter = (byte)('a' + random.Next(letters));
        }
    }

    private static void FillMixed(Span<byte> target, Random random)
    {
        while (target.Length > 0)
        {
            int length = Math.Min(target.Length, 1 + random.Next(1 << (6 + random.Next(12))));
            FillerOf((CorpusKind)random.Next((int)CorpusKind.Mixed))(target[..length], random);
            target = target[length..];
        }
    }
}
