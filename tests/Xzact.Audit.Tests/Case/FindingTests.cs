using Xzact.Audit.Case;

namespace Xzact.Audit.Tests.Case;

public sealed class FindingTests
{
    [Fact]
    public void The_fingerprint_is_the_same_for_the_same_match() => Assert.Equal(
        Finding.FingerprintOf("D13", "m4/x.m4", "cat a | sh"), Finding.FingerprintOf("D13", "m4/x.m4", "cat a | sh"));

    [Fact]
    public void Indentation_and_line_breaks_do_not_change_the_fingerprint() => Assert.Equal(
        Finding.FingerprintOf("D13", "m4/x.m4", "cat a | sh"),
            Finding.FingerprintOf("D13", "m4/x.m4", " cat a |\n\tsh "));

    [Theory]
    [InlineData("D10", "m4/x.m4", "cat a | sh")]
    [InlineData("D13", "m4/y.m4", "cat a | sh")]
    [InlineData("D13", "m4/x.m4", "cat b | sh")]
    [InlineData("D13", "m4/x.m4c", "at a | sh")]
    public void Rule_path_and_content_each_change_the_fingerprint(string rule, string path, string content) =>
        Assert.NotEqual(
            Finding.FingerprintOf("D13", "m4/x.m4", "cat a | sh"), Finding.FingerprintOf(rule, path, content));

    // Stored baselines depend on this value: it must never change.
    [Fact]
    public void The_fingerprint_of_a_known_match_stays_what_it_was() =>
        Assert.Equal("db3a10bbeae135088f71aa19687d8c84", Finding.FingerprintOf("D13", "m4/x.m4", "cat a | sh"));
}
