using System.Globalization;
using System.Text;

namespace Xzact.Attacks;

/// <summary>
/// All that a fixture may decode to: one sentence, or random words in its place, in the smallest container of a class.
/// Nothing is taken from outside.
/// </summary>
public sealed class InertContent
{
    /// <summary>The constant sentence.</summary>
    public const string ConstantSentence = "INERT TEST FIXTURE";

    private const int ElfHeaderLength = 64;

    private InertContent(string sentence) => Sentence = sentence;

    /// <summary>The sentence that everything decodes to.</summary>
    public string Sentence { get; }

    /// <summary>The constant sentence.</summary>
    public static InertContent Constant { get; } = new(ConstantSentence);

    /// <summary>Three words without a meaning, in capitals: no command of any system is called so.</summary>
    public static InertContent RandomWords(long seed)
    {
        var random = new Random(CaseRandom.Mix(seed, 0, CaseRandom.Use.Words));
        return new(string.Join(' ', Enumerable.Range(0, 3).Select(_ => Word(random))));
    }

    /// <summary>What a sink of this kind takes.</summary>
    /// <remarks>
    /// A shell gets a comment and <c>exit 0</c>, with or without a first line; a linker the header of an ELF file of
    /// type ET_NONE; a compiler or make a comment.
    /// </remarks>
    public byte[] For(Sink sink, bool hasFirstLine) => sink switch
    {
        Sink.Link =>
            [0x7F, .. "ELF"u8, 2, 1, 1, .. new byte[ElfHeaderLength - 7], .. Encoding.ASCII.GetBytes(Sentence)],
        Sink.Compile => Encoding.ASCII.GetBytes($"/* {Sentence} */\n"),
        Sink.EditMakefile => Encoding.ASCII.GetBytes($"# {Sentence}\n"),
        _ => Encoding.ASCII.GetBytes((hasFirstLine ? "#!/bin/sh\n" : "") + $"# {Sentence}\nexit 0\n"),
    };

    /// <summary>Lines of numbers and words that mean nothing, for twins whose fixture holds data.</summary>
    public static byte[] Data(Random random)
    {
        var text = new StringBuilder("key,low,high,share\n");
        for (int row = 0; row < 24; row++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{Word(random).ToLowerInvariant()},{random.Next(100)},")
                .Append(CultureInfo.InvariantCulture, $"{100 + random.Next(900)},0.{random.Next(1000):D3}\n");
        }

        return Encoding.ASCII.GetBytes(text.ToString());
    }

    /// <summary>A table as C source.</summary>
    public static byte[] Table(Random random, string name)
    {
        var text = new StringBuilder($"/* Made by tools/{name}.awk; see doc/{name}.md. */\n")
            .Append($"const unsigned char {name}_table[64] = {{\n");
        for (int row = 0; row < 8; row++)
        {
            text.Append("    ")
                .AppendJoin(", ", Enumerable.Range(0, 8).Select(_ => random.Next(256)))
                .Append(",\n");
        }

        return Encoding.ASCII.GetBytes(text.Append("};\n").ToString());
    }

    private static string Word(Random random) => string.Concat(Enumerable.Range(0, 3 + random.Next(2))
        .Select(_ => $"{"BDFGKLMNPRSTVZ"[random.Next(14)]}{"AEIOU"[random.Next(5)]}"));
}
