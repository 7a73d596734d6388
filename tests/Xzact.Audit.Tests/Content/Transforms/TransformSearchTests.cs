using System.Text;
using Xzact.Audit.Content;
using Xzact.Audit.Content.Transforms;

namespace Xzact.Audit.Tests.Content.Transforms;

public sealed class TransformSearchTests
{
    private static readonly byte[] s_words = RandomWords();

    public static TheoryData<string> Payloads() => ["script", "object", "stream"];

    [Theory]
    [MemberData(nameof(Payloads))]
    public void Payloads_under_every_cheap_transform_are_found(string payload)
    {
        byte[] content = Payload(payload);
        Assert.Contains("xor 0x2a", Found([.. content.Select(b => (byte)(b ^ 0x2A))]));
        Assert.Contains("add 0xfb", Found([.. content.Select(b => (byte)(b + 5))]));
        Assert.Contains("reversed", Found([.. Enumerable.Reverse(content)]));
        Assert.Contains("bytes of each 16-bit word swapped", Found(Swapped(content, 2)));
        Assert.Contains("bytes of each 32-bit word swapped", Found(Swapped(content, 4)));
        Assert.Contains("every byte of 2, from byte 1", Found([.. content.SelectMany(b => new byte[] { 0xEE, b })]));
        Assert.Contains(
            "reversed, then xor 0x81", Found([.. Enumerable.Reverse(content).Select(b => (byte)(b ^ 0x81))]));
    }

    [Fact]
    public void A_stream_with_two_values_exchanged_is_found_by_its_signature()
    {
        byte[] stream = FormatExamples.Gzip([.. FormatExamples.Script, .. s_words]);
        byte other = stream.Skip(20).First(b => b is not (0x1F or 0x8B or 8));
        byte[] content = [.. stream.Select(b => b == 0x8B ? other : b == other ? (byte)0x8B : b)];
        Assert.Contains(Found(content), transform => transform.StartsWith("exchange", StringComparison.Ordinal));
    }

    [Fact]
    public void A_map_and_a_cut_that_scripts_name_are_found_together_and_marked()
    {
        byte[] stream = FormatExamples.Xz(FormatExamples.Script);
        ByteMap map = ByteMap.FromTr("\\0-\\177\\200-\\377", "\\200-\\377\\0-\\177")!;
        byte[] mapped = [.. stream];
        map.Apply(mapped);
        byte[] file = [.. new byte[100], .. mapped];
        TransformHints hints = new([map], [Rearrangement.Range(100)]);
        TransformEvidence evidence = Assert.Single(Find(file, hints), found => found.IsNamed);
        Assert.Equal(
            (ContentClass.Compressed, ".xz", stream.LongLength), (evidence.Class, evidence.Format, evidence.Length));
        Assert.Empty(Find(file, TransformHints.None));
    }

    [Fact]
    public void Near_misses_are_quiet()
    {
        byte[] stream = FormatExamples.Xz(s_words);
        byte[] oneWrongByte = [.. stream];
        oneWrongByte[0] ^= 1;
        Assert.Empty(Find(stream[..^5], TransformHints.None));
        Assert.Empty(Find(oneWrongByte, TransformHints.None));
        byte[] noise = new byte[5000];
        for (int seed = 0; seed < 300; seed++)
        {
            new Random(seed).NextBytes(noise);
            Assert.Empty(Find(noise, TransformHints.None));
        }

        Assert.Empty(Find(new byte[5000], TransformHints.None));
        Assert.Empty(Find([.. Enumerable.Range(0, 5000).Select(i => (byte)i)], TransformHints.None));
    }

    [Fact]
    public void An_excerpt_is_short_and_holds_nothing_that_a_terminal_obeys()
    {
        byte[] script = Encoding.Latin1.GetBytes("#!/bin/sh\n# \u001B[2J\\\n" + Encoding.ASCII.GetString(s_words));
        TransformEvidence evidence = Assert.Single(
            Find([.. script.Select(b => (byte)(b ^ 0x55))], TransformHints.None));
        Assert.StartsWith("#!/bin/sh\\x0a# \\x1b[2J\\x5c", evidence.Excerpt, StringComparison.Ordinal);
        Assert.InRange(evidence.Excerpt.Length, 64, 4 * 64);
    }

    private static IEnumerable<string> Found(byte[] content) =>
        Find(content, TransformHints.None).Select(evidence => evidence.Transform);

    private static IReadOnlyList<TransformEvidence> Find(byte[] content, TransformHints hints) =>
        new TransformSearch(hints, ContentLimits.Default).Find("a", content);

    // The words are random: nothing may go by the sentence of the fixtures.
    private static byte[] Payload(string payload) => payload switch
    {
        "script" => [.. "#!/bin/sh\n# "u8, .. s_words, .. "\nexit 0\n\n"u8],
        "object" => [.. FormatExamples.Elf, .. s_words.Take(128)],
        _ => FormatExamples.Xz(s_words),
    };

    private static byte[] RandomWords()
    {
        Random random = new(11);
        return Encoding.ASCII.GetBytes(string.Join(' ', Enumerable.Range(0, 60).Select(_ => Word())));

        string Word() => new([.. Enumerable.Range(0, 5).Select(_ => (char)random.Next('a', 'z'))]);
    }

    private static byte[] Swapped(byte[] content, int size) =>
        [.. content.Chunk(size).SelectMany(word => word.Length == size ? word.Reverse() : word)];
}
