using Xzact.Conventions.Tests.Source;

namespace Xzact.Conventions.Tests;

public sealed class RuleFoldersTests
{
    private const string Folder = "src/Xzact.Audit/Rules/D01/";

    private static readonly string[] s_complete =
    [
        Folder + "definition.txt",
        Folder + "Detector.cs",
        Folder + "match-a.fixture",
        Folder + "nomatch-a.fixture",
    ];

    [Fact]
    public void Every_rule_has_its_definition_and_its_samples()
    {
        bool hasRules = Repository.Paths.Any(path =>
            path.StartsWith("src/Xzact.Audit/Rules/", StringComparison.Ordinal));
        Assert.SkipUnless(hasRules, "There is no folder src/Xzact.Audit/Rules yet.");
        Assert.NotEmpty(RuleFolders.RulesIn(Repository.Paths));
        Hold.That(RuleFolders.Check(Repository.Paths));
    }

    [Fact]
    public void A_complete_rule_is_accepted()
    {
        Assert.Equal(["D01"], RuleFolders.RulesIn(s_complete));
        Assert.Empty(RuleFolders.Check(s_complete));
    }

    [Theory]
    [InlineData(0, "no definition")]
    [InlineData(1, "no detector")]
    [InlineData(2, "no sample that must match")]
    [InlineData(3, "no sample that must not match")]
    public void A_missing_part_is_found(int missing, string expected) =>
        Hold.Finds(expected, RuleFolders.Check([.. s_complete.Where((_, i) => i != missing)]));

    [Fact]
    public void Shared_files_beside_the_rules_are_no_rule() => Assert.Empty(RuleFolders.RulesIn(
        ["src/Xzact.Audit/Rules/Rule.cs", "src/Xzact.Audit/Rules/Shell/Tokenizer.cs", "src/Xzact.Audit/D01/x"]));
}
