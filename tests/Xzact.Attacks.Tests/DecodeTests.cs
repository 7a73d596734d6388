using System.Text;
using Xzact.Testing.Drivers;

namespace Xzact.Attacks.Tests;

// The system's own tools undo each fixture: a generator that plants broken attacks measures nothing.
public sealed class DecodeTests(ScratchTrees trees) : IClassFixture<ScratchTrees>
{
    private const long Seed = 20_260_101;

    // Ten of each transform.
    private const int Attacks = 130;
    private const int Twins = 48;

    public static TheoryData<int> AttackIndexes => [.. Enumerable.Range(0, CaseCount.Of(Attacks))];

    public static TheoryData<int> TwinIndexes => [.. Enumerable.Range(0, CaseCount.Of(Twins))];

    [Theory]
    [MemberData(nameof(AttackIndexes))]
    public void The_pipeline_of_an_attack_gives_the_sentence_and_nothing_else(int index)
    {
        AttackCase attack = new AttackGenerator(Seed, InertContent.Constant).Attack(index, trees.For(index));
        Shell.SkipWithoutTools(attack.DecodeScript);
        Shell.Result result = Shell.Run(attack.DecodeScript, trees.Planted(attack, trees.For(index)));
        AssertDecoded(attack, result);
        Assert.Contains(InertContent.ConstantSentence, Encoding.Latin1.GetString(result.Output));
    }

    [Theory]
    [MemberData(nameof(TwinIndexes))]
    public void The_pipeline_of_a_twin_gives_its_data(int index)
    {
        AttackCase twin = new AttackGenerator(Seed, InertContent.Constant).Twin(index, trees.For(index));
        Shell.SkipWithoutTools(twin.DecodeScript);
        AssertDecoded(twin, Shell.Run(twin.DecodeScript, trees.Planted(twin, trees.For(index))));
    }

    private static void AssertDecoded(AttackCase planted, Shell.Result result) => Assert.True(
        result.Output.AsSpan().SequenceEqual(planted.Payload.Span),
        $"{planted.Id} {planted.Axes}\n{planted.DecodeScript}\ngives {result.Output.Length} bytes for "
            + $"{planted.Payload.Length}: {Convert.ToHexString([.. result.Output.Take(40)])}"
            + $"\n{result.Errors}");
}
