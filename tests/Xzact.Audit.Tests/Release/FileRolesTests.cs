using Xzact.Audit.Case;
using Xzact.Audit.Release;

namespace Xzact.Audit.Tests.Release;

public sealed class FileRolesTests
{
    [Theory]
    [InlineData("m4/x.m4", FileRole.Macro)]
    [InlineData("aclocal.m4", FileRole.Macro)]
    [InlineData("configure.ac", FileRole.ConfigureInput)]
    [InlineData("sub/configure", FileRole.ConfigureScript)]
    [InlineData("config.site", FileRole.ConfigureScript)]
    [InlineData("Makefile.am", FileRole.Make)]
    [InlineData("po/Makefile.in.in", FileRole.Make)]
    [InlineData("GNUmakefile", FileRole.Make)]
    [InlineData("po/Makevars.template", FileRole.Make)]
    [InlineData("config.h.in", FileRole.Source)]
    [InlineData("demo.pc.in", FileRole.Template)]
    [InlineData("demo.sh.in", FileRole.Script)]
    [InlineData("cmake/FindX.cmake", FileRole.CMake)]
    [InlineData("subprojects/x.wrap", FileRole.Meson)]
    [InlineData("build-aux/ltmain.sh", FileRole.Script)]
    [InlineData("build-aux/depcomp", FileRole.Script)]
    [InlineData("setup.py", FileRole.PackageBuild)]
    [InlineData("src/a.c", FileRole.Source)]
    [InlineData("src/a.y", FileRole.Source)]
    [InlineData("po/de.po", FileRole.Translation)]
    [InlineData("doc/xz.1", FileRole.Documentation)]
    [InlineData("ChangeLog", FileRole.Documentation)]
    [InlineData("tests/files/bad-1.xz", FileRole.TestData)]
    [InlineData("tests/files/good-1.pdf", FileRole.TestData)]
    [InlineData("tests/corpus/good-1.1", FileRole.TestData)]
    [InlineData("testdata/de.mo", FileRole.TestData)]
    [InlineData("tests/README.md", FileRole.Documentation)]
    [InlineData("tests/THANKS", FileRole.Documentation)]
    [InlineData("doc/tests.pdf", FileRole.Documentation)]
    [InlineData("data/table.bin", FileRole.Other)]
    public void The_path_gives_the_role(string path, FileRole role) =>
        Assert.Equal(role, FileRoles.Of(path, false, default));

    [Fact]
    public void An_interpreter_line_makes_a_script_of_test_data() =>
        Assert.Equal(FileRole.Script, FileRoles.Of("tests/run", false, "#!/bin/sh\n"u8));

    [Fact]
    public void An_executable_text_is_a_script_and_an_executable_binary_is_not()
    {
        Assert.Equal(FileRole.Script, FileRoles.Of("tools/run", true, "echo\n"u8));
        Assert.Equal(FileRole.Other, FileRoles.Of("tools/run", true, "\x7F\0\0"u8));
    }
}
