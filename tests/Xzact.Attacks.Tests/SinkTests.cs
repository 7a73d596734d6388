using Xzact.Testing.Drivers;

namespace Xzact.Attacks.Tests;

// The build text of each case is run once, without its gate, with recorders in the place of what would act.
public sealed class SinkTests(ScratchTrees trees) : IClassFixture<ScratchTrees>
{
    private const long Seed = 20_260_202;

    // Each build system, indirection and sink three times or more.
    private const int Cases = 48;

    public static TheoryData<int> Indexes => [.. Enumerable.Range(0, CaseCount.Of(Cases))];

    [Theory]
    [MemberData(nameof(Indexes))]
    public void The_sentence_of_an_attack_reaches_its_sink(int index) => AssertReaches(
        new AttackGenerator(Seed, InertContent.Constant).Attack(index, trees.For(index)), index, expected: true);

    [Theory]
    [MemberData(nameof(Indexes))]
    public void Nothing_of_a_twin_reaches_a_sink(int index) => AssertReaches(
        new AttackGenerator(Seed, InertContent.Constant).Twin(index, trees.For(index)), index, expected: false);

    private void AssertReaches(AttackCase planted, int index, bool expected)
    {
        Shell.SkipWithoutTools(planted.UngatedScript);
        var recorders = new Recorders(trees.NewFolder(), InertContent.ConstantSentence);
        bool reaches = recorders.Run(
            planted.UngatedScript, trees.Planted(planted, trees.For(index)), InertContent.ConstantSentence);
        Assert.True(reaches == expected, $"{planted.Id} {planted.Axes}\n{planted.Story}\n{planted.UngatedScript}");
    }
}
