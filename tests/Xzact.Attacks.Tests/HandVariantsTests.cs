using System.Text;
using Xzact.Attacks.ByHand;
using Xzact.Attacks.Trees;
using Xzact.Testing.Files;

namespace Xzact.Attacks.Tests;

public sealed class HandVariantsTests(ScratchTrees trees) : IClassFixture<ScratchTrees>
{
    private const int LeastVariants = 30;

    public static TheoryData<string> Names => [.. HandVariants.All.Select(v => v.Name)];

    public static TheoryData<string> Encoded =>
        [.. HandVariants.All.Where(v => v.Decode is not null).Select(v => v.Name)];

    [Fact]
    public void There_are_as_many_as_promised_with_names_of_their_own()
    {
        Assert.True(HandVariants.All.Count >= LeastVariants);
        Assert.Distinct(HandVariants.All.Select(v => v.Name));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_variant_changes_its_tree(string name)
    {
        (AttackCase planted, _) = Planted(name);
        Assert.NotEmpty(planted.Files);
        Assert.Contains(planted.Files, f => f.Path != "README" && Encoding.Latin1.GetString(f.Content.Span).Length > 0);
    }

    // What it decodes to is one of the few inert contents.
    [Theory]
    [MemberData(nameof(Encoded))]
    public void The_real_tools_decode_what_a_variant_hides(string name)
    {
        (AttackCase planted, SourceTree tree) = Planted(name);
        Shell.SkipWithoutTools(planted.DecodeScript);
        Shell.Result result = Shell.Run(planted.DecodeScript + "\n", trees.Planted(planted, tree));
        Assert.True(planted.Payload.Span.SequenceEqual(result.Output),
            $"{planted.DecodeScript}\n{Encoding.Latin1.GetString(result.Output)}\n{result.Errors}");
        Assert.Contains(InertContent.ConstantSentence, Encoding.ASCII.GetString(planted.Payload.Span));
        Assert.True(planted.Payload.Length < 160);
    }

    // XZACT_UPDATE_SNAPSHOTS=1 writes the table.
    [Fact]
    public void The_page_has_the_table()
    {
        string path = Path.Combine(RepositoryFolder.Root, "docs", "scan-variants.md");
        string page = File.ReadAllText(path);
        int begin = page.IndexOf(HandVariantsPage.Begin, StringComparison.Ordinal);
        int end = page.IndexOf(HandVariantsPage.End, StringComparison.Ordinal) + HandVariantsPage.End.Length;
        if (Environment.GetEnvironmentVariable("XZACT_UPDATE_SNAPSHOTS") == "1")
            File.WriteAllText(path, page[..begin] + HandVariantsPage.Table() + page[end..]);
        else
            Assert.Equal(HandVariantsPage.Table(), page[begin..end]);
    }

    private (AttackCase Planted, SourceTree Tree) Planted(string name)
    {
        HandVariant variant = HandVariants.All.Single(v => v.Name == name);
        SourceTree tree = trees.All.Single(t => t.Name == variant.Tree);
        return (variant.For(0, tree), tree);
    }
}
