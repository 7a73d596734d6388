using Xzact.Audit.Case;

namespace Xzact.Audit.Tests.Variants;

/// <summary>Variants in generated files, which no reviewer reads.</summary>
internal static class GeneratedVariants
{
    /// <summary>The variants.</summary>
    public static IReadOnlyList<Variant> All { get; } =
    [
        new("configure only", "one command more in configure; no input of it is changed",
            "D01", Severity.High, "configure",
            a => a.Edit("configure", "echo 'conf", "sh -n \"$srcdir/tests/data/bad-sum.bin\"\necho 'conf")),
        new("configure decodes", "the same place, with a search and a decoder",
            "D13", Severity.Critical, "configure",
            a => a.Edit("configure", "echo 'configured'", $"{Inert.Search}\n{Inert.Decode}\necho 'configured'")),
        new("Makefile.in only", "a recipe more in src/Makefile.in",
            "D01", Severity.High, "src/Makefile.in",
            a => a.Edit("src/Makefile.in", "$(CC) -c $<\n", "$(CC) -c $<\n\t$(SHELL) -n ../tests/data/bad-sum.bin\n")),
        new("manual's rule, Makefile.in only", "the rule of the manual page in doc/Makefile.in",
            "D01", Severity.High, "doc/Makefile.in",
            a => a.Edit("doc/Makefile.in", "> $@\n", "> $@\n\tcat ../tests/data/bad-sum.bin > demo.1\n")),
        new("data is included by make", "Makefile.in includes a test file as rules",
            "D01", Severity.High, "Makefile.in",
            a => a.Append("Makefile.in", "include $(srcdir)/tests/data/bad-sum.bin\n")),
        new("variable of make", "tests/Makefile.in sets the shell of all recipes",
            "D01", Severity.High, "tests/Makefile.in",
            a => a.Append("tests/Makefile.in", "SHELL = ../tests/data/good-sum.bin\n")),
        new("template of config.h", "config.h.in replaces a function in every source file",
            "D01", Severity.Medium, "config.h.in",
            a => a.Append("config.h.in", "#define demo_check(x) 1\n")),
        new("template of config.h acts", "config.h.in replaces a function by one that runs a command",
            "D46", Severity.High, "config.h.in",
            a => a.Append("config.h.in", "#define puts(x) system(x)\n")),
        new("Bison output", "src/parse.c runs a command that src/parse.y does not have",
            "D46", Severity.High, "src/parse.c",
            a => a.Edit("src/parse.c", "    return", $"    system(\": {Inert.Sentence}\");\n    return")),
        new("Bison output with a constructor", "src/parse.c runs before main",
            "D46", Severity.High, "src/parse.c",
            a => a.Append("src/parse.c", "static void demo(void) __attribute__ ((constructor));\n")),
        new("Bison output with a function more", "src/parse.c defines what main calls, before the library does",
            "D46", Severity.High, "src/parse.c",
            a => a.Append("src/parse.c", "int puts(const char *s)\n{\n    return 0;\n}\n")),
        new("Bison output with assembly", "src/parse.c holds bytes for the assembler",
            "D46", Severity.High, "src/parse.c",
            a => a.Append("src/parse.c", "__asm__(\".ascii \\\"" + Inert.Sentence + "\\\"\");\n")),
        new("Bison output pastes a word together", "src/parse.c makes the name of a function of two halves",
            "D46", Severity.High, "src/parse.c", a => a.Append(
                "src/parse.c", "#define DEMO(a, b) a ## b\n"
                    + $"int demo(void) {{ return DEMO(sys, tem)(\": {Inert.Sentence}\"); }}\n")),
        new("Bison output pastes words", "src/parse.c pastes words, which src/parse.y does not",
            "D46", Severity.Medium, "src/parse.c", a => a.Append("src/parse.c", "#define DEMO(a) demo_ ## a\n")),
        new("Bison output in a section of its own", "src/parse.c puts a pointer where the loader looks for code to run",
            "D46", Severity.High, "src/parse.c", a => a.Append(
                "src/parse.c", "__attribute__((section(\".init_array\"))) void (*demo)(void) = 0;\n")),
        new("Bison output renames a symbol", "src/parse.c gives a function another one's name with a pragma",
            "D46", Severity.High, "src/parse.c", a => a.Append("src/parse.c", "_Pragma(\"weak demo=puts\")\n")),
        new("Bison output includes data", "src/parse.c includes a test file",
            "D46", Severity.Medium, "src/parse.c",
            a => a.Append("src/parse.c", "#include \"../tests/data/bad-sum.bin\"\n")),
    ];
}
