using Xzact.Audit.Case.Builds;
using Xzact.Audit.Rules.Builds;

namespace Xzact.Audit.Tests.Rules.Builds;

public sealed class BuildStageTests
{
    [Theory]
    [InlineData("make", "Recipe")]
    [InlineData("make check", "Test")]
    [InlineData("make -C sub -j 4 VERBOSE=1 check", "Test")]
    [InlineData("make install DESTDIR=/x", "Install")]
    [InlineData("make distcheck", "Distribution")]
    [InlineData("make all check", "Recipe")]
    [InlineData("ninja test", "Test")]
    [InlineData("cmake --build . --target test", "Test")]
    [InlineData("cmake ..", "Configure")]
    [InlineData("cmake -E copy a b", "Other")]
    [InlineData("meson setup b", "Configure")]
    [InlineData("meson test", "Test")]
    [InlineData("ctest", "Test")]
    [InlineData("autoreconf -fi", "Configure")]
    public void What_the_user_asks_for_makes_the_phase(string command, string phase) =>
        Assert.Equal(phase, BuildStage.Start.Enter(Program(command)).Phase.ToString());

    [Theory]
    [InlineData("make", "make check", "Recipe")]
    [InlineData("make", "ctest", "Recipe")]
    [InlineData("make all check", "make check-recursive", "Test")]
    [InlineData("make all check", "make checkmate", "Recipe")]
    [InlineData("make install", "make install-am", "Install")]
    [InlineData("cmake ..", "make test", "Configure")]
    public void A_target_that_the_tree_asks_for_is_no_test(string outer, string inner, string phase) => Assert.Equal(
        phase, BuildStage.Start.Enter(Program(outer)).Enter(Program(inner)).Phase.ToString());

    [Theory]
    [InlineData(true, "make all check")]
    [InlineData(true, "make all check", "make -C lib")]
    [InlineData(false, "make all check", "make all-recursive")]
    [InlineData(false, "make all", "make check")]
    [InlineData(false, "make check")]
    [InlineData(false, "sh", "make all install")]
    public void One_make_for_tests_and_more_may_be_testing(bool mayTest, params string[] commands) => Assert.Equal(
        mayTest, commands.Aggregate(BuildStage.Start, (stage, command) => stage.Enter(Program(command))).MayTest);

    [Fact]
    public void Tests_that_a_script_of_the_tree_starts_are_none_that_the_user_asked_for()
    {
        BuildStage script = BuildStage.Start.Enter(
            Program("/build/all.sh") with { IsOfTree = true, Script = "/build/all.sh" });
        Assert.Equal(BuildPhase.Recipe, script.Enter(Program("make check")).Phase);
        Assert.Equal(BuildPhase.Other, script.Enter(Program("ctest")).Phase);
    }

    [Theory]
    [InlineData("gcc -c a.c", "Compile")]
    [InlineData("gcc -o a a.o", "Link")]
    [InlineData("/usr/lib/gcc/cc1 a.c", "Compile")]
    [InlineData("ar rc a.a a.o", "Link")]
    [InlineData("x86_64-linux-gnu-gcc-12 -c a.c", "Compile")]
    [InlineData("sed s/a/b/", "Recipe")]
    public void Compilers_and_linkers_have_phases_of_their_own(string command, string phase)
    {
        BuildStage make = BuildStage.Start.Enter(Program("make"));
        Assert.Equal(phase, make.PhaseOf(Program(command), null).ToString());
        BuildStage test = BuildStage.Start.Enter(Program("make check"));
        Assert.Equal(BuildPhase.Test, test.PhaseOf(Program(command), null));
    }

    private static Execution Program(string command)
    {
        string[] words = command.Split(' ');
        string path = words[0].StartsWith('/') ? words[0] : "/usr/bin/" + words[0];
        bool isTree = path.StartsWith("/build", StringComparison.Ordinal);
        return new(path, words, "/build", ToolKinds.Of(path, isTree));
    }
}
