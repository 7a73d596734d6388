using Xzact.Audit.Known.Parts;

namespace Xzact.Audit.Tests.Known.Parts;

public sealed class MacroLinesTests
{
    [Fact]
    public void Lines_of_a_definition_lose_their_quotes_and_parameters_become_holes()
    {
        const string Text = "# head\nAC_DEFUN([DEMO_X],\n[dnl gone\n  if test -n \"$1\"; then\n"
            + "    demo=[$2] # kept\n  fi\n"
            + "  AS_IF([test $demo = a], [\n    echo one\n  ])\n  demo@<:@0@:>@=@S|@1\n])\ntail=1\n";
        Assert.Equal(
            [
                new("f", "# head"), new("DEMO_X", "if test -n \"\u0001\"; then"), new("DEMO_X", "demo=\u0001 # kept"),
                new("DEMO_X", "fi"), new("DEMO_X", "test $demo = a"), new("DEMO_X", "echo one"),
                new("DEMO_X", "\u0001"), new("DEMO_X", "demo0=$1"), new("f", "\u0001"), new PartLine("f", "tail=1"),
            ],
            MacroLines.Read(Text, "f"));
    }

    [Fact]
    public void A_definition_at_the_begin_of_a_line_starts_afresh_after_quotes_that_do_not_balance() =>
        Assert.Contains(
            new PartLine("B", "echo b"),
            MacroLines.Read("AC_DEFUN([A], [echo [a\nAC_DEFUN([B], [\necho b\n])\n", "f"));

    [Fact]
    public void Any_text_is_read()
    {
        Random random = new(7);
        const string Letters = "[](),$1@<:>#\n AC_X(dnl_m4";
        for (int i = 0; i < 2000; i++)
        {
            string text = new([.. Enumerable.Range(0, 60).Select(_ => Letters[random.Next(Letters.Length)])]);
            Assert.All(MacroLines.Read(text, "f"), line => Assert.DoesNotContain('\n', line.Text));
            MacroFile.Read(text);
        }
    }
}
