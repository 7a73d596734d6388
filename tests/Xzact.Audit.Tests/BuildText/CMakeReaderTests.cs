using Xzact.Audit.BuildText;

namespace Xzact.Audit.Tests.BuildText;

public sealed class CMakeReaderTests
{
    private static string Show(string text) => string.Join(
        " ", CMakeReader.Read(text).Select(c => $"{c.Name}:{c.Line}-{c.EndLine}[{string.Join('|', c.Arguments)}]"));

    [Theory]
    [InlineData("set(X 1)", "set:1-1[X|1]")]
    [InlineData("SET ( X\n  \"a b\" )", "set:1-2[X|a b]")]
    [InlineData("a\n(b)", "a:1-2[b]")]
    [InlineData("a(1) b(2)", "a:1-1[1] b:1-1[2]")]
    [InlineData("#[[ x(1) ]] y(2)", "y:1-1[2]")]
    [InlineData("#[==[\n]] x() ]==] y()", "y:2-2[]")]
    [InlineData("# x(1)\ny()", "y:2-2[]")]
    [InlineData("a(b # c)\n d)", "a:1-2[b|d]")]
    [InlineData("a([[b) ]] c)", "a:1-1[b) |c]")]
    [InlineData("if((A) AND (B))", "if:1-1[A|AND|B]")]
    [InlineData("a(\"\\\")\" c)", "a:1-1[\\\")|c]")]
    [InlineData("a(b\\ c)", "a:1-1[b\\ c]")]
    [InlineData("a(", "a:1-1[]")]
    [InlineData("@INIT@\n", "@init@:1-1[]")]
    public void Invocations_are_found(string text, string commands) => Assert.Equal(commands, Show(text));

    [Fact]
    public void Nothing_makes_it_fail()
    {
        var random = new Random(2);
        const string Signs = "ab()[]=\"\\# \n$@;";
        for (int i = 0; i < 2000; i++)
        {
            string text = new([.. Enumerable.Range(0, random.Next(60)).Select(_ => Signs[random.Next(Signs.Length)])]);
            int lines = text.Split('\n').Length;
            Assert.All(
                CMakeReader.Read(text),
                c => Assert.True(1 <= c.Line && c.Line <= c.EndLine && c.EndLine <= lines));
        }
    }
}
