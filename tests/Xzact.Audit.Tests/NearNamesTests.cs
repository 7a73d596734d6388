namespace Xzact.Audit.Tests;

public sealed class NearNamesTests
{
    [Theory]
    [InlineData("relase", "release")]
    [InlineData("--sorce", "--source")]
    [InlineData("--Fail_on", "--fail-on")]
    [InlineData("dem", "demo")]
    public void A_slip_of_the_finger_finds_the_name(string written, string meant) => Assert.Equal(
        meant, NearNames.Of(written, ["release", "demo", "rules", "index", "--source", "--fail-on"]).First());

    [Theory]
    [InlineData("x")]
    [InlineData("frobnicate")]
    [InlineData("--quiet")]
    public void Another_word_finds_nothing(string written) =>
        Assert.Empty(NearNames.Of(written, ["release", "demo", "rules", "index", "--source", "--fail-on"]));

    [Theory]
    [InlineData("", "", 0)]
    [InlineData("", "abc", 3)]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("curl-7_88_1", "curl-7.88.1", 0)]
    public void The_distance_counts_changed_characters(string left, string right, int distance)
    {
        Assert.Equal(distance, NearNames.Distance(left, right));
        Assert.Equal(distance, NearNames.Distance(right, left));
    }
}
