using Xzact.Audit.Known.Parts;

namespace Xzact.Audit.Tests.Known.Parts;

public sealed class PartsCollectionTests
{
    [Fact]
    public void What_stands_between_statements_is_known_there_and_a_part_is_of_the_project_that_had_it_first()
    {
        PartsCollection parts = new();
        parts.Add("later", "x.m4", "# about AC_X(one)\nAC_DEFUN([DEMO_X], [\necho one\n])\n", 200);
        parts.Add("first", "x.m4", "AC_DEFUN([DEMO_X], [\necho one\n])\n", 100);
        Assert.Contains(UnitOf(MacroGap.InFront("DEMO_X", "# about AC_X(one)\n")), parts.Units.Keys);
        Assert.DoesNotContain(UnitOf(MacroGap.InFront("DEMO_Y", "# about AC_X(one)\n")), parts.Units.Keys);
        Assert.Equal("first", parts.Parts.Single(p => p.Name == "DEMO_X").Project);
    }

    [Fact]
    public void Lines_of_several_versions_stand_in_one_order_and_keep_their_first_day()
    {
        PartsCollection parts = new();
        parts.Add("p", "x.m4", "AC_DEFUN([DEMO_X], [\necho one\necho three\n])\n", 100);
        parts.Add("p", "x.m4", "AC_DEFUN([DEMO_X], [\necho one\necho two\necho three\necho four\n])\n", 200);
        Assert.Equal(
            ["echo one", "echo two", "echo three", "echo four"], parts.Parts.Single(p => p.Name == "DEMO_X").Lines);
        Assert.Equal((100, 200), (parts.Lines["echo one"], parts.Lines["echo two"]));
        Assert.Equal(2, parts.Units.Count);
        Assert.All(parts.Units.Values, unit => Assert.Equal("DEMO_X", unit.Part));
    }

    [Fact]
    public void A_script_of_Libtool_is_kept_by_its_functions_as_they_stand_and_without_versions()
    {
        PartsCollection parts = new();
        const string Function = "func_one ()\n{\n  echo one of its functions\n}\n";
        parts.Add("libtool", "ltmain.sh", "# libtool (GNU libtool) 1.0\nVERSION=1.0\n\n" + Function, 100);
        Assert.Equal(["func_one", "ltmain.sh"], parts.Units.Values.Select(u => u.Part).Distinct().Order());

        // The head with and without its version, the function, and the empty line between them.
        Assert.Equal(5, parts.Units.Count);
    }

    private static string UnitOf(string text) =>
        Convert.ToHexStringLower(CanonicalText.Digest(text, KnownPartsFormat.UnitDigest));
}
