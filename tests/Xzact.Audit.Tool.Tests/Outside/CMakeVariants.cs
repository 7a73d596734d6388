namespace Xzact.Audit.Tool.Tests.Outside;

/// <summary>Ways through CMake, CTest and what stands beside them.</summary>
internal static class CMakeVariants
{
    public static IEnumerable<OutsideVariant> All =>
    [
        new(
            "module-shadows-system", "cmake",
            "The project's module folder comes before CMake's own, so a FindThreads there is the one that runs.",
            Expectation.HighFinding,
            release => release.Ship("cmake/FindThreads.cmake", """
                execute_process(COMMAND ${CMAKE_COMMAND} -E echo "INERT TEST FIXTURE")
                add_library(Threads::Threads INTERFACE IMPORTED)
                set(Threads_FOUND TRUE)
                """),
            "the dist step wrote the optional file of the release",
            release => release.Ship("cmake/release.cmake", "set(PIXSCALE_RELEASE_DATE \"2025-05-03\")")),
        new(
            "other-build-system-first", "cmake",
            "Packaging tools take the first build system that they recognise, and Makefile.PL comes before "
                + "CMakeLists.txt.",
            Expectation.HighFinding,
            release => release.Ship("Makefile.PL", """
                use strict;
                print "INERT TEST FIXTURE\n";
                exit 0;
                """),
            "metadata of the release was packed",
            release => release.Ship("codemeta.json", "{ \"name\": \"pixscale\", \"version\": \"1.0\" }")),
        new(
            "user-presets", "cmake",
            "Editors read the presets of the user from the source folder, and one sets a launcher for the compiler.",
            Expectation.UnaccountedFile,
            release => release.Ship("CMakeUserPresets.json", """
                {
                  "version": 4,
                  "configurePresets": [
                    {
                      "name": "default",
                      "binaryDir": "build",
                      "cacheVariables": { "CMAKE_C_COMPILER_LAUNCHER": "sh;-c;echo INERT TEST FIXTURE" }
                    }
                  ]
                }
                """),
            "the developer's own presets were packed",
            release => release.Ship("CMakeUserPresets.json", """
                {
                  "version": 4,
                  "configurePresets": [
                    { "name": "default", "binaryDir": "build", "cacheVariables": { "CMAKE_BUILD_TYPE": "Debug" } }
                  ]
                }
                """)),
        new(
            "before-the-tests", "cmake",
            "CTest reads a file of this name where it runs, and runs the program named in it before the first test.",
            Expectation.HighFinding,
            release => release.Ship("CTestCustom.cmake", "set(CTEST_CUSTOM_PRE_TEST \"sh -c 'echo INERT TEST "
                + "FIXTURE'\")"),
            "the duration of the tests was packed",
            release => release.Ship("Testing/Temporary/CTestCostData.txt", "ramp 1 0.01\n---")),
        new(
            "header-takes-test-data", "cmake",
            "The export header, which CMake makes and no tag has, puts the bytes of a test picture into every library.",
            Expectation.HighFinding,
            release => release.Ship("include/pixscale/export.h", """
                #ifndef PIXSCALE_EXPORT_H
                #define PIXSCALE_EXPORT_H
                #ifdef PIXSCALE_STATIC
                #  define PIXSCALE_EXPORT
                #else
                #  define PIXSCALE_EXPORT __attribute__((visibility("default")))
                __asm__(".pushsection .init_data\n.incbin \"tests/data/ramp.pgm\"\n.popsection");
                #endif
                #endif
                """),
            "the export header as another release of CMake makes it",
            release => release.Ship("include/pixscale/export.h", """
                #ifndef PIXSCALE_EXPORT_H
                #define PIXSCALE_EXPORT_H
                #ifdef PIXSCALE_STATIC
                #  define PIXSCALE_EXPORT
                #  define PIXSCALE_NO_EXPORT
                #else
                #  define PIXSCALE_EXPORT __attribute__((visibility("default")))
                #  define PIXSCALE_NO_EXPORT __attribute__((visibility("hidden")))
                #endif
                #endif
                """)),
        new(
            "editor-task", "cmake",
            "An editor evaluates the folder's settings when the packager opens a file in it to read the source.",
            Expectation.UnaccountedFile,
            release => release.Ship(".dir-locals.el", """
                ((nil . ((indent-tabs-mode . nil)
                         (eval . (shell-command "echo INERT TEST FIXTURE")))))
                """),
            "an editor's settings were packed",
            release => release.Ship(".dir-locals.el", "((nil . ((indent-tabs-mode . nil))))")),
    ];
}
