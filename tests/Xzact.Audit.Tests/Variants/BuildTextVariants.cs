using Xzact.Audit.Case;

namespace Xzact.Audit.Tests.Variants;

/// <summary>Variants in scripts, makefiles and templates.</summary>
internal static class BuildTextVariants
{
    private const int Executable = 0x1ED;

    /// <summary>The variants.</summary>
    public static IReadOnlyList<Variant> All { get; } =
    [
        new("payload in ltmain.sh", "a line more where libraries are linked",
            "D01", Severity.High, "build-aux/ltmain.sh",
            a => a.Edit("build-aux/ltmain.sh", "part3\"", "part3\"\n  . ../tests/data/bad-sum.bin")),
        new("ltmain.sh decodes", "the same place, with a decoder in front of a shell",
            "D13", Severity.Critical, "build-aux/ltmain.sh",
            a => a.Edit("build-aux/ltmain.sh", "part3\"", $"part3\"\n  {Inert.Decode}")),
        new("helper script changed", "build-aux/missing runs what it is asked about",
            "D01", Severity.High, "build-aux/missing",
            a => a.Edit("build-aux/missing", "echo \"$1: missing\"", "exec \"$srcdir/tests/data/$1\"")),
        new("helper script added", "a new build-aux/depcomp, which Automake's rules would call",
            "D01", Severity.High, "build-aux/depcomp",
            a => a.Add("build-aux/depcomp", "#!/bin/sh\n: INERT TEST FIXTURE\n\"$@\"\n", Executable)),
        new("template changed", "src/version.h.in includes a test file",
            "D02", Severity.High, "src/version.h.in",
            a => a.Append("src/version.h.in", "#include \"../tests/data/bad-sum.bin\"\n")),
        new("manual's rule", "doc/Makefile.am runs a test file when the manual page is made",
            "D02", Severity.High, "doc/Makefile.am",
            a => a.Edit("doc/Makefile.am", "> $@\n", "> $@\n\t$(SHELL) -n ../tests/data/bad-sum.bin\n")),
        new("manual's template", "doc/demo.1.in with a request that runs a command in troff",
            "D02", Severity.Low, "doc/demo.1.in", a => a.Append("doc/demo.1.in", ".sy date\n")),
        new("hook for maintainers", "autogen.sh runs one command more",
            "D02", Severity.High, "autogen.sh",
            a => a.Edit("autogen.sh", "autoreconf -fi", "sh -n tests/data/bad-sum.bin\nautoreconf -fi")),
        new("check rule", "tests/run-tests.sh sources what it tests",
            "D02", Severity.High, "tests/run-tests.sh",
            a => a.Edit("tests/run-tests.sh", "exit 1;", "exit 1; . \"$f\";")),
        new("list of sources", "src/Makefile.am compiles a test file",
            "D02", Severity.High, "src/Makefile.am",
            a => a.Edit("src/Makefile.am", "version.h\n", "version.h ../tests/data/bad-sum.c\n")),
        new("variables of the catalogues", "po/Makevars runs a command for the value of a variable",
            "D02", Severity.High, "po/Makevars",
            a => a.Append("po/Makevars", "MSGID_BUGS_ADDRESS = $(shell date)\n")),
        new("rules of the catalogues", "a new po/Rules-demo, which po/Makefile takes in by its name",
            "D01", Severity.High, "po/Rules-demo", a => a.Add("po/Rules-demo", "all:\n\tdate\n")),
        new("list of messages", "po/POTFILES.in, whose lines config.status copies into po/Makefile",
            "D02", Severity.High, "po/POTFILES.in",
            a => a.Append("po/POTFILES.in", "src/main.c $(shell date)\n")),
        new("dependencies", "src/.deps/main.Po, which the generated makefile includes if it is there already",
            "D01", Severity.High, "src/.deps/main.Po",
            a => a.Add("src/.deps/main.Po", "main.o: main.c\n\tdate\n")),
        new("packaging in the archive", "debian/rules, which is used if a packager keeps it",
            "D01", Severity.High, "debian/rules",
            a => a.Add("debian/rules", "#!/usr/bin/make -f\n%:\n\tdh $@\n", Executable)),
        new("source text changed", "src/main.c with one token more in a check",
            "D02", Severity.High, "src/main.c", a => a.Edit("src/main.c", "return yyparse", "return 0 * yyparse")),
        new("source text added", "src/extra.c with a constructor, for makefiles that compile *.c",
            "D46", Severity.High, "src/extra.c", a => a.Add(
                "src/extra.c", "__attribute__((constructor)) static void demo(void) { /* nothing */ }\n")),
        new("export-subst", "src/revision.h, which git archive fills in, has more than a commit in it",
            "D02", Severity.High, "src/revision.h",
            a => a.Edit("src/revision.h", "$Format:%h$\"", "1234567\"\n#define free(p) demo_free(p)")),
        new("executable bit set", "tests/data/good-sum.bin became a program",
            "D02", Severity.Medium, "tests/data/good-sum.bin",
            a => a.Change("tests/data/good-sum.bin", f => f with { Mode = Executable })),
        new("executable bit cleared", "autogen.sh is no program any more, so that another one is taken",
            "D02", Severity.Medium, "autogen.sh", a => a.Change("autogen.sh", f => f with { Mode = 0x1A4 })),
        new("link changed", "doc/README leads to a test file",
            "D02", Severity.Medium, "doc/README",
            a => a.Change("doc/README", f => f with { Link = "../tests/data/bad-sum.bin" })),
        new("test data changed", "tests/data/good-sum.bin, which every check reads",
            "D02", Severity.Medium, "tests/data/good-sum.bin",
            a => a.Edit("tests/data/good-sum.bin", "and so on", Inert.Sentence)),
        new("test data added", "a tests/data/good-more.bin that no tag has",
            "D45", Severity.Medium, "tests/data/good-more.bin",
            a => a.Add("tests/data/good-more.bin", Inert.Encoded + "\n")),
    ];
}
