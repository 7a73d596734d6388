using Xzact.Audit.Case;
using Xzact.Audit.Rules.CMake;

namespace Xzact.Audit.Tests.Rules.CMake;

public sealed class CMakeActsTests
{
    private const string Tag = "project(p C)\nadd_executable(p main.c)\n";

    private static Evidence? Act(string added) => CMakeActs.First(new(
        new("CMakeLists.txt", new(AccountKind.Modified, "")) { Role = FileRole.CMake }, Tag + added, Tag));

    [Theory]
    [InlineData("set(x 1) execute_process(COMMAND sh x)")]
    [InlineData("#[[ ]] execute_process(COMMAND sh x)")]
    [InlineData("execute_process\n(COMMAND sh x)")]
    [InlineData("set(CMAKE_C_COMPILER_LAUNCHER sh x)")]
    [InlineData("set(CMAKE_C_COMPILER x)")]
    [InlineData("set(CMAKE_MODULE_PATH tests)")]
    [InlineData("list(APPEND CMAKE_PREFIX_PATH tests)")]
    [InlineData("set(CMAKE_PROJECT_INCLUDE x.cmake)")]
    [InlineData("set(CMAKE_PROJECT_p_INCLUDE_BEFORE x.cmake)")]
    [InlineData("set_property(GLOBAL PROPERTY RULE_LAUNCH_COMPILE \"sh x\")")]
    [InlineData("set_property(TARGET p PROPERTY C_COMPILER_LAUNCHER sh x)")]
    [InlineData("set_target_properties(p PROPERTIES C_CLANG_TIDY x)")]
    [InlineData("set_property(TARGET p APPEND PROPERTY SOURCES y.c)")]
    [InlineData("find_package(data)")]
    [InlineData("include(x)")]
    [InlineData("add_subdirectory(y)")]
    [InlineData("install(CODE \"message(1)\")")]
    [InlineData("cmake_language(EVAL CODE \"message(1)\")")]
    [InlineData("own_function(x)")]
    [InlineData("target_sources(p PRIVATE y.c)")]
    [InlineData("set(CMAKE_C_FLAGS \"${CMAKE_C_FLAGS} -include y.h\")")]
    [InlineData("set(p_SOURCES y.c)")]
    [InlineData("set(v $ENV{X})")]
    [InlineData("@own_text@")]
    public void What_runs_reads_or_decides_what_runs_acts(string added) => Assert.NotNull(Act(added));

    [Theory]
    [InlineData("set(X 1)\n# include(y)")]
    [InlineData("set(PACKAGE_VERSION \"1.2.3\")")]
    [InlineData("option(USE_X \"use it\" ON)\nif(USE_X)\nendif()")]
    [InlineData("add_compile_options(-Wall $<$<CONFIG:Debug>:-g>)")]
    [InlineData("message(STATUS \"${X}\")")]
    public void What_only_declares_does_not(string added) => Assert.Null(Act(added));
}
