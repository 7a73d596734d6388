using Xzact.Audit.Rules;

namespace Xzact.Audit.Tests.Rules;

public sealed class RuleCatalogTests
{
    [Fact]
    public void Every_folder_of_the_rules_is_in_the_catalog_and_every_rule_has_its_folder()
    {
        string[] folders = [.. EmbeddedText.Below("Rules").Select(name => name.Split('/')[1]).Distinct().Order()];
        Assert.Equal(folders, RuleCatalog.Definitions.Select(d => d.Id).Order());
    }

    [Fact]
    public void A_rule_is_found_in_any_case_and_an_unknown_one_is_not()
    {
        Assert.Equal("D03", RuleCatalog.Find("d03")?.Id);
        Assert.Null(RuleCatalog.Find("D98"));
    }
}
