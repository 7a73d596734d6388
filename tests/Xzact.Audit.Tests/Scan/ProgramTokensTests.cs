using Xzact.Audit.Scan;

namespace Xzact.Audit.Tests.Scan;

public sealed class ProgramTokensTests
{
    [Theory]
    [InlineData("a = f('x', # one\n  'y')\nb = 2\n", false, "a=f(x,y)", "b=2")]
    [InlineData("if (a) { b = '#'; } // c\nd = 7 // 2;\n", true, "if(a)", "b=#", "d=7")]
    [InlineData("a = {\n  k: 1\n}\n", false, "a={k:1}")]
    [InlineData("x\n  .y()\n  .z()\n", true, "x.y().z()")]
    // What nothing closes is passed over up to the end of its line.
    [InlineData("it's\nx = 1\n", false, "it", "x=1")]
    public void Statements_end_where_their_language_ends_them(string text, bool slashes, params string[] statements) =>
        Assert.Equal(statements, ProgramTokens.Statements(text, slashes)
            .Select(s => string.Concat(s.Tokens.Select(t => t.Text))));

    [Fact]
    public void Lines_keep_their_depth_and_tokens_their_place()
    {
        ProgramStatement[] statements = [.. ProgramTokens.Statements("if a:\n    b\n\tc\n", false)];
        Assert.Equal([0, 4, 8], statements.Select(s => s.Indent));
        Assert.Equal(10, statements[1].Tokens[0].Offset);
    }

    [Theory]
    [InlineData("((((((((((", 20_000)]
    [InlineData("'", 20_000)]
    [InlineData("\\\n", 20_000)]
    public void Hostile_text_ends(string piece, int times)
    {
        string text = string.Concat(Enumerable.Repeat(piece, times));
        Assert.InRange(ProgramTokens.Statements(text, false).Sum(s => s.Tokens.Length), 0, text.Length);
    }
}
