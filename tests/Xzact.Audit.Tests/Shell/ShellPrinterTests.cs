using Xzact.Audit.Shell;

namespace Xzact.Audit.Tests.Shell;

public sealed class ShellPrinterTests
{
    private const string Everything = """
        set -e; x=`echo "a $b" | sed 's/x/y/'`
        if test -f "${y:-/etc/z}" && [ "$#" -gt 1 ]; then
          for f in *.c "$@"; do cat <<EOF >"$f"; done
        one $f \$two `three "four"`
        EOF
        elif (exit 1) 2>&1 | grep -v "${x%%'*'}"; then :
        else
          while read -r line; do case $line in \#*|'') continue;; [a-z]*) f "$line" & ;; esac; done <<-'END'
        	tab
        	END
        fi
        f() { eval "$(printf '%s\n' "$1")"; } >log
        echo $((1 + ${#x})) $'a\'b' \\ "\\$x\`" ${z?"not set"} <in 3<>io
        """;

    private static ShellScript Parse(string script, ShellGrammar grammar = ShellGrammar.Posix) =>
        ShellParser.Parse(script, grammar);

    [Fact]
    public void Commands_stand_on_lines_of_their_own() => Assert.Equal(
        "if\n  a\nthen\n  b | c\nfi\ncat <<E >f\nx $y\nE\n",
        ShellPrinter.Print(Parse("if a;then b|c;fi;cat <<E>f\nx $y\nE\n").Commands));

    [Fact]
    public void What_is_printed_has_the_same_tree() =>
        Assert.Equal("same", ShellCorpus.Judge("text", Everything, ShellGrammar.Posix));

    [Fact]
    public void Random_trees_come_back()
    {
        for (int seed = 0; seed < 200; seed++)
        {
            foreach (ShellGrammar grammar in (ShellGrammar[])[ShellGrammar.Posix, ShellGrammar.Extended])
            {
                CommandList tree = new RandomTrees(seed, grammar).Script();
                ShellScript parsed = Parse(ShellPrinter.Print(tree), grammar);
                Assert.Empty(parsed.Errors);
                Assert.True(TreeText.Of(tree) == TreeText.Of(parsed), $"seed {seed}, {grammar}");
            }
        }
    }

    [Fact]
    public void Damaged_scripts_that_still_parse_come_back()
    {
        const string Marks = "\n\n;&|<>(){}$'\"\\`#!= -EOFx\t*[]ifdone";
        Random random = new(7);
        for (int i = 0; i < 800; i++)
        {
            char[] script = Everything.ToCharArray();
            for (int k = random.Next(1, 5); k > 0; k--)
            {
                script[random.Next(script.Length)] = Marks[random.Next(Marks.Length)];
            }

            foreach (ShellGrammar grammar in (ShellGrammar[])[ShellGrammar.Posix, ShellGrammar.Extended])
            {
                // What was parsed beside an error must print as well.
                ShellScript parsed = Parse(new(script), grammar);
                string printed = ShellPrinter.Print(parsed.Commands);
                Assert.Equal(TreeText.Of(parsed), TreeText.Of(Parse(printed, grammar)));
            }
        }
    }

    [Fact]
    public void Scripts_of_this_repository_come_back()
    {
        string root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "Xzact.slnx")))
        {
            root = Path.GetDirectoryName(root) ?? throw new DirectoryNotFoundException("no repository above the tests");
        }

        string[] scripts =
        [
            .. Directory.GetFiles(Path.Combine(root, ".ci")),
            .. Directory.GetFiles(root, "*.sh"),
            .. new[] { "src", "tests", "bench", "data", "docs", "samples" }
                .Where(f => Directory.Exists(Path.Combine(root, f)))
                .SelectMany(f => Directory.GetFiles(Path.Combine(root, f), "*.sh", SearchOption.AllDirectories)),
        ];
        Assert.True(scripts.Length > 10, $"{scripts.Length} scripts only");
        foreach (string script in scripts)
        {
            Assert.Equal("same", ShellCorpus.Judge(script, ShellCorpus.Read(script), ShellGrammar.Extended));
        }
    }

    [Fact]
    public void A_backslash_stays_as_it_was_written_where_nothing_depends_on_it() => Assert.Equal(
        "sed \"s/\\n\\./x/\"\n", ShellPrinter.Print(Parse("sed \"s/\\n\\./x/\"").Commands));
}
