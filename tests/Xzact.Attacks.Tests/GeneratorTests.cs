using System.Text;
using System.Text.RegularExpressions;
using Xzact.Attacks.Trees;

namespace Xzact.Attacks.Tests;

public sealed partial class GeneratorTests(ScratchTrees trees) : IClassFixture<ScratchTrees>
{
    /// <summary>Cases of a run, as issue 6 asks for them at least.</summary>
    public const int Cases = 200;

    private const long Seed = 7;

    private static readonly AttackGenerator s_generator = new(Seed, InertContent.Constant);

    [Fact]
    public void Equal_seeds_give_equal_cases()
    {
        var again = new AttackGenerator(Seed, InertContent.Constant);
        Assert.Equal(Texts(s_generator), Texts(again));
    }

    [Fact]
    public void Another_seed_gives_other_cases() =>
        Assert.NotEqual(Texts(s_generator), Texts(new(Seed + 1, InertContent.Constant)));

    [Fact]
    public void The_seed_of_a_commit_is_a_number_of_its_own()
    {
        Assert.Equal(AttackGenerator.SeedOf("0123abcd"), AttackGenerator.SeedOf("0123abcd"));
        Assert.NotEqual(AttackGenerator.SeedOf("0123abcd"), AttackGenerator.SeedOf("0123abce"));
        Assert.True(AttackGenerator.SeedOf("0123abcd") >= 0);
    }

    [Fact]
    public void Every_value_of_every_axis_occurs_often_enough_to_count()
    {
        var counts = All().SelectMany(c => c.Axes!.Pairs()).CountBy(p => p).ToDictionary();
        AxisValues any = AxisPlan.Of(Seed, 0);
        Type[] axes = [typeof(FixtureKind), typeof(Transform), typeof(BuildSystem), typeof(Indirection), typeof(Gate),
            typeof(Sink), typeof(NearMiss)];
        foreach ((Type type, string axis) in axes.Zip(any.Pairs().Select(p => p.Axis)))
        {
            foreach (string value in Enum.GetNames(type))
                Assert.True(counts.GetValueOrDefault((axis, value)) >= 10, $"{axis} {value}");
        }
    }

    [Fact]
    public void The_sentence_stands_nowhere_in_clear()
    {
        byte[] sentence = Encoding.ASCII.GetBytes(InertContent.ConstantSentence);
        foreach (AttackCase planted in All().Concat(Twins()))
        {
            Assert.All(planted.Files, file => Assert.True(
                file.Content.Span.IndexOf(sentence) < 0, $"{planted.Id} {planted.Axes}: {file.Path}"));
        }
    }

    [Fact]
    public void A_twin_is_of_the_same_axes_and_names_and_differs()
    {
        for (int index = 0; index < Cases; index++)
        {
            AttackCase attack = s_generator.Attack(index, trees.For(index));
            AttackCase twin = s_generator.Twin(index, trees.For(index));
            Assert.Equal(attack.Axes, twin.Axes);
            Assert.True(attack.IsAttack && !twin.IsAttack);
            Assert.Subset(Stems(twin.Files.Select(f => f.Path)), Stems(Fixtures(attack)));
            Assert.Empty(twin.VisibleTo);
            Assert.True(attack.VisibleTo.Count >= 2, attack.Story);
            Assert.NotEqual(attack.Story, twin.Story);
        }
    }

    // Otherwise a scanner could find a word of the generator.
    [Fact]
    public void Nothing_but_the_sentence_changes_with_other_words()
    {
        InertContent words = InertContent.RandomWords(3);
        Assert.NotEqual(InertContent.ConstantSentence, words.Sentence);
        var other = new AttackGenerator(Seed, words);
        for (int index = 0; index < Cases; index++)
        {
            AttackCase one = s_generator.Attack(index, trees.For(index));
            AttackCase two = other.Attack(index, trees.For(index));
            Assert.Equal(one.Axes, two.Axes);
            Assert.Equal(Stems(one.Files.Select(f => f.Path)), Stems(two.Files.Select(f => f.Path)));
            Assert.Contains(words.Sentence, Encoding.Latin1.GetString(two.Payload.Span));
        }
    }

    [Fact]
    public void Planting_and_taking_out_leaves_the_tree_as_it_was()
    {
        SourceTree tree = trees.All[0];
        string copy = Path.Combine(trees.NewFolder(), "copy");
        tree.CopyTo(copy);
        string before = Listing(copy);
        for (int index = 0; index < 24; index++)
        {
            AttackCase attack = s_generator.Attack(index, tree);
            using (new Planting(copy, attack))
            {
                Assert.NotEqual(before, Listing(copy));
                Assert.All(attack.Files, f =>
                    Assert.Equal(f.Content.ToArray(), File.ReadAllBytes(Path.Combine(copy, f.Path))));
            }

            Assert.Equal(before, Listing(copy));
        }
    }

    [Fact]
    public void A_case_changes_a_build_file_of_the_tree_where_there_is_one() => Assert.All(
        All().Where((c, i) => c.Axes!.BuildSystem == BuildSystem.MakefileAm && i % trees.All.Count == 0),
        c => Assert.Contains(c.Files, f => f is { Path: "Makefile.am", IsNew: false }));

    private IEnumerable<AttackCase> All() =>
        Enumerable.Range(0, Cases).Select(i => s_generator.Attack(i, trees.For(i)));

    private IEnumerable<AttackCase> Twins() =>
        Enumerable.Range(0, Cases).Select(i => s_generator.Twin(i, trees.For(i)));

    private string[] Texts(AttackGenerator generator) =>
        [.. Enumerable.Range(0, 60)
            .SelectMany(i => new[] { generator.Attack(i, trees.For(i)), generator.Twin(i, trees.For(i)) })
            .SelectMany(c => c.Files.Select(f => $"{c.Id} {f.Path} {Convert.ToHexString(f.Content.Span)}"))];

    // Files that both have are the fixture's; build text of a test stands elsewhere.
    private static IEnumerable<string> Fixtures(AttackCase attack) => attack.Files
        .Where(f => f.IsNew && f.Path.Split('/') is ["tests", "data", ..] or ["po" or "doc", ..])
        .Select(f => f.Path);

    // Without what the name of a file itself holds.
    private static HashSet<string> Stems(IEnumerable<string> paths) =>
        [.. paths.Select(path => BytesInName().Replace(path, ""))];

    [GeneratedRegex("-[0-9]{3}-[0-9a-f]+[.]dat$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex BytesInName();

    private static string Listing(string folder) => string.Join('\n', Directory
        .EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories)
        .Order(StringComparer.Ordinal)
        .Select(path => path + (File.Exists(path) ? Convert.ToHexString(File.ReadAllBytes(path)) : "/")));
}
