using Xzact.Audit.Tests.Archives;

namespace Xzact.Audit.Tests;

public sealed class CharacterClassTests
{
    private const string AllButNul = "awk 'BEGIN { for (i = 1; i < 128; i++) printf \"%c\", i }'";

    [Theory]
    [InlineData("alnum")]
    [InlineData("alpha")]
    [InlineData("blank")]
    [InlineData("cntrl")]
    [InlineData("digit")]
    [InlineData("graph")]
    [InlineData("lower")]
    [InlineData("print")]
    [InlineData("punct")]
    [InlineData("space")]
    [InlineData("upper")]
    [InlineData("xdigit")]
    public void A_class_holds_what_tr_says(string name)
    {
        SystemTool.Require("tr", "awk", "od");
        string command = $"{AllButNul} | tr -cd '[:{name}:]' | od -An -v -tu1";
        int[] expected = [.. SystemTool.Run("/", "sh", "-c", command)
            .Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries).Select(int.Parse)];

        Func<char, bool> contains = CharacterClass.Find(name)!;

        Assert.Equal(expected, Enumerable.Range(1, 127).Where(value => contains((char)value)));
        Assert.Equal(name == "cntrl", contains('\0'));
    }

    [Fact]
    public void There_is_no_class_of_another_name() => Assert.Null(CharacterClass.Find("word"));
}
