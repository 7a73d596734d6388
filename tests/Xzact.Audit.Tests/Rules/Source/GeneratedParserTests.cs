using Xzact.Audit.Case;
using Xzact.Audit.Rules.Source;

namespace Xzact.Audit.Tests.Rules.Source;

public sealed class GeneratedParserTests
{
    private const string Input = "%{\nstatic int of_input(void) { return 1; }\n%}\n%%\na: ;\n";
    private const string Parser = "/* A Bison parser */\n#define foo(x) x\nstatic int\nyy_reduce (int a, int b)\n{\n"
        + "  if (a) { return b; }\n}\nint yyparse (void)\n{\n  verify (1);\n  return 0;\n}\nint later (int);\n";

    private static string[] Foreign(string text, string? input = Input, string tool = "GNU Bison 3.8.2") =>
    [
        .. GeneratedParser.Foreign(
            new(new("parse.c", new(AccountKind.ClaimedGenerated, $"it says that it was made by {tool}")), text)
            {
                Input = input,
            }, text).Select(word => $"{word.Text} {word.Line}"),
    ];

    [Theory]
    [InlineData("")]
    [InlineData("static int of_input(void) { return 1; }\n")]
    [InlineData("YY_DECL\n{\n}\nstatic int input  (void)\n{\n}\nvoid * __yy_copy (char *a)\n{\n}\n")]
    [InlineData("/* verify */\nint verify (int);\nstruct a\n{\n};\n")]
    public void Functions_of_the_input_and_of_the_skeleton_are_its_own(string more) =>
        Assert.Empty(Foreign(Parser + more));

    [Theory]
    [InlineData("int verify(const char *s) { return 1; }\n", "verify 14")]
    [InlineData("static const char *\nverify (void)\n{\n}\n", "verify 15")]
    [InlineData("verify (a, b)\n  int a;\n  char *b;\n{\n}\n", "verify 14")]
    [InlineData("int one(void) {\n}\nint two(void) {\n}\n", "one 14", "two 16")]
    public void Others_are_not(string more, params string[] found) => Assert.Equal(found, Foreign(Parser + more));

    [Fact]
    public void Where_nothing_says_what_it_is_made_of_nothing_is_said()
    {
        Assert.Empty(Foreign("int verify(void) { }\n", input: null));
        Assert.Empty(Foreign("int verify(void) { }\n", tool: "Cython 3.0"));
    }
}
