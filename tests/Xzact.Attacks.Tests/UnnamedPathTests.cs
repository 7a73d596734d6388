using System.Text;
using Xzact.Attacks.Fixtures;
using Xzact.Attacks.Trees;

namespace Xzact.Attacks.Tests;

// Shapes that a scanner sees by one thing alone, as a search, a state, a name or three conditions: each works with the
// system's tools, its twin does nothing, and each has what it is there for.
public sealed class UnnamedPathTests(ScratchTrees trees) : IClassFixture<ScratchTrees>
{
    private const long Seed = 20_261_123;
    private const int Cases = 6;
    private const int LeastLarge = 4096;

    private static readonly string[] s_shapes =
        ["Fenced", "FileNames", "LineEnds", "KeyStream", "ContentSearch", "KindOfMachine"];

    // A byte that sed adds to the end shifted or broke what turns bytes or exchanges them.
    private static readonly string[] s_sed = ["SedAsCat"];

    private static readonly AttackGenerator s_generator = new(Seed, InertContent.Constant);

    public static TheoryData<string, int> Shapes =>
    [
        .. s_shapes.SelectMany(shape => With(shape).Take(Cases).Select(index => (shape, index))),
        .. s_sed.SelectMany(shape => With(shape).Select(index => (shape, index))),
    ];

    [Theory]
    [MemberData(nameof(Shapes))]
    public void A_case_decodes_and_its_twin_too(string shape, int index)
    {
        Assert.Contains(shape, Values(index));
        foreach (AttackCase one in Both(index))
        {
            Shell.SkipWithoutTools(one.DecodeScript);
            Shell.Result result = Shell.Run(one.DecodeScript, trees.Planted(one, trees.For(index)));
            Assert.True(result.Output.AsSpan().SequenceEqual(one.Payload.Span),
                $"{one.Id} {one.Axes}\n{one.DecodeScript}\n{result.Output.Length} bytes for {one.Payload.Length}\n"
                    + result.Errors);
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void The_attack_alone_reaches_its_sink(string shape, int index)
    {
        Assert.Contains(shape, Values(index));
        foreach (AttackCase one in Both(index))
        {
            Shell.SkipWithoutTools(one.UngatedScript);
            var recorders = new Recorders(trees.NewFolder(), InertContent.ConstantSentence);
            bool reaches = recorders.Run(
                one.UngatedScript, trees.Planted(one, trees.For(index)), InertContent.ConstantSentence);
            Assert.True(reaches == one.IsAttack, $"{one.Id} {one.Axes}\n{one.Story}\n{one.UngatedScript}");
        }
    }

    [Fact]
    public void About_a_third_of_the_cases_has_such_a_shape() => Assert.InRange(
        Enumerable.Range(0, GeneratorTests.Cases).Count(i => Values(i).Intersect(s_shapes).Any()),
        GeneratorTests.Cases / 4, GeneratorTests.Cases * 2 / 5);

    // What a file is found by stands in it, and in no other.
    [Fact]
    public void A_search_finds_the_fenced_file_by_its_content_and_nothing_else() => Assert.All(
        With("Fenced").Take(Cases).SelectMany(Both), one =>
        {
            PlantedFile[] fenced = [.. one.Files.Where(f => f.IsNew && f.Content.Length >= LeastLarge)];
            Assert.NotEmpty(fenced);
            string[] rows = [.. fenced.Select(f => Row(f.Content.Span))];
            Assert.All(one.Files.Except(fenced), f => Assert.DoesNotContain(rows, row => Text(f).Contains(row)));
            Assert.All(rows, row => Assert.Contains(row[..4] + "[a-z]*", string.Concat(one.Files.Select(Text))));
        });

    // Otherwise there would be no path that only its ends give away.
    [Theory]
    [InlineData("KeyStream")]
    [InlineData("LineEnds")]
    public void Some_have_no_decoder_on_their_way_that_has_a_name(string shape)
    {
        int[] all = [.. With(shape)];
        int without = all.Count(i => s_generator.Attack(i, trees.For(i)).DecodeScript
            .Split(' ', '|', '(', ')', '$', '`', '\n', ';', '=').All(word => !IsNamedDecoder(word)));
        Assert.InRange(without, all.Length / 4, all.Length);
    }

    [Fact]
    public void A_key_is_another_for_each_byte()
    {
        var key = new KeyStream(new(new Random(1)), new(1));
        byte[] made = key.Apply(new byte[256]);
        Assert.Distinct(made);
    }

    // The condition of a twin is the attack's kind, around what is harmless.
    [Fact]
    public void Three_conditions_or_more_stand_before_the_attack_and_before_its_twin() => Assert.All(
        With("KindOfMachine").Take(Cases).SelectMany(Both), one =>
        {
            string[] asked = ["uname -m", "uname -s", "/System", "$GCC", "-dumpmachine", "{LD-ld}"];
            string all = string.Concat(one.Files.Select(Text));
            Assert.InRange(asked.Count(word => all.Contains(word, StringComparison.Ordinal)), 3, asked.Length);
        });

    [Fact]
    public void Names_hold_the_bytes_and_files_do_not() => Assert.All(With("FileNames").Take(Cases), index =>
    {
        AttackCase attack = s_generator.Attack(index, trees.For(index));
        Assert.InRange(attack.Files.Count(f => f.IsNew && f.Path.EndsWith(".dat", StringComparison.Ordinal)), 2, 200);
        AttackCase twin = s_generator.Twin(index, trees.For(index));
        Assert.Contains(twin.Files, f => f.IsNew && f.Path.EndsWith(".dat", StringComparison.Ordinal));
    });

    private static IEnumerable<int> With(string shape) =>
        Enumerable.Range(0, 2 * GeneratorTests.Cases).Where(i => Values(i).Contains(shape));

    private static IEnumerable<string> Values(int index) => AxisPlan.Of(Seed, index).Pairs().Select(p => p.Value);

    private IEnumerable<AttackCase> Both(int index)
    {
        SourceTree tree = trees.For(index);
        return [s_generator.Attack(index, tree), s_generator.Twin(index, tree)];
    }

    private static bool IsNamedDecoder(string word) =>
        word is "xz" or "lzma" or "gzip" or "bzip2" or "zstd" or "base64" or "openssl" or "xxd" or "uudecode";

    private static string Text(PlantedFile file) => Encoding.Latin1.GetString(file.Content.Span);

    // The line of signs and words before the content.
    private static string Row(ReadOnlySpan<byte> content) => Encoding.Latin1.GetString(content).Split('\n')
        .First(line => line.Length is > 16 and < 60 && line[..4] == line[^4..] && "~=:_".Contains(line[0])
            && line[..4].Distinct().Count() == 1 && line[4..^4].All(c => char.IsAsciiLetterOrDigit(c) || c == '-'));
}
