using Xzact.Audit.Case;
using Xzact.Audit.Rules.Source;

namespace Xzact.Audit.Tests.Rules.Source;

public sealed class SourceTricksTests
{
    private static (string Word, Severity Severity)[] Of(string path, string text, string? input = null)
    {
        LedgerEntry entry = new(path, new(AccountKind.Unaccounted, "in the archive only")) { Role = FileRole.Source };
        return [.. SourceActs.Of(new(entry, text) { Input = input }).Select(act => (act.Word, act.Severity))];
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
