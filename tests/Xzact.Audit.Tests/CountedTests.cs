namespace Xzact.Audit.Tests;

public sealed class CountedTests
{
    [Theory]
    [InlineData(0, "0 lines")]
    [InlineData(1, "1 line")]
    [InlineData(2, "2 lines")]
    [InlineData(1_234_567, "1,234,567 lines")]
    public void A_count_stands_before_the_noun_in_its_number(int count, string expected) =>
        Assert.Equal(expected, Counted.Of(count, "line"));
}
