using Xzact.Audit.Scan;

namespace Xzact.Audit.Tests.Scan;

public sealed class PrintfTextTests
{
    [Theory]
    [InlineData("AB\n|\u0001" + "1", @"\101\x42\n|\0011")]
    [InlineData("a-b-c", "%s-%s-%s", "a", "b", "c")]
    [InlineData("<a><b>", "<%s>", "a", "b")]
    [InlineData("%d", "%%d")]
    [InlineData("10 12 a A 010 7", "%d %o %x %X %03o %u", "10", "10", "10", "10", "8", "7")]
    [InlineData("  1|1  |007|ab", "%3d|%-3d|%.3d|%.2s", "1", "1", "7", "abc")]
    [InlineData("65 255 8", "%d %d %d", "'A", "0xff", "010")]
    [InlineData("A", "%b", @"\0101")]
    [InlineData(@"\101", "%s", @"\101")]
    [InlineData("0x", "%dx")]
    [InlineData("a", "%c", "abc")]
    [InlineData("\uFFFD", "%d", "x")]
    [InlineData("\uFFFD", "%e", "1")]
    [InlineData("\uFFFD", "%999999999d", "1")]
    [InlineData("once", "once", "operand")]
    public void Printf_makes_of_its_operands(string result, params string[] texts) =>
        Assert.Equal(result, PrintfText.Format(texts));

    [Fact]
    public void A_format_that_is_used_again_for_ever_ends() => Assert.InRange(
        PrintfText.Format([new string('x', 1_000) + "%s", .. Enumerable.Repeat("y", 10_000)]).Length, 1, 1 << 17);
}
