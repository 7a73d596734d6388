using System.Text;
using Xzact.Audit.Scan;
using Xzact.Audit.Shell;

namespace Xzact.Audit.Tests.Scan;

public sealed class ShellLoopTests
{
    private static ShellLoop? Loop(string text)
    {
        WordValues values = new();
        values.Assign("key", ["7"]);
        values.Assign("both", ["1", "2"]);
        return ShellLoop.Of(ShellParser.Parse(text, ShellGrammar.Posix).Commands.Items[0].Command, values, new());
    }

    private static string? Result(string text, string input) =>
        Loop(text)!.Apply(Encoding.Latin1.GetBytes(input)) is { } data ? Encoding.Latin1.GetString(data) : null;

    [Theory]
    [InlineData(@"while read b; do printf ""\\$(printf %03o $((b ^ 1)))""; done", "64\n67\n", "AB")]
    [InlineData(@"while read -r b; do printf ""\\$(printf '%03o' $(($b ^ key)))""; done", "70\n", "A")]
    [InlineData(@"while read b; do c=$((b - 3)); printf '%b' ""\\0$(printf %o $c)""; done", "68\n69\n", "AB")]
    [InlineData(@"while read b; do printf ""\\x$(printf %02x $((0x$b + 1)))""; done", "40\n41\n", "AB")]
    [InlineData(@"while read b; do printf ""\\$(printf %o $((16#$b)))""; done", "41\n", "A")]
    [InlineData(@"for b in $(od -An -tu1 x); do printf ""\\$(printf %o $((b + 1)))""; done", " 64 65\n 66", "ABC")]
    [InlineData(@"while read a b; do printf ""\\$(printf %o $b)\\$(printf %o $a)""; done", "66 65\n", "AB")]
    [InlineData(@"while read b || [ -n ""$b"" ]; do printf ""\\$(printf %o $b)""; done", "65\n66", "AB")]
    [InlineData(@"while read b; do printf ""\\$(printf %o $b)""; done", "65\n66", "A")]
    [InlineData(@"while read b; do i=$((i + 1)); [ $((i % 2)) -eq 0 ] && printf ""\\$(printf %o $b)""; done",
        "1\n65\n2\n66\n", "AB")]
    [InlineData(@"while read b; do if [ $b -gt 99 ]; then continue; fi; printf ""\\$(printf %o $b)""; done",
        "65\n100\n66\n", "AB")]
    [InlineData(@"while read b; do case $b in x*) b=${b#x};; esac; printf ""\\$(printf %o $b)""; done",
        "x65\n66\n", "AB")]
    public void A_loop_over_numbers_is_done_in_memory(string loop, string input, string result) =>
        Assert.Equal(result, Result(loop, input));

    [Theory]
    [InlineData("while read b; do echo \"$b\"; done")]
    [InlineData("while read b; do eval \"$((b))\"; done")]
    [InlineData("while read b; do printf $((b + none)); done")]
    [InlineData("while read b; do printf $((b + both)); done")]
    [InlineData("while read b; do printf $((b)) > x; done")]
    [InlineData("until read b; do printf $((b)); done")]
    [InlineData("while test $((b)); do printf $((b)); done")]
    [InlineData("while read -n 1 b; do printf $((b)); done")]
    [InlineData("for b; do printf $((b)); done")]
    public void Another_loop_is_none(string loop) => Assert.Null(Loop(loop));

    [Theory]
    [InlineData("while read b; do printf \"\\\\$(printf %o $((b / 0)))\"; done", "65\n")]
    [InlineData("while read b; do printf \"\\\\$(printf %o $((b)))\"; done", "no number\n")]
    [InlineData("while read b; do [ $((b)) = 1 -a 2 ] && printf x; done", "1\n")]
    public void What_cannot_be_done_gives_nothing(string loop, string input) => Assert.Null(Result(loop, input));

    [Fact]
    public void A_loop_ends_at_its_limits()
    {
        const string Loop = "for b in $x; do case $((b)) in *1*1*1*1*) :;; esac; printf '%64s' \"$((b))\"; done";
        Assert.Null(Result(Loop.Replace("$x", "$(cat x)", StringComparison.Ordinal),
            string.Concat(Enumerable.Repeat("1 ", 100_000))));
    }
}
