using Xzact.Audit.Scan;

namespace Xzact.Audit.Tests.Scan;

public sealed class ByteExpressionTests
{
    [Theory]
    [InlineData("(ord($1)+3)%256", 1, 4)]
    [InlineData("(ord($1)+3)%256", 254, 1)]
    [InlineData("($_-3)&255", 1, 254)]
    [InlineData("255-$_", 1, 254)]
    [InlineData("ord ^ 0x20", 65, 97)]
    [InlineData("xor($_, 32)", 65, 97)]
    [InlineData("~$_", 0, 255)]
    [InlineData("1+2*$_", 3, 7)]
    [InlineData("$_ + 010", 1, 9)]
    [InlineData("$_ + 16#0f", 1, 16)]
    [InlineData("$_ + 2#11", 1, 4)]
    [InlineData("(9223372036854775807 + 1) / -1 + $_", 1, 1)]
    [InlineData("(9223372036854775807 + 1) % -1 + $_", 1, 1)]
    [InlineData("($_ << 4) | ($_ >> 4)", 0x12, 0x21)]
    public void Arithmetic_over_a_byte_is_a_map(string text, byte value, byte result) => Assert.Equal(
        result, (ByteExpression.Map(text, "$_") ?? throw new InvalidOperationException("no map"))[value]);

    [Theory]
    [InlineData("($k*5+1)&255", 16L)]
    [InlineData("$_-$k", 94L)]
    [InlineData("int(k/2)", 2L)]
    [InlineData("$x", null)]
    [InlineData("$k +", null)]
    public void Variables_have_values(string text, long? value) => Assert.Equal(
        value,
        ByteExpression.Value(text, new Dictionary<string, long> { ["$k"] = 3, ["k"] = 4, ["$_"] = 97 }));

    [Theory]
    [InlineData("")]
    [InlineData("7")]
    [InlineData("$_ / 0")]
    [InlineData("$_ + 09")]
    [InlineData("$_ + 99#1")]
    [InlineData("$_ + $x")]
    [InlineData("($_")]
    [InlineData("system($_)")]
    public void What_is_no_arithmetic_over_the_byte_is_none(string text) =>
        Assert.Null(ByteExpression.Map(text, "$_"));

    [Fact]
    public void Deep_nesting_is_refused() =>
        Assert.Null(ByteExpression.Map(new string('(', 90) + "$_" + new string(')', 90), "$_"));
}
