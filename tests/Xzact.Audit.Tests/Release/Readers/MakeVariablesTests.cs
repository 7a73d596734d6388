using Xzact.Audit.Case;
using Xzact.Audit.Release.Readers;

namespace Xzact.Audit.Tests.Release.Readers;

public sealed class MakeVariablesTests
{
    [Fact]
    public void A_variable_has_a_file_directly_or_through_others_also_of_other_makefiles()
    {
        (HashSet<string> variables, HashSet<string> programs) = Find(
            "data/set.txt",
            ("Makefile.am", "A = x data/set.txt\nB = data/set.txt -v\nC = $(B) y\nD = y $(B)\nE = data/set.txt.old\n"),
            ("lib/Makefile.am", "F = $(A)\nG = set.txt\nH = z\n"));
        Assert.Equal(["A", "B", "C", "D", "F"], variables.Order());
        Assert.Equal(["B", "C"], programs.Order()); // what begins with it
    }

    [Fact]
    public void A_mere_name_means_the_file_beside_the_makefile() => Assert.Equal(
        ["G"], Find("data/set.txt", ("Makefile.am", "F = set.txt\n"), ("data/Makefile.am", "G = set.txt\n")).Variables);

    [Fact]
    public void A_ring_of_variables_ends() => Assert.Equal(
        ["A", "B"], Find("set.txt", ("Makefile", "A = $(B) set.txt\nB = $(A)\n")).Variables.Order());

    private static (HashSet<string> Variables, HashSet<string> Programs) Find(
        string path, params (string Path, string Text)[] makefiles)
    {
        MakeVariables given = new(makefiles.Select(m => (m.Path, BuildCommands.Of(m.Text, m.Path, FileRole.Make))));
        HashSet<string> variables = [];
        HashSet<string> programs = [];
        given.Find(new(path, given), variables, programs);
        return (variables, programs);
    }
}
