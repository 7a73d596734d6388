using Xzact.Conventions.Tests.Source;

namespace Xzact.Conventions.Tests;

public sealed class TestTwinsTests
{
    private const string Logic = "class A { int M(int x) => x + 1; }";

    private static readonly TextFile s_source = new("src/Xzact/Lzma/A.cs", Logic);
    private static readonly TextFile s_test =
        new("tests/Xzact.Tests/Lzma/ATests.cs", "class ATests { [Fact] void M() { } }");

    [Fact]
    public void Every_class_with_logic_has_its_test_class_and_no_test_class_is_an_orphan() => Hold.That(TestTwins.Check(
        Repository.CSharp, TestTwins.ParseExceptions(Repository.Text(TestTwins.ExceptionsPath))));

    [Fact]
    public void A_pair_is_accepted() => Assert.Empty(TestTwins.Check([s_source, s_test], []));

    [Fact]
    public void Partial_files_belong_to_the_name_before_the_dot() => Assert.Empty(TestTwins.Check(
        [s_source with { Path = "src/Xzact/A.Read.cs" }, s_test with { Path = "tests/Xzact.Tests/ATests.Flush.cs" }],
        []));

    [Fact]
    public void A_detector_is_tested_by_its_samples() =>
        Assert.Empty(TestTwins.Check([s_source with { Path = "src/Xzact.Audit/Rules/D01/A.cs" }], []));

    [Fact]
    public void A_source_without_test_is_found() =>
        Hold.Finds("no tests/Xzact.Tests/Lzma/ATests.cs", TestTwins.Check([s_source], []));

    [Fact]
    public void A_test_in_another_folder_is_found_on_both_sides() => Assert.Equal(
        [
            "src/Xzact/Lzma/A.cs: no tests/Xzact.Tests/Lzma/ATests.cs",
            "tests/Xzact.Tests/ATests.cs: tests no src/Xzact/A.cs",
        ],
        TestTwins.Check([s_source, s_test with { Path = "tests/Xzact.Tests/ATests.cs" }], []));

    [Fact]
    public void A_test_class_without_a_test_is_found() => Hold.Finds(
        "declares and inherits no test", TestTwins.Check([s_source, s_test with { Text = "class ATests;" }], []));

    [Fact]
    public void A_test_class_that_inherits_its_tests_is_accepted() => Assert.Empty(
        TestTwins.Check([s_source, s_test with { Text = "class ATests : CodecContractTests<A>;" }], []));

    [Fact]
    public void Tests_in_a_file_of_another_name_are_found() => Hold.Finds(
        "is not named ...Tests.cs",
        TestTwins.Check([new TextFile("tests/Xzact.Tests/Helper.cs", "class H { [Theory] void M() { } }")], []));

    [Fact]
    public void An_exception_silences_and_an_unused_one_is_found()
    {
        var exemption = new TestTwins.Exemption("src/Xzact/Lzma/", "sample");
        Assert.Empty(TestTwins.Check([s_source], [exemption]));
        Hold.Finds("is no exception any more", TestTwins.Check([s_source, s_test], [exemption]));
    }

    [Theory]
    [InlineData("src/Xzact/A.cs")]
    [InlineData("src/Xzact/A.cs: ")]
    public void An_exception_without_a_reason_is_refused(string line) =>
        Assert.Throws<FormatException>(() => TestTwins.ParseExceptions(new TextFile("list", line)));

    [Theory]
    [InlineData("class A { int M(int x) => x + 1; }")]
    [InlineData("class A { int M(int x) { if (x > 0) { x++; } return x; } }")]
    [InlineData("struct A { void M() { for (; ; ) { } } }")]
    [InlineData("class A { void M() => throw new System.Exception(); }")]
    [InlineData("record A(int X) { bool M => X > 0 && X < 9; }")]
    [InlineData("class A { int M { get { return X ?? 0; } } }")]
    [InlineData("class A { int M() => Other(); }")]
    [InlineData("#if NET10_0_OR_GREATER\nclass A { int M() => Other(); }\n#endif")]
    public void Code_that_computes_or_decides_has_logic(string text) =>
        Assert.True(TestTwins.HasLogic(new TextFile("A.cs", text)));

    [Theory]
    [InlineData("record A(int X) { int Twice => X * 2; }")]
    [InlineData("static class A { static System.ReadOnlySpan<byte> Magic => [0x01, (byte)'x']; }")]
    [InlineData("enum A { B, C }")]
    [InlineData("interface IA { int M(int x); }")]
    [InlineData("record A(int X, string Y);")]
    [InlineData("static class A { public const int B = 1 << 4; }")]
    [InlineData("class A { public int B { get; init; } = 5; private int _c; public int C => _c; }")]
    [InlineData("class A : System.Exception { public A(string m) : base(m) { Reason = m; } string Reason { get; } }")]
    [InlineData("// if (x) return y + 1;\nclass A;")]
    public void Code_that_only_holds_has_none(string text) =>
        Assert.False(TestTwins.HasLogic(new TextFile("A.cs", text)));
}
