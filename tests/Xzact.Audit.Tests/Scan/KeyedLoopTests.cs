using System.Text;
using Xzact.Audit.Scan;

namespace Xzact.Audit.Tests.Scan;

public sealed class KeyedLoopTests
{
    // Keys 3, 3*5+1=16, 16*5+1=81: each value minus its key.
    private const string Perl = "$k=3;for(unpack(\"C*\",$_)){print chr(($_-$k)&255);$k=($k*5+1)&255}";
    private const string Awk =
        "BEGIN{k=3}{for(i=1;i<=NF;i++){printf \"%c\",($i+256-k)%256;k=(k*5+1)%256}}";

    private static readonly byte[] s_hidden = [(byte)'a' + 3, (byte)'b' + 16, (byte)'c' + 81];

    [Theory]
    [InlineData(Perl)]
    [InlineData("local $/;\n$_ = <STDIN>;\n" + Perl)]
    [InlineData("my $k = 3; foreach my $b (unpack 'C*', $_) { print(chr($b - $k)); $k = ($k * 5 + 1) & 255; }")]
    public void A_key_follows_from_the_key_before(string program) =>
        Assert.Equal("abc"u8.ToArray(), KeyedLoop.Of(program)?.Apply(s_hidden));

    [Fact]
    public void Numbers_of_od_are_values_too() => Assert.Equal(
        "abc"u8.ToArray(), KeyedLoop.Of(Awk)?.ApplyToNumbers(Encoding.ASCII.GetBytes(string.Join(" ", s_hidden))));

    [Fact]
    public void A_sign_before_the_equals_sign_works_on_the_variable() => Assert.Equal(
        [(byte)'a', (byte)'a' + 2],
        KeyedLoop.Of("$k=0;for(unpack(\"C*\",$_)){print chr($_+$k);$k+=2}")?.Apply("aa"u8.ToArray()));

    [Theory]
    [InlineData("print 1")]
    [InlineData("for(unpack(\"C*\",$_)){print chr($_-1)}")]
    [InlineData("$k=1;for(unpack(\"C*\",$_)){print chr($_-$k);$k=next_key($k);system $k}")]
    [InlineData("$k=1;print chr($_-$k)")]
    public void Other_programs_are_none(string program) => Assert.Null(KeyedLoop.Of(program));

    [Theory]
    [InlineData("$k=1;for(unpack(\"C*\",$_)){print chr($_-$k);$k=f($k)}")]
    [InlineData("for(unpack(\"C*\",$_)){print chr($_-$k);$k=$k+1}")]
    public void An_expression_that_is_not_known_gives_nothing(string program) =>
        Assert.Null(KeyedLoop.Of(program)?.Apply(s_hidden));

    [Fact]
    public void Long_expressions_over_many_bytes_are_not_computed()
    {
        string sum = string.Join('+', Enumerable.Repeat("$k", 60));
        Assert.Null(
            KeyedLoop.Of($"$k=1;for(unpack(\"C*\",$_)){{print chr($_-$k);$k={sum}}}")?.Apply(new byte[1 << 18]));
    }

    [Fact]
    public void Text_without_numbers_gives_nothing() =>
        Assert.Null(KeyedLoop.Of(Awk)?.ApplyToNumbers("12 300 x"u8.ToArray()));
}
