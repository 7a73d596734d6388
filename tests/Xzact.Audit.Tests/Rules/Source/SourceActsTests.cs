using Xzact.Audit.Case;
using Xzact.Audit.Rules.Source;

namespace Xzact.Audit.Tests.Rules.Source;

public sealed class SourceActsTests
{
    private static (string Word, Severity Severity)[] Of(string path, string text, string? input = null)
    {
        LedgerEntry entry = new(path, new(AccountKind.Unaccounted, "in the archive only")) { Role = FileRole.Source };
        return [.. SourceActs.Of(new(entry, text) { Input = input }).Select(act => (act.Word, act.Severity))];
    }

    [Theory]
    [InlineData("a.c", "int a = system(b);", "system")]
    [InlineData("a.c", "int (*a)(const char *) = system;", "system")]
    [InlineData("a.h", "#define puts(x) popen(x, \"r\")", "popen")]
    [InlineData("a.hpp", "[[gnu::constructor]] void f();", "constructor")]
    [InlineData("config.h.in", "#define a __asm__", "__asm__")]
    [InlineData("a.min.js", "x=require(\"child_process\")", "child_process")]
    public void What_starts_a_program_is_found_with_its_word(string path, string text, string word) =>
        Assert.Equal([(word, Severity.High)], Of(path, text));

    [Theory]
    [InlineData("a.c", "int filesystem(void); /* system() */ a.system(); b->fork(); c = \"execv\";")]
    [InlineData("a.js", "a.evaluate(); child.process();")]
    [InlineData("a.rs", "std::process::Command::new(x); system(x);")]
    public void Other_words_and_other_languages_say_nothing(string path, string text) => Assert.Empty(Of(path, text));

    [Fact]
    public void What_the_input_says_too_is_not_new()
    {
        Assert.Empty(Of("a.c", "system(b);", "sum: A { system(b); }"));
        Assert.NotEmpty(Of("a.c", "system(b);", "sum: A { /* system */ }"));
        Assert.Empty(Of("a.js", "eval(b)", "eval(c)"));
    }

    [Fact]
    public void A_bundle_of_one_long_line_is_shown_where_the_word_is()
    {
        LedgerEntry entry = new("a.js", new(AccountKind.Unaccounted, "in the archive only")) { Role = FileRole.Source };
        string text = new string('x', 5000) + "execSync(1)" + new string('y', 5000);
        Evidence evidence = Assert.Single(SourceActs.Of(new(entry, text))).Evidence;
        Assert.Contains("execSync", evidence.Excerpt, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("#define C(a,b) a##b\nint x = C(sys,tem)(y);", "system")]
    [InlineData("#define C(a,b) b %:%: a\nint x = C(tem,sys)(y);", "system")]
    [InlineData("#define C(a,b) a??=??=b\n#define D(a,b) C(a,b)\nint x = D(p,D(op,en))(y);", "popen")]
    [InlineData("#define A __a##sm__\n", "__asm__")]
    [InlineData("__attribute__((section(\".init_array\"))) void (*p)(void) = y;", "section")]
    [InlineData("__attribute__ ((__section__ (\".te\" \"xt\")))", "section")]
    [InlineData("const char x[] = \".preinit_array\";", "preinit_array")]
    [InlineData("int a() __attribute__((alias(\"b\")));", "alias")]
    [InlineData("_Pragma(\"weak a=sys\" \"tem\")", "pragma")]
    [InlineData("#pragma redefine_extname a b\n", "pragma")]
    public void What_acts_without_its_word_is_found(string text, string word) =>
        Assert.Equal([(word, Severity.High)], Of("a.c", text).Where(act => act.Severity == Severity.High));

    [Theory]
    [InlineData("#define C(a) demo_##a\n", "##")]
    [InlineData("#include \"../tests/init.sh\"\n", "#include")]
    [InlineData("#include \"../tests/data\"\n", "#include")]
    public void What_may_do_anything_counts_where_the_input_has_nothing_of_it(string text, string word)
    {
        Assert.Equal([(word, Severity.Medium)], Of("a.c", text, "sum: A;"));
        Assert.Empty(Of("a.c", text, text));
        Assert.Empty(Of("a.c", text));
    }

    [Theory]
    [InlineData("/* ## */ // ##\nchar *x = \"##\"; int sys, tem;")]
    [InlineData("#pragma GCC diagnostic push\n_Pragma (\"GCC diagnostic pop\")\n#pragma once\n#pragma omp parallel\n")]
    [InlineData("#include <cstdlib>\n#include <sys/types.h>\n#include \"y.tab.h\"\n#include \"a.inc\"\n")]
    [InlineData("int section(int a); section (a); intersection(\"x\");")]
    public void What_generators_write_is_not(string text) => Assert.Empty(Of("a.c", text, "sum: A;"));
}
