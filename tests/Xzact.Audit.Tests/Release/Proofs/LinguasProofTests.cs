using Xzact.Audit.Case;

namespace Xzact.Audit.Tests.Release.Proofs;

public sealed class LinguasProofTests
{
    [Theory]
    [InlineData("de\nfr\n", true)]
    [InlineData("de fr\n", true)]
    [InlineData("# Set of available languages.\nde\nfr\n", true)]
    [InlineData("# INERT TEST FIXTURE\nde\nfr\n", false)]
    [InlineData("de\nfr\nxx\n", false)]
    [InlineData("de\n", false)]
    [InlineData("de\nen@boldquot\nen@quot\nfr\n", true)] // made later
    [InlineData("de\nde\nfr\n", false)]
    [InlineData("de fr\nde\n", false)]
    [InlineData("fr\nde\n", false)]
    [InlineData("de\nfr\n$(INERT)\n", false)]
    [InlineData("de\nfr\n\n", false)]
    public void Exactly_the_catalogues_beside_it(string content, bool expected)
    {
        using ReleaseFixture release = new();
        CaseReport report = release.Add("po/de.po", "").Add("po/fr.po", "").Add("po/LINGUAS", content).Audit();
        Assert.Equal(
            expected ? AccountKind.DerivedAndVerified : AccountKind.Unaccounted,
            report.Entry("po/LINGUAS").Account.Kind);
    }

    // As sort(1) has them in the locale of whoever ran it.
    [Theory]
    [InlineData("en@quot\nen_GB\nfr\n", true)]
    [InlineData("en_GB\nen@quot\nfr\n", true)]
    [InlineData("fr\nen_GB\nen@quot\n", false)]
    public void The_order_is_that_of_a_locale(string content, bool expected)
    {
        using ReleaseFixture release = new();
        CaseReport report = release.Add("po/en_GB.po", "").Add("po/en@quot.po", "").Add("po/fr.po", "")
            .Add("po/LINGUAS", content).Audit();
        Assert.Equal(
            expected ? AccountKind.DerivedAndVerified : AccountKind.Unaccounted,
            report.Entry("po/LINGUAS").Account.Kind);
    }

    [Fact]
    public void A_name_that_is_none_of_a_language_is_not()
    {
        const string Name = "de|;1e:>inert;:";
        using ReleaseFixture release = new();
        CaseReport report = release.Add($"po/{Name}.po", "").Add("po/LINGUAS", Name + "\n").Audit();
        Assert.Equal(AccountKind.Unaccounted, report.Entry("po/LINGUAS").Account.Kind);
        report.AssertFinds("po/LINGUAS", Severity.High, "D01");
    }
}
