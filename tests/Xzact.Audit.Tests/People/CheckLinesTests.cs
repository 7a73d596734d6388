using System.Text;
using Xzact.Audit.Case.Histories;
using Xzact.Audit.People;

namespace Xzact.Audit.Tests.People;

public sealed class CheckLinesTests
{
    [Theory]
    [InlineData(".github/workflows/ci.yml", "Integration Fuzzing Warnings")]
    [InlineData("SECURITY.md", "SecurityPolicy")]
    [InlineData("tests/fuzz/build.sh", "Fuzzing")]
    [InlineData("CMakeLists.txt", "Sandbox Warnings")]
    [InlineData("m4/x.m4", "Sandbox Warnings")]
    [InlineData("src/Makefile.am", "Warnings")]
    [InlineData("src/sandbox.c", "Sandbox")]
    [InlineData("src/main.c", "")]
    [InlineData("configure", "")]
    public void A_path_says_which_checks_a_file_can_hold(string path, string kinds) =>
        Assert.Equal(kinds, string.Join(' ', CheckLines.KindsOf(path)));

    [Theory]
    [InlineData("Warnings", "CFLAGS=-Wall -Werror\nother\n", 1, 0)]
    [InlineData("Warnings", "CFLAGS=-Wall -Wno-unused\n", 0, 1)]
    [InlineData("Fuzzing", "run: make fuzz\nCC -fsanitize=address", 2, 0)]
    [InlineData("Fuzzing", "./configure --disable-fuzzing", 0, 1)]
    [InlineData("Integration", "continue-on-error: true\nrun: valgrind ./a || true", 0, 2)]
    [InlineData("SecurityPolicy", "a\n\n  \nb\n", 2, 0)]
    public void Lines_are_counted(string name, string text, int good, int bad)
    {
        CheckKind kind = Enum.Parse<CheckKind>(name);
        CheckCount count = Assert.Single(CheckLines.Count(Encoding.UTF8.GetBytes(text), [kind]));
        Assert.Equal((kind, good, bad), (count.Kind, count.For, count.Against));
    }

    [Fact]
    public void Lines_have_numbers()
    {
        byte[] text = "a\n  -Wall\n-Wno-x\nb -Werror\n"u8.ToArray();
        Assert.Equal([(2, "-Wall"), (4, "b -Werror")], CheckLines.Lines(text, CheckKind.Warnings, isAgainst: false));
        Assert.Equal([(3, "-Wno-x")], CheckLines.Lines(text, CheckKind.Warnings, isAgainst: true));
        Assert.Equal(
            [1, 2, 3, 4, 5], CheckLines.LinesAround(text, CheckKind.Warnings).Select(l => l.Line));
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(7, true)]
    [InlineData(12, false)]
    public void What_changes_near_a_sandbox_is_noticed(int line, bool noticed)
    {
        string[] lines = [.. Enumerable.Range(0, 20).Select(i => $"line {i}")];
        lines[3] = "check landlock";
        byte[] before = Encoding.UTF8.GetBytes(string.Join('\n', lines));
        lines[line] = ".";
        byte[] after = Encoding.UTF8.GetBytes(string.Join('\n', lines));
        ulong Around(byte[] text) => CheckLines.Count(text, [CheckKind.Sandbox])[0].Around;
        Assert.Equal(noticed, Around(before) != Around(after));
        Assert.NotEqual(0UL, Around(before));
    }
}
