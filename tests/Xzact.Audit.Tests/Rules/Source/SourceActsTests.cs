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
}
