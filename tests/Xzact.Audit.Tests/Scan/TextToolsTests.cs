using System.Text;
using Xzact.Audit.Scan;

namespace Xzact.Audit.Tests.Scan;

public sealed class TextToolsTests
{
    private static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text);

    private static string? Text(byte[]? data) => data is null ? null : Encoding.Latin1.GetString(data);

    [Fact]
    public void Grep_lets_lines_through()
    {
        Assert.Equal("a\n", Text(TextTools.Grep(["a"], Bytes("a\nb\n"))));
        Assert.Equal("b\n", Text(TextTools.Grep(["-v", "^a"], Bytes("a\nb\n"))));
        Assert.Null(TextTools.Grep(["-c", "a"], Bytes("a\n")));
    }

    [Theory]
    [InlineData("head", "-2", "a\nb\n")]
    [InlineData("head", "-n-1", "a\nb\n")]
    [InlineData("tail", "-n1", "c\n")]
    [InlineData("tail", "-n+2", "b\nc\n")]
    public void Lines_are_taken_from_either_end(string program, string option, string result) =>
        Assert.Equal(result, Text(TextTools.HeadOrTail(program, [option], Bytes("a\nb\nc\n"))));

    [Theory]
    [InlineData("-c2-", "bc\n")]
    [InlineData("-c1-2", "ab\n")]
    [InlineData("-b3", "c\n")]
    public void Cut_takes_a_range(string option, string result) =>
        Assert.Equal(result, Text(TextTools.Cut([option], Bytes("abc\n"))));

    [Fact]
    public void Uudecode_begins_and_ends_where_the_file_says() => Assert.Equal(
        "Cat", Text(TextTools.Uudecode(Bytes("Dear all,\nbegin 644 x\n#0V%T\n`\nend\nBye, friend\n"))));

    [Theory]
    [InlineData("no beginning\nend\n")]
    [InlineData("begin 644 x\n#0V%T\n")]
    [InlineData("end\nbegin 644 x\n")]
    public void Uudecode_of_half_a_file_gives_nothing(string text) => Assert.Null(TextTools.Uudecode(Bytes(text)));

    [Fact]
    public void Bytes_are_dumped_and_lines_counted()
    {
        Assert.Equal("97 98 \n", Text(TextTools.Dump(["-An", "-v", "-tu1"], Bytes("ab"))));
        Assert.Equal("61\n62\n", Text(TextTools.HexDump(["-p", "-c1"], Bytes("ab"))));
        Assert.Equal("b\n", Text(TextTools.EachNth("NR%2==0", Bytes("a\nb\nc\n"))));
        Assert.Equal("a b", Text(TextTools.Squeezed(" ", " ", Bytes("a   b"))));
        Assert.Equal("badce", Text(TextTools.Swapped(Bytes("abcde"))));
    }
}
