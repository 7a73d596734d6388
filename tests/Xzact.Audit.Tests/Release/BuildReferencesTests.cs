using Xzact.Audit.Release;

namespace Xzact.Audit.Tests.Release;

public sealed class BuildReferencesTests
{
    private static BuildReferences Follow(params (string Path, string Text)[] files) => BuildReferences.Follow(
        [.. files.Select(f => f.Path)],
        files.Where(f => f.Text.Length > 0).ToDictionary(f => f.Path, f => f.Text));

    [Theory]
    [InlineData("configure")]
    [InlineData("GNUmakefile")]
    [InlineData("config.site")]
    [InlineData("setup.py")]
    public void Files_that_tools_read_by_themselves_are_reached(string path) =>
        Assert.True(Follow((path, "x")).IsReached(path));

    [Theory]
    [InlineData("AC_CONFIG_MACRO_DIR([m4])")]
    [InlineData("AC_CONFIG_MACRO_DIRS([other m4])")]
    public void A_macro_in_a_folder_that_aclocal_searches_is_reached(string line)
    {
        BuildReferences found = Follow(("configure.ac", "AC_INIT\n" + line), ("m4/x.m4", ""), ("other/deep/y.m4", ""));
        Assert.True(found.IsReached("m4/x.m4"));
        Assert.False(found.IsReached("other/deep/y.m4"));
        Assert.Equal(("configure.ac", 2), (found.EvidenceFor("m4/x.m4")[0].Path, found.EvidenceFor("m4/x.m4")[0].Line));
    }

    // make and automake make them by rules of their own.
    [Theory]
    [InlineData("demo: parse.o\n", "parse.c", true)]
    [InlineData("demo_SOURCES = main.c parse.y\n", "parse.c", true)]
    [InlineData("demo: src/parse.lo\n", "src/parse.cc", true)]
    [InlineData("demo: other.o\n", "parse.c", false)]
    [InlineData("EXTRA_DIST = parse.y\n", "parse.c", false)]
    public void Source_text_is_reached_by_its_object_and_by_its_input(string makefile, string path, bool isReached) =>
        Assert.Equal(isReached, Follow(("Makefile", makefile), (path, "")).IsReached(path));

    [Fact]
    public void Modules_in_a_folder_that_CMake_searches_are_reached()
    {
        BuildReferences found = Follow(
            ("CMakeLists.txt", "list(APPEND CMAKE_MODULE_PATH \"${PROJECT_SOURCE_DIR}/cmake\")\n"),
            ("cmake/FindX.cmake", ""), ("cmake/x.m4", ""), ("other/FindX.cmake", ""));
        Assert.True(found.IsReached("cmake/FindX.cmake"));
        Assert.False(found.IsReached("cmake/x.m4"));
        Assert.False(found.IsReached("other/FindX.cmake"));
    }

    [Fact]
    public void Flags_of_aclocal_in_a_makefile_name_a_macro_folder_too() => Assert.True(
        Follow(("Makefile.am", "ACLOCAL_AMFLAGS = -Im4"), ("m4/x.m4", "")).IsReached("m4/x.m4"));

    [Theory]
    [InlineData("demo.spec", "%doc README demo.lsm", false)]
    [InlineData("demo.spec", "%license demo.lsm", false)]
    [InlineData("demo.spec", "%doc README %(sh demo.lsm)", true)]
    [InlineData("demo.spec", "%include demo.lsm", true)]
    [InlineData("Makefile", "%doc demo.lsm: x", true)]
    public void Documents_that_a_package_carries_are_no_build_text(string path, string line, bool isReached) =>
        Assert.Equal(isReached, Follow((path, line), ("demo.lsm", "")).IsReached("demo.lsm"));

    [Fact]
    public void The_use_of_a_macro_is_evidence()
    {
        BuildReferences found = Follow(
            ("configure.ac", "AC_CONFIG_MACRO_DIR([m4])\nDEMO_X\n"), ("m4/x.m4", "AC_DEFUN([DEMO_X], [])"));
        Assert.Contains(found.EvidenceFor("m4/x.m4"), e => e is { Path: "configure.ac", Line: 2 });
    }

    [Fact]
    public void Names_are_followed_from_file_to_file()
    {
        BuildReferences found = Follow(
            ("Makefile.am", "SUBDIRS = src\n"),
            ("src/Makefile.am", "include $(top_srcdir)/build/rules.mk\ndemo_SOURCES = a.c\n"),
            ("build/rules.mk", "x:\n\t$(SHELL) $(srcdir)/tool.sh\n"),
            ("src/tool.sh", ""),
            ("src/a.c", ""),
            ("src/b.c", ""));
        Assert.True(found.IsReached("build/rules.mk"));
        Assert.True(found.IsReached("src/tool.sh"));
        Assert.True(found.IsReached("src/a.c"));
        Assert.False(found.IsReached("src/b.c"));
    }

    [Fact]
    public void A_list_of_files_to_distribute_is_evidence_but_no_reach()
    {
        BuildReferences found = Follow(("Makefile.am", "EXTRA_DIST = a.txt \\\n  notes.sh\n"), ("notes.sh", ""));
        Assert.False(found.IsReached("notes.sh"));
        Assert.Equal("listed for distribution", found.EvidenceFor("notes.sh")[0].What);
    }

    [Fact]
    public void Comments_reach_nothing() =>
        Assert.False(Follow(("configure.ac", "dnl tool.sh\n# tool.sh\n"), ("tool.sh", "")).IsReached("tool.sh"));

    [Theory]
    [InlineData("CMakeLists.txt", "add_subdirectory(lib)", "lib/CMakeLists.txt")]
    [InlineData("CMakeLists.txt", "include(cmake/Demo.cmake)", "cmake/Demo.cmake")]
    [InlineData("meson.build", "subdir('lib')", "lib/meson.build")]
    [InlineData("configure.ac", "AC_CONFIG_FILES([lib/demo.pc])", "lib/demo.pc.in")]
    [InlineData("configure.ac", "AC_CONFIG_AUX_DIR([aux])", "aux/config.guess")]
    public void Other_ways_to_name_a_file_are_understood(string from, string line, string target) =>
        Assert.True(Follow((from, line), (target, "")).IsReached(target));
}
