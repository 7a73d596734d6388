using System.Text;
using Xzact.Audit.Scan;

namespace Xzact.Audit.Tests.Scan;

public sealed class InlineProgramTests
{
    private static string? Result(string program, string data, params string[] options) =>
        InlineProgram.Apply(program, options, Encoding.Latin1.GetBytes(data)) is { } result
            ? Encoding.Latin1.GetString(result) : null;

    [Theory]
    [InlineData("s/(.)/chr((ord($1)+1)%256)/gse", "abc", "bcd")]
    [InlineData("print map chr(($_-1)&255), unpack('C*', <STDIN>)", "bcd", "abc")]
    [InlineData("$_ ^= chr(32) x length", "ABC", "abc")]
    [InlineData("tr/a-c/b-d/", "abc", "bcd")]
    [InlineData("tr/\\x61/\\x62/", "aa", "bb")]
    [InlineData("$_ = reverse $_", "abc", "cba")]
    [InlineData("print pack('H*', $_)", "6162", "ab")]
    [InlineData("s/(.)./$1/gs", "axbx", "ab")]
    [InlineData("/<<\\n(.*)\\n>>/s&&print $1", "x<<\nab\ncd\n>>y", "ab\ncd")]
    [InlineData("m/=([a-z]+)/ and print($1);", "1=ab;", "ab")]
    public void A_line_of_Perl_over_the_whole_input(string program, string data, string result) =>
        Assert.Equal(result, Result(program, data, "-0777", "-pe"));

    [Theory]
    [InlineData("o.write(bytes(b ^ 1 for b in d))", "abc", "`cb")]
    [InlineData("o.write(d[::-1])", "abc", "cba")]
    [InlineData("o.write(d[1::2])", "xaxb", "ab")]
    public void A_line_of_Python(string program, string data, string result) =>
        Assert.Equal(result, Result(program, data, "-c"));

    [Theory]
    [InlineData("print 1")]
    [InlineData("s/(.)/system($1)/gse")]
    [InlineData("print chr(rand(255))")]
    [InlineData("y/ \\t/01/;print chr oct \"0b$_\" if length==8")]
    public void What_is_not_known_gives_nothing(string program) => Assert.Null(Result(program, "abc", "-pe"));

    [Theory]
    [InlineData("{for(i=1;i<=NF;i++)printf \"%c\",255-$i}", "158 157\n156", "abc")]
    [InlineData("{for(i=1;i<=NF;i+=2)printf \"%c\",$i}", "97 0 98 0", "ab")]
    [InlineData("{printf(\"%c\", $1)}", "97\n98\n", "ab")]
    public void Awk_prints_numbers_as_characters(string program, string data, string result) => Assert.Equal(
        result, Encoding.Latin1.GetString(
            InlineProgram.PrintedCharacters(program, Encoding.Latin1.GetBytes(data)) ?? []));
}
