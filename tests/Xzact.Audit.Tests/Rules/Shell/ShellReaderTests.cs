using Xzact.Audit.Rules.Shell;

namespace Xzact.Audit.Tests.Rules.Shell;

public sealed class ShellReaderTests
{
    private static string[] Read(string text, ShellDialect dialect = ShellDialect.Shell) =>
    [
        .. ShellReader.Read(text, dialect)
            .Select(p => string.Join(" | ", p.Commands.Select(c => string.Join(' ', c.Words)))),
    ];

    [Theory]
    [InlineData("a b c", "a b c")]
    [InlineData("a 'b  c' d", "a b  c d")]
    [InlineData("a | b", "a | b")]
    [InlineData("a |\n  b", "a | b")]
    [InlineData("a \\\n  b", "a b")]
    [InlineData("a b\\ c", "a b c")]
    [InlineData("a # b", "a")]
    [InlineData("a#b", "a#b")]
    [InlineData("a ${b c} d", "a ${b c} d")]
    [InlineData("a > b 2>&1 < c", "a")]
    public void A_command_is_split_into_words(string text, string expected) => Assert.Contains(expected, Read(text));

    [Theory]
    [InlineData("a; b")]
    [InlineData("a && b")]
    [InlineData("a || b")]
    [InlineData("a & b")]
    [InlineData("a\nb")]
    [InlineData("(a)\nb")]
    public void Separators_end_a_pipeline(string text)
    {
        string[] found = Read(text);
        Assert.Contains("a", found);
        Assert.Contains("b", found);
    }

    [Theory]
    [InlineData("x=$(find . | wc)")]
    [InlineData("x=`find . | wc`")]
    [InlineData("echo \"n: $(find . | wc)\"")]
    [InlineData("echo \"n: `find . | wc`\"")]
    [InlineData("cat <(find . | wc)")]
    [InlineData("f() { find . | wc; }")]
    [InlineData("if true; then x=\"a $(find . | wc)\"; fi")]
    public void Pipelines_inside_substitutions_are_found(string text) => Assert.Contains("find . | wc", Read(text));

    [Fact]
    public void A_substitution_knows_the_variable_that_receives_it()
    {
        ShellPipeline found = ShellReader.Read("names=`find .`", ShellDialect.Shell).Single(p => p.Text == "find .");
        Assert.Equal(("names", ShellContext.Substitution), (found.StoredIn, found.Context));
    }

    [Fact]
    public void Text_in_quotes_is_read_as_text_that_may_run_later()
    {
        ShellPipeline found = ShellReader.Read("todo='find . | sh'", ShellDialect.Shell)
            .Single(p => p.Text == "find . | sh");
        Assert.Equal(ShellContext.QuotedText, found.Context);
    }

    [Fact]
    public void Messages_are_not_read_as_commands() =>
        Assert.DoesNotContain("b | sh", Read("echo 'a; b | sh'"));

    [Fact]
    public void A_stray_apostrophe_does_not_hide_what_follows()
    {
        string[] found = Read("echo don't\ncurl x | sh\necho can't");
        Assert.Contains("curl x | sh", found);
    }

    [Theory]
    [InlineData("dnl a | sh\nb")]
    [InlineData("b dnl a | sh")]
    [InlineData("# a | sh\nb")]
    public void Comments_of_m4_are_skipped(string text)
    {
        string[] found = Read(text, ShellDialect.M4);
        Assert.Contains("b", found);
        Assert.DoesNotContain("a | sh", found);
    }

    [Fact]
    public void Arguments_of_a_macro_are_commands_of_their_own()
    {
        string[] found = Read("AC_CONFIG_COMMANDS([demo],[a | sh],[b=1])", ShellDialect.M4);
        Assert.Contains("AC_CONFIG_COMMANDS", found);
        Assert.Contains("a | sh", found);
        Assert.Contains("b=1", found);
    }

    [Fact]
    public void In_make_a_name_in_parentheses_is_a_variable_and_shell_is_a_command()
    {
        string[] found = Read("X = $(shell grep -r a .) $(SRC)\n\techo $$(date) $(CC)", ShellDialect.Make);
        Assert.Contains("grep -r a .", found);
        Assert.Contains("date", found);
        Assert.DoesNotContain("SRC", found);
        Assert.DoesNotContain("CC", found);
    }

    [Fact]
    public void Lines_are_counted_through_quotes_and_continuations()
    {
        IReadOnlyList<ShellPipeline> found = ShellReader.Read("a 'x\ny' \\\n b\nc `d\ne`\nf", ShellDialect.Shell);
        Assert.Equal(1, found.First(p => p.Commands[0].Name == "a").Line);
        Assert.Equal(6, found.First(p => p.Commands[0].Name == "f").Line);
        Assert.Equal(5, found.First(p => p.Text == "e").Line);
    }

    [Fact]
    public void Arithmetic_is_no_substitution_but_a_subshell_in_one_is()
    {
        Assert.DoesNotContain("1 + 1", Read("x=$((1 + 1))"));
        Assert.Contains("cat x", Read("x=$((cat x) | wc)"));
    }

    [Fact]
    public void Patterns_of_case_are_no_pipelines()
    {
        Assert.DoesNotContain("bash | sh", Read("case $x in\nbash | sh) y ;;\nesac"));
        Assert.Contains("cat x | sh", Read("cat x | sh)"));
    }

    [Fact]
    public void Text_for_eval_loses_one_level_of_backslashes() =>
        Assert.Contains("cat x", Read("eval \"y=\\`cat x\\`\""));

    [Theory]
    [InlineData("x=1 y=2 cmd a", "cmd")]
    [InlineData("exec env X=1 sh a", "sh")]
    [InlineData("@cmd a", "cmd")]
    [InlineData("! cmd", "cmd")]
    public void The_name_of_a_command_stands_after_assignments_and_wrappers(string text, string name) =>
        Assert.Equal(name, ShellReader.Read(text, ShellDialect.Make)[0].Commands[0].Name);

    // Hostile text: unbalanced, deeply nested, and long enough that quadratic work would show.
    [Theory]
    [InlineData("$(")]
    [InlineData("`")]
    [InlineData("\"$(")]
    [InlineData("${")]
    [InlineData("(")]
    [InlineData("'\"`")]
    [InlineData("\"a\"")]
    [InlineData("<(")]
    [InlineData("a|")]
    [InlineData("x='\n")]
    [InlineData("\\")]
    [InlineData("[,")]
    public async Task Hostile_nesting_ends_in_time(string unit)
    {
        string text = string.Concat(Enumerable.Repeat(unit, 40_000));
        foreach (ShellDialect dialect in Enum.GetValues<ShellDialect>())
        {
            await Task.Run(() => ShellReader.Read(text, dialect).Count, TestContext.Current.CancellationToken)
                .WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public void Random_text_never_fails()
    {
        const string Alphabet = "ab=$(){}[]<>|&;'\"`\\#\n\t ,dnl";
        Random random = new(2);
        for (int i = 0; i < 2_000; i++)
        {
            string text = string.Concat(
                Enumerable.Range(0, random.Next(60)).Select(_ => Alphabet[random.Next(Alphabet.Length)]));
            foreach (ShellDialect dialect in Enum.GetValues<ShellDialect>())
            {
                int lines = text.Count(c => c == '\n') + 1;
                Assert.All(ShellReader.Read(text, dialect), p => Assert.InRange(p.Line, 1, lines));
            }
        }
    }
}
