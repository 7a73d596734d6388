using Xzact.Audit.Binary;
using Xzact.Audit.Case;

namespace Xzact.Audit.Tests.Binary;

public sealed class ConstructorTableTests(Compiled compiled) : IClassFixture<Compiled>
{
    /// <summary>DT_INIT and DT_FINI run as the arrays do.</summary>
    [Theory]
    [InlineData("init", "DT_INIT demo at")]
    [InlineData("fini", "DT_FINI demo at")]
    public void A_new_function_of_the_dynamic_section_is_a_constructor(string tag, string expected)
    {
        CaseReport report = BinaryAudit.Run(new()
        {
            Path = compiled.Library("NONE", "-nostdlib", $"-Wl,-{tag}=demo"),
            ComparePath = compiled.Library("NONE", "-nostdlib"),
        });
        Finding found = report.Findings.Single(
            f => f.Message.StartsWith("Functions that run before or after", StringComparison.Ordinal));
        Assert.StartsWith(expected, Assert.Single(found.Evidence).Excerpt, StringComparison.Ordinal);
    }

    [Fact]
    public void A_new_constructor_is_named_with_its_address()
    {
        CaseReport report = BinaryAudit.Run(new()
        {
            Path = compiled.Library("NONE", "-DBEGINS"),
            ComparePath = compiled.Library("NONE"),
        });
        Finding found = report.Findings.Single(
            f => f.Message.StartsWith("Functions that run before", StringComparison.Ordinal));
        Assert.Matches("^begin at 0x[0-9a-f]+$", Assert.Single(found.Evidence).Excerpt);
        Assert.Equal(Severity.Medium, found.Severity);

        report = BinaryAudit.Run(new()
        {
            Path = compiled.Library("NONE", "-DBEGINS", "-s"),
            ComparePath = compiled.Library("NONE", "-s"),
        });
        found = report.Findings.Single(
            f => f.Message.StartsWith("Functions that run before", StringComparison.Ordinal));
        Assert.Equal(2, found.Evidence.Count);
        Assert.All(found.Evidence, e => Assert.Matches("^without a name at 0x[0-9a-f]+$", e.Excerpt));
    }
}
