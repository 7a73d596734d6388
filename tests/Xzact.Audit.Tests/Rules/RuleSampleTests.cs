using Xzact.Audit.Case;
using Xzact.Audit.Rules;

namespace Xzact.Audit.Tests.Rules;

public sealed class RuleSampleTests
{
    private const string Valid = "# c\npath: m4/x.m4\nrole: Macro\nexpect: High\n--- tag\nold\n--- archive\nnew\n";

    [Fact]
    public void Both_contents_and_the_expectation_are_read()
    {
        RuleSample sample = RuleSample.Parse("s", "D02", Valid);
        Assert.Equal((Severity.High, "new\n", true), (sample.Expected, sample.File.Text, sample.File.IsModified));
    }

    [Theory]
    [InlineData("path: m4/x.m4\n", "")]
    [InlineData("role: Macro\n", "")]
    [InlineData("expect: High", "expects: High")]
    [InlineData("--- archive", "--- Archive")]
    [InlineData("# c", "unknown: x")]
    public void A_malformed_sample_is_refused(string from, string to) => Assert.Throws<FormatException>(
        () => RuleSample.Parse("s", "D02", Valid.Replace(from, to, StringComparison.Ordinal)));
}
