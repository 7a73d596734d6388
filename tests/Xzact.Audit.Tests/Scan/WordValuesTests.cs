using Xzact.Audit.Scan;
using Xzact.Audit.Shell;

namespace Xzact.Audit.Tests.Scan;

public sealed class WordValuesTests
{
    private static string[] Resolve(string word)
    {
        WordValues values = new();
        values.Assign("one", ["1"]);
        values.Assign("two", ["a", "b"]);
        var command = (SimpleCommand)ShellParser.Parse(word, ShellGrammar.Posix).Commands.Items[0].Command;
        return [.. values.Resolve(command.Words[0])];
    }

    [Theory]
    [InlineData("a'b c'\"d $one\"\\e", "ab cd 1e")]
    [InlineData("$'\\x41\\102\\n\\'x'", "AB\n'x")]
    [InlineData("$(echo x $one)", "x 1")]
    [InlineData("`printf y`", "y")]
    [InlineData("$none/x", "\uFFFD/x")]
    [InlineData("$(run)x", "\uFFFDx")]
    [InlineData("$(printf %s x)", "x")]
    [InlineData("${none:-z}", "z")]
    [InlineData("${one%1}", "")]
    [InlineData("${none%1}", "\uFFFD")]
    public void A_word_becomes_one_text(string word, string text) => Assert.Equal([text], Resolve(word));

    [Fact]
    public void Every_value_of_a_variable_counts() =>
        Assert.Equal(["1aa", "1ab", "1ba", "1bb"], Resolve("$one$two$two").Order(StringComparer.Ordinal));

    [Fact]
    public void Products_end_in_what_is_unknown() =>
        Assert.Contains("\uFFFD", Assert.Single(Resolve("$two$two$two$two$two$two")), StringComparison.Ordinal);
}
