using Xzact.Audit.Case;

namespace Xzact.Audit.Tests.Variants;

/// <summary>Variants that are read in place of a file that everybody knows.</summary>
internal static class ShadowVariants
{
    /// <summary>The variants.</summary>
    public static IReadOnlyList<Variant> All { get; } =
    [
        new("GNUmakefile", "a new GNUmakefile, which make reads before Makefile",
            "D01", Severity.High, "GNUmakefile", a => a.Add("GNUmakefile", "include Makefile\nall:\n\tdate\n")),
        new("makefile", "a new src/makefile, which make reads before src/Makefile",
            "D01", Severity.High, "src/makefile", a => a.Add("src/makefile", "CC = ../tests/data/cc\n")),
        new("published file with another role", "gnulib's GNUmakefile in a project that does not use gnulib",
            "D01", Severity.High, "GNUmakefile",
            a => a.Add("GNUmakefile", AutotoolsProject.Maintainers)),
        new("published file renamed", "the text of build-aux/install-sh as build-aux/config.guess",
            "D01", Severity.High, "build-aux/config.guess", a => a.Add(
                "build-aux/config.guess",
                "#!/bin/sh\n# Invented: installs files.\ncp \"$1\" \"$2\" || exit 1\n# end\n")),
        new("config.site", "settings that configure may read as shell text",
            "D01", Severity.High, "config.site", a => a.Add("config.site", "CC=./tests/data/cc\n")),
        new("config.cache", "answers of checks that were never made",
            "D01", Severity.High, "config.cache",
            a => a.Add("config.cache", "ac_cv_path_SED=${ac_cv_path_SED=./tests/data/sed}\n")),
        new("header of the system", "src/stdio.h in place of the system's",
            "D01", Severity.High, "src/stdio.h", a => a.Add("src/stdio.h", "#define puts(x) 0\n")),
        new("header of a library", "src/zlib.h in place of the library's",
            "D01", Severity.High, "src/zlib.h", a => a.Add("src/zlib.h", "#define crc32(a, b, c) 0\n")),
        new("input of tracked source text", "src/main.y, of which make makes src/main.c by a rule of its own",
            "D01", Severity.High, "src/main.y", a => a.Add("src/main.y", "%%\nsum: ;\n")),
        new("list of dependencies in another folder", "obj/main.d, which makefiles with -include $(OBJS:.o=.d) take in",
            "D01", Severity.High, "obj/main.d", a => a.Add("obj/main.d", "main.o: main.c\n\tdate\n")),
        new("script beside a tracked program", "tools/tidy-up.sh, of which make makes tools/tidy-up, by its own rule",
            "D01", Severity.High, "tools/tidy-up.sh", a => a.Add("tools/tidy-up.sh", Inert.Script)),
        new("header beside its user", "src/limits-demo.h, in place of the tracked lib/limits-demo.h",
            "D01", Severity.High, "src/limits-demo.h", a => a.Add("src/limits-demo.h", "#define DEMO_MOST 9\n")),
        new("makefile of the BSDs", "a new BSDmakefile, which their make reads before Makefile",
            "D01", Severity.High, "BSDmakefile", a => a.Add("BSDmakefile", "all:\n\tdate\n")),
        new("published makefile in another place", "another project's Makefile.in as src/sub/Makefile.in",
            "D01", Severity.Medium, "src/sub/Makefile.in",
            a => a.Add("src/sub/Makefile.in", AutotoolsProject.OtherMakefile)),
        new("build of another language", "a new build.zig, which zig build runs",
            "D01", Severity.High, "build.zig", a => a.Add("build.zig", "pub fn build(b: *std.Build) void {}\n")),
        new("object file", "src/main.o, newer than src/main.c, so that make does not compile it",
            "D01", Severity.High, "src/main.o",
            a => a.Change("INSTALL", f => new("src/main.o", "") { Bytes = Inert.Object, Time = f.Time + 3600 })),
        new("library", "src/libdemo.a, which no source file beside it has the name of",
            "D45", Severity.Medium, "src/libdemo.a",
            a => a.Change("INSTALL", _ => new("src/libdemo.a", "") { Bytes = Inert.Object })),
        new("configuration of git", "config beside HEAD, objects and refs, which git takes for a repository",
            "D01", Severity.High, "config", a =>
            {
                a.Add("HEAD", "ref: refs/heads/main\n");
                a.Add("objects/.keep", "\n");
                a.Add("refs/.keep", "\n");
                a.Add("config", "[core]\n\tfsmonitor = date\n");
            }),
        new("tracked build file missing", "local.mk is left out, and make goes on without it",
            "D47", Severity.Medium, "local.mk", a => a.Remove("local.mk")),
        new("tracked source file missing", "src/main.c is left out, and another one of its name is there",
            "D47", Severity.High, "src/main.c", a =>
            {
                a.Remove("src/main.c");
                a.Add("compat/main.c", "int main(void) { return 0; }\n");
            }),
        new("tracked macro missing", "m4/demo-options.m4 is left out, so that aclocal takes another one of this name",
            "D47", Severity.Medium, "m4/demo-options.m4", a => a.Remove("m4/demo-options.m4")),
        new("generated file made anew", "configure.ac is newer than configure, so that make runs autoconf",
            "D47", Severity.Low, "configure",
            a => a.Change("configure.ac", f => f with { Time = f.Time + 86400 })),
    ];
}
