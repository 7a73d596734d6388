using Xzact.Conventions.Tests.Source;

namespace Xzact.Conventions.Tests;

public sealed class AttackIndependenceTests
{
    private static readonly TextFile s_detector = new(
        "src/Xzact.Audit/Rules/D99/A.cs", "class A { string b = \"a table of the trade, long\"; }");

    [Fact]
    public void Generator_and_detectors_share_nothing()
    {
        Assert.Contains(Repository.Texts, f => f.IsUnder("tests/Xzact.Attacks"));
        Hold.That(AttackIndependence.Check(Repository.Texts));
    }

    [Theory]
    [InlineData("using Xzact.Audit.Rules; class A;")]
    [InlineData("class A { object B() => Xzact.Audit.Rules.C.D; }")]
    public void The_generator_may_not_name_the_auditor(string text) => Assert.NotEmpty(
        AttackIndependence.Check([new TextFile("tests/Xzact.Attacks/A.cs", text)]));

    [Fact]
    public void A_detector_may_not_name_the_generator() => Assert.NotEmpty(
        AttackIndependence.Check([new TextFile("src/Xzact.Audit/A.cs", "using Xzact.Attacks; class A;")]));

    [Fact]
    public void A_file_of_both_is_found() => Hold.Finds(
        "takes ../../src/Xzact.Audit/Rules/D10/A.cs",
        AttackIndependence.Check([new TextFile(
            "tests/Xzact.Attacks/Xzact.Attacks.csproj",
            """<Project><Compile Include="../../src/Xzact.Audit/Rules/D10/A.cs" /></Project>""")]));

    [Fact]
    public void A_table_of_both_is_found() => Hold.Finds(
        "has this string too: a table of the trade, long",
        AttackIndependence.Check([s_detector, s_detector with { Path = "tests/Xzact.Attacks/B.cs" }]));

    [Fact]
    public void A_detector_of_the_sentence_is_found()
    {
        const string Text = "class A { string b = \"INERT TEST FIXTURE\"; }";
        Hold.Finds("INERT TEST FIXTURE", AttackIndependence.Check(
            [new TextFile("src/Xzact.Audit/A.cs", Text), new TextFile("tests/Xzact.Attacks/A.cs", Text)]));
    }

    [Fact]
    public void Words_of_the_trade_are_no_table() => Assert.Empty(AttackIndependence.Check(
        [new TextFile("src/Xzact.Audit/A.cs", "class A { string b = \"base64 -d\"; }"),
            new TextFile("tests/Xzact.Attacks/A.cs", "class A { string b = \"base64 -d\"; }")]));
}
