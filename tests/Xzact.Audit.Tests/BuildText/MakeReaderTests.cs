using Xzact.Audit.BuildText;

namespace Xzact.Audit.Tests.BuildText;

public sealed class MakeReaderTests
{
    private static string Kinds(string text) => string.Join(
        " ", MakeReader.Read(text).Select(s => $"{s.Kind}:{s.Line}"));

    [Theory]
    [InlineData("a: b\n\tdate", "Rule:1 Recipe:2")]
    [InlineData("a: b ; date", "Recipe:1")]
    [InlineData("a: b ;", "Rule:1")]
    [InlineData("a:: b\n", "Rule:1")]
    [InlineData("X = 1\nY:=2\nexport Z ?= 3\n", "Assignment:1 Assignment:2 Assignment:3")]
    [InlineData("a b: X = 1", "Assignment:1")]
    [InlineData("X = a \\\n\tb\nY = 1", "Assignment:1 Assignment:3")]
    [InlineData("X = a \\\\\n\tb", "Assignment:1 Recipe:2")]
    [InlineData("# c \\\n\tno recipe\nX = 1", "Assignment:3")]
    [InlineData("\t# a comment of the shell", "")]
    [InlineData("\t# c \\\n\tdate", "Recipe:1")]
    [InlineData("include a", "Directive:1")]
    [InlineData("include\ta", "Directive:1")]
    [InlineData("include = a", "Assignment:1")]
    [InlineData("define X\nfirst\nendef\nY = 1", "Defined:2 Assignment:4")]
    [InlineData("define X =\ndefine Y\nz\nendef\nw\nendef\na:", "Defined:3 Defined:5 Rule:7")]
    [InlineData(".RECIPEPREFIX = >\na:\n> date\n\tX = 1", "Assignment:1 Rule:2 Recipe:3 Assignment:4")]
    [InlineData("@COND_TRUE@a: b\n@COND_TRUE@\tdate\n@am__fastdepCC_FALSE@X = 1", "Rule:1 Recipe:2 Assignment:3")]
    [InlineData("$(eval a = b)", "Other:1")]
    [InlineData("src/a.c", "Other:1")]
    [InlineData("X = 1 # a: b", "Assignment:1")]
    [InlineData("X = \\# ; y", "Assignment:1")]
    [InlineData("$(if x,a:b): c", "Rule:1")]
    public void A_logical_line_has_its_kind(string text, string kinds) => Assert.Equal(kinds, Kinds(text));

    [Theory]
    [InlineData("X != date", "X", "!=", "date")]
    [InlineData("override  X  ::= a b ", "X", "::=", "a b")]
    [InlineData("a$(b): private Y += c", "Y", "+=", "c")]
    [InlineData("$(n) = v", "$(n)", "=", "v")]
    [InlineData("@A_TRUE@x = b \\\n@A_TRUE@\tc", "x", "=", "b  c")]
    public void An_assignment_has_name_sign_and_value(string text, string name, string sign, string value)
    {
        MakeStatement statement = Assert.Single(MakeReader.Read(text));
        Assert.Equal((name, sign, value), (statement.Name, statement.Operator, statement.Value));
    }

    [Fact]
    public void Nothing_makes_it_fail()
    {
        var random = new Random(1);
        const string Signs = "ab =:;#\\\t\n$(){}@!?+,define endef";
        for (int i = 0; i < 2000; i++)
        {
            string text = new([.. Enumerable.Range(0, random.Next(60)).Select(_ => Signs[random.Next(Signs.Length)])]);
            int lines = text.Split('\n').Length;
            Assert.All(
                MakeReader.Read(text),
                s => Assert.True(1 <= s.Line && s.Line <= s.EndLine && s.EndLine <= lines));
        }
    }
}
