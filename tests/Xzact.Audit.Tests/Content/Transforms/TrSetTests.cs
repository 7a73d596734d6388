using Xzact.Audit.Content.Transforms;

namespace Xzact.Audit.Tests.Content.Transforms;

public sealed class TrSetTests
{
    [Theory]
    [InlineData("abc", "616263")]
    [InlineData("a-d", "61626364")]
    [InlineData("-a", "2d61")]
    [InlineData("a-", "612d")]
    [InlineData("\\t \\\\\\n", "09205c0a")]
    [InlineData("\\101-\\103\\0", "41424300")]
    [InlineData("[:digit:]x", "3031323334353637383978")]
    [InlineData("[:none:]", "5b3a6e6f6e653a5d")]
    public void Operands_are_expanded(string operand, string hex) =>
        Assert.Equal(hex, Convert.ToHexStringLower([.. TrSet.Expand(operand)!]));

    [Fact]
    public void A_range_that_runs_backwards_is_malformed() => Assert.Null(TrSet.Expand("z-a"));
}
