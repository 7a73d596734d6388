using Xzact.Audit.Known.Parts;

namespace Xzact.Audit.Tests.Known.Parts;

public sealed class ScriptFileTests
{
    private const string Stretch = "first=one\nsecond=\"two words of text\"\n";
    private const string Function = "func_one ()\n{\n  if :; then\n    echo one\n  fi\n}\n";

    [Fact]
    public void Functions_and_the_stretches_between_them_are_all_of_the_text()
    {
        string other = Function.Replace("one", "two", StringComparison.Ordinal);
        string text = $"#! /bin/sh\n{Stretch}\n\n{Function}\n{Stretch}{other}\nfunc_one \"$@\"\n";
        IReadOnlyList<MacroUnit> units = ScriptFile.Read(text);
        Assert.Equal(["script", "func_one", "script", "func_two", "script"], units.Select(u => u.Name));
        Assert.Equal(
            text.Where(c => c != '\n'),
            units.SelectMany(u => text.Substring(u.Start, u.Length)).Where(c => c != '\n'));
    }

    [Fact]
    public void A_short_stretch_belongs_to_the_function_behind_it()
    {
        IReadOnlyList<MacroUnit> units = ScriptFile.Read($"x=1\n{Function}");
        Assert.Equal((0, "x=1\n".Length + Function.Length - 1), (Assert.Single(units).Start, units[0].Length));
    }

    [Theory]
    [InlineData("func_one ()\n{\n  echo no end\n")]
    [InlineData("func_one (){\n  echo\n}\n")]
    [InlineData("func one ()\n{\n  echo\n}\n")]
    [InlineData("  func_one ()\n{\n  echo\n}\n")]
    public void What_is_no_function_of_that_form_is_a_stretch(string text) =>
        Assert.Equal("script", Assert.Single(ScriptFile.Read(text)).Name);

    [Theory]
    [InlineData("VERSION=2.4.7", "VERSION=@VERSION@", 1)]
    [InlineData("VERSION=\"2.4.6 Debian-2.4.6-15\"", "VERSION=2.4.7-dirty", 1)]
    [InlineData("# libtool (GNU libtool) 2.4.6", "# libtool (GNU libtool) 2.4.7", 1)]
    [InlineData("scriptversion='(GNU libtool) 2.4.7-dirty'", "scriptversion='(GNU @PACKAGE@) @VERSION@'", 1)]
    [InlineData(
        "       version:        $progname $scriptversion Debian-2.4.7-5",
        "       version:        $progname (GNU libtool) 2.4.7", 1)]
    [InlineData(
        "GNU libtool home page: <http://www.gnu.org/s/libtool/>.",
        "GNU libtool home page: <http://www.gnu.org/software/libtool/>.", 1)]
    public void The_version_of_the_project_is_left_out_and_named(string left, string right, int stamps)
    {
        Assert.Equal(ScriptFile.Canonical(left), ScriptFile.Canonical(right));
        Assert.Equal(stamps, ScriptFile.Stamps(left).Count());
    }

    [Theory]
    [InlineData("VERSION=2.4.7;echo", "VERSION=2.4.6;echo")]
    [InlineData("VERSION=`echo`", "VERSION=2.4.6")]
    [InlineData("VERSION=\"2.4.6 $(echo)\"", "VERSION=\"2.4.6 x\"")]
    [InlineData("  VERSION=2.4.7", "  VERSION=2.4.6")]
    [InlineData("MY_VERSION=2.4.7", "MY_VERSION=2.4.6")]
    [InlineData("sleep 1", "sleep 2")]
    [InlineData("scriptversion='(GNU libtool) 2.4.7'; echo 'x'", "scriptversion='(GNU libtool) 2.4.7'; echo 'y'")]
    [InlineData("       version:        $progname `echo`", "       version:        $progname (GNU libtool) 2.4.7")]
    [InlineData(
        "GNU libtool home page: <http://example.org/s/libtool/>.",
        "GNU libtool home page: <http://www.gnu.org/s/libtool/>.")]
    [InlineData("# a comment", "# another")]
    [InlineData("  echo", "    echo")]
    public void Anything_else_counts(string left, string right) =>
        Assert.NotEqual(ScriptFile.Canonical(left), ScriptFile.Canonical(right));

    [Fact]
    public void A_part_of_a_script_is_no_statement_of_m4() =>
        Assert.NotEqual(CanonicalText.Statement(Stretch), ScriptFile.Canonical(Stretch));
}
