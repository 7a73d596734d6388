namespace Xzact.Audit.Tool.Tests.Outside;

/// <summary>Ways through make and what its rules read.</summary>
internal static class MakeVariants
{
    public static IEnumerable<OutsideVariant> All =>
    [
        new(
            "makefile-from-shell", "make",
            "GNU make has a built-in rule by which Makefile.sh makes Makefile, and follows it when the script is "
                + "newer.",
            Expectation.HighFinding,
            release => release.Ship("Makefile.sh", "all:\n\t@echo INERT TEST FIXTURE").Touch("Makefile.sh", 60),
            "a script for comparing speeds was packed",
            release => release.Ship("bench.sh", "#!/bin/sh\ntime ./tinywc < README", executable: true)),
        new(
            "revision-control-rule", "make",
            "GNU make checks a missing optional include out of RCS/ by a built-in rule.",
            Expectation.HighFinding,
            release => release.Ship("RCS/config.mk,v", """
                head	1.1;
                access;
                symbols;
                locks; strict;
                comment	@# @;

                1.1
                date	2025.05.03.10.00.00;	author ann;	state Exp;
                branches;
                next	;

                desc
                @@

                1.1
                log
                @Initial revision
                @
                text
                @all:
                	@@echo INERT TEST FIXTURE
                @
                """),
            "the folder of an old version control was packed",
            release => release
                .Ship("CVS/Entries", "/README/1.1/Sat May  3 10:00:00 2025//\nD")
                .Ship("CVS/Repository", "tinywc")),
        new(
            "lower-case-makefile", "make",
            "GNU make takes makefile before Makefile.",
            Expectation.HighFinding,
            release => release.Ship("makefile", "include Makefile\nall: extra\nextra:\n\t@echo INERT TEST FIXTURE"),
            "notes about the makefile",
            release => release.Ship("MAKEFILE.txt", "make builds, make check tests, make install installs.")),
        new(
            "version-file-quotes", "make",
            "The Makefile puts the version, which the dist step wrote, between quotes of a shell command.",
            Expectation.HighFinding,
            release => release.Ship("VERSION", "1.0\"; echo \"INERT TEST FIXTURE"),
            "the version is the tag as git describe prints it",
            release => release.Ship("VERSION", "v1.0")),
        new(
            "prebuilt-object", "make",
            "An object file that is newer than its source is linked and never compiled.",
            Expectation.HighFinding,
            release => release.Ship("src/count.o", ObjectFile()).Touch("src/count.o", 60),
            "a picture for the manual was packed",
            release => release.Ship("docs/logo.png", Picture())),
        new(
            "library-is-text", "make",
            "The linker looks for -lm in the source folder first, and a text there names what to link.",
            Expectation.HighFinding,
            release => release.Ship("libm.a", "/* GNU ld script */\nINPUT(tests/data/one.case -l:libm.so.6)"),
            "a list of the program's symbols was packed",
            release => release.Ship("tinywc.symbols", "count_words\nmain\nword_char")),
        new(
            "empty-check", "make",
            "An empty file named check satisfies a target that is not declared phony, so no test runs.",
            Expectation.UnaccountedFile,
            release => release.Ship("check", ""),
            "an empty file of authors",
            release => release.Ship("AUTHORS", "")),
        new(
            "optional-include-removed", "make",
            "The hardening flags are an optional include; without the file the build is silently a weaker one.",
            Expectation.Reported,
            release => release.Leave("hardening.mk"),
            "the files of the forge are left out",
            release => release
                .Track(".github/workflows/ci.yml", "on: push\njobs: {}")
                .Leave(".github/workflows/ci.yml")),
        new(
            "verifier-not-executable", "make",
            "The build verifies its inputs only if the verifier is executable, and in the archive it is not.",
            Expectation.Reported,
            release => Verifier(release).Ship("tests/verify.sh", VerifierText),
            "the archive was made with the umask 002",
            release => Verifier(release).GroupMayWrite = true),
        new(
            "patch-with-editor-script", "make",
            "The build applies every patch of a folder; one patch is a script for ed, which older versions of patch "
                + "run.",
            Expectation.HighFinding,
            release => Patches(release).Ship("patches/0002-portability.patch", """
                --- src/tables.c	2025-05-03 10:00:00
                +++ src/tables.c	2025-05-03 10:00:00
                1s/c/c/
                !echo INERT TEST FIXTURE
                w
                """),
            "a list of where the patches come from",
            release => Patches(release).Ship("patches/README", "0001 was sent to the author of the tables.")),
        new(
            "generated-parser", "make",
            "Nobody reads what Bison made: one statement in it has no line in the grammar.",
            Expectation.UnaccountedFile,
            release => Parser(release, "    system(\"echo INERT TEST FIXTURE\");\n"),
            "the parser as Bison made it",
            release => Parser(release, "")),
    ];

    private const string VerifierText = "#!/bin/sh\n# Refuses inputs that are not listed.\ntest ! -e src/unlisted.c";

    private static OutsideRelease Verifier(OutsideRelease release) => release
        .Track("tests/verify.sh", VerifierText, executable: true)
        .TrackChanged("Makefile", "all: tinywc", "all: tinywc\n\ttest ! -x tests/verify.sh || tests/verify.sh");

    private static OutsideRelease Patches(OutsideRelease release) => release
        .Track("patches/0001-tables.patch", "--- a/src/tables.c\n+++ b/src/tables.c\n@@ -1 +1 @@\n-x\n+y")
        .TrackChanged("Makefile", "all: tinywc", "all: tinywc\n\npatched:\n\tfor p in patches/*.patch; do patch -p1 "
            + "< $$p; done");

    private static void Parser(OutsideRelease release, string statement) => release
        .Track("src/lang.y", "%token WORD\n%%\ntext: | text WORD ;\n%%")
        .Ship("src/lang.tab.c", "/* A Bison parser, made by GNU Bison 3.8.2.  */\n\n#define YYBISON 30802\n"
            + "#include <stdlib.h>\n\nint yyparse(void)\n{\n    int yystate = 0;\n" + statement + "    return "
            + "yystate;\n}");

    /// <summary>The first bytes of a relocatable ELF file, and words instead of code.</summary>
    private static byte[] ObjectFile() =>
        [0x7F, .. "ELF"u8, 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 62, 0, 1, 0, 0, 0, .. "INERT TEST FIXTURE"u8];

    /// <summary>The signature and an empty end of a picture, without one.</summary>
    private static byte[] Picture() =>
        [0x89, .. "PNG\r\n"u8, 0x1A, 0x0A, 0, 0, 0, 0, .. "IEND"u8, 0xAE, 0x42, 0x60, 0x82];
}
