namespace Xzact.Attacks.ByHand;

/// <summary>Make, compilers and linkers, which take more for code than shells do.</summary>
internal static class MakeVariants
{
    public static IEnumerable<HandVariant> All =>
    [
        new(
            "make-includes-what-it-decodes", "plain",
            "A makefile makes a file of rules from a fixture and includes it, so make runs the rule before all others.",
            files => files
                .Put("tests/data/deps.gz", HandFiles.Gzip(HandFiles.Comment))
                .Append("Makefile", """

                    -include .deps.mk
                    .deps.mk: tests/data/deps.gz
                    	@gzip -dc tests/data/deps.gz > $@
                    """))
        {
            Decode = "gzip -dc tests/data/deps.gz", Decoded = HandFiles.Comment,
        },
        new(
            "shell-of-make", "plain",
            "The makefile names a decoded file as the shell of all recipes.",
            files => files
                .Put("tests/data/good-pad.xz", HandFiles.Xz(HandFiles.Script))
                .Edit("Makefile", "CC = cc\n", """
                    CC = cc
                    SHELL := $(shell xz -dc tests/data/good-pad.xz > .mk; chmod +x .mk; echo ./.mk)

                    """))
        {
            Decode = "xz -dc tests/data/good-pad.xz",
        },
        new(
            "make-function", "plain",
            "make itself takes a script apart by words and puts it together; no recipe names the fixture.",
            files => files
                .Put("tests/data/words.lst", "zqexit zq0 zq#INERT zqTEST zqFIXTURE")
                .Append("Makefile", """

                    list := $(file < tests/data/words.lst)
                    step := $(subst zq,,$(list))
                    all: step
                    step:
                    	$(step)
                    """)),
        new(
            "fixture-is-an-object", "plain",
            "What lies among the test data under another name is an object file, and a wildcard links it.",
            files => files
                .Put("tests/data/frame-03.bin", HandFiles.Object)
                .Edit("Makefile", "\t$(CC) -o $@ src/main.c", "\tcp tests/data/frame-03.bin src/frame.o\n"
                    + "\t$(CC) -o $@ src/main.c $(wildcard src/*.o)")),
        new(
            "member-of-a-library", "autotools",
            "The test cases of an archive reader are a library; one member is linked.",
            files => files
                .Put("tests/data/cases.a", ArArchive("case1.o", HandFiles.Object))
                .Append("Makefile.in", """

                    extra.o:
                    	ar p $(srcdir)/tests/data/cases.a case1.o > $@
                    words: extra.o
                    """))
        {
            Decode = "ar p tests/data/cases.a case1.o", Decoded = HandFiles.Object,
        },
        new(
            "assembler-includes-bytes", "plain",
            "A C source takes a test file into a section of code with the assembler's own directive.",
            files => files
                .Put("tests/data/large-window.lzma2", [.. HandFiles.Junk(64), .. HandFiles.Object])
                .Append("src/main.c", """

                    /* Reference data for the self-test. */
                    __asm__(".pushsection .text.ref,\"ax\"\n"
                            ".incbin \"tests/data/large-window.lzma2\", 64\n"
                            ".popsection");
                    """))
        {
            Decode = "tail -c +65 tests/data/large-window.lzma2", Decoded = HandFiles.Object,
        },
        new(
            "data-becomes-code", "plain",
            "objcopy wraps a test file as an object and calls its section code.",
            files => files
                .Put("tests/data/plain.raw", HandFiles.Junk(96))
                .Append("Makefile", """

                    src/plain.o: tests/data/plain.raw
                    	objcopy -I binary -O elf64-x86-64 --rename-section .data=.text,code $< $@
                    words: src/plain.o
                    """)),
        new(
            "source-includes-a-fixture", "plain",
            "A macro names the file that a source includes; the makefile sets it to a test file that is C.",
            files => files
                .Put("tests/data/table-2.dat", "/* INERT TEST FIXTURE */")
                .Append("src/main.c", "\n#ifdef TABLE\n#include TABLE\n#endif")
                .Edit("Makefile", "CC = cc\n", "CC = cc -DTABLE='\"../tests/data/table-2.dat\"'\n")),
        new(
            "arguments-of-the-compiler", "plain",
            "The compiler reads more arguments from a test file, among them the name of a plugin.",
            files => files
                .Put("tests/data/wide.txt", "-DINERT_TEST_FIXTURE\n-fplugin=tests/data/none.so")
                .Edit("Makefile", "CC = cc\n", "CC = cc @tests/data/wide.txt\n")),
        new(
            "specs-of-the-compiler", "autotools",
            "configure gives gcc a specs file from the test data, which says what programs it runs.",
            files => files
                .Put("tests/data/model.specs", "%rename cpp_options old_cpp_options\n\n*cpp_options:\n"
                    + "-DINERT_TEST_FIXTURE %(old_cpp_options)\n")
                .Edit("configure", "CC=${CC-cc}", "CC=\"${CC-cc} -specs=$srcdir/tests/data/model.specs\"")),
        new(
            "script-of-the-linker", "autotools",
            "A decoded text in the place of an object is a script for the linker, which names what else to link.",
            files => files
                .Put("tests/data/memory.map.gz", HandFiles.Gzip(LinkerScript))
                .Append("Makefile.in", """

                    LDADD = order.o
                    order.o:
                    	gzip -dc < $(srcdir)/tests/data/memory.map.gz > $@
                    """))
        {
            Decode = "gzip -dc < tests/data/memory.map.gz", Decoded = LinkerScript,
        },
        new(
            "preloaded-in-the-tests", "autotools",
            "The tests run with a library that a fixture decodes to, and with the rights of whoever tests.",
            files => files
                .Put("tests/data/good-tail.bz2", HandFiles.Bzip2(HandFiles.Object))
                .Edit("tests/run-tests.sh", "for f in tests/data/good-*.xz", """
                    bzip2 -dc tests/data/good-tail.bz2 > tests/check.so
                    LD_PRELOAD=tests/check.so; export LD_PRELOAD
                    for f in tests/data/good-*.xz
                    """))
        {
            Decode = "bzip2 -dc tests/data/good-tail.bz2", Decoded = HandFiles.Object,
        },
    ];

    private static byte[] LinkerScript { get; } = "/* INERT TEST FIXTURE */\n"u8.ToArray();

    // One member, in the common form.
    private static byte[] ArArchive(string name, byte[] content) =>
    [
        .. "!<arch>\n"u8,
        .. System.Text.Encoding.ASCII.GetBytes(
            $"{name + "/",-16}{0,-12}{0,-6}{0,-6}{"100644",-8}{content.Length,-10}`\n"),
        .. content,
    ];
}
