using System.Diagnostics;
using Xzact.Audit.Shell;

namespace Xzact.Audit.Tests.Shell;

public sealed class ShellParserTests
{
    private const ShellGrammar Posix = ShellGrammar.Posix;
    private const ShellGrammar Extended = ShellGrammar.Extended;

    private static string Tree(string script, ShellGrammar grammar = Posix)
    {
        ShellScript parsed = ShellParser.Parse(script, grammar);
        return parsed.Errors is [var error, ..] ? error.Message : TreeText.Of(parsed);
    }

    [Theory]
    [InlineData("a b", "{(run [1:a] [1:b]);}")]
    [InlineData("x=1 y= a", "{(run x=[1:1] y=[] [1:a]);}")]
    [InlineData("a x=1", "{(run [1:a] [3:x=1]);}")]
    [InlineData("2>f a <g", "{(run [1:a] 2>[1:f] <[1:g]);}")]
    [InlineData("a 2 >f", "{(run [1:a] [1:2] >[1:f]);}")]
    [InlineData("a; b & c", "{(run [1:a]);(run [1:b])&(run [1:c]);}")]
    [InlineData("! a | b", "{(pipe! (run [1:a]) (run [1:b]));}")]
    [InlineData("a && b || c", "{(list &| (run [1:a]) (run [1:b]) (run [1:c]));}")]
    [InlineData("a &&\n\n# note\n b", "{(list & (run [1:a]) (run [1:b]));}")]
    [InlineData("a # b", "{(run [1:a]);}")]
    [InlineData("a#b", "{(run [3:a#b]);}")]
    [InlineData("a\\\nb c\\\n d", "{(run [2:ab] [1:c] [1:d]);}")]
    [InlineData("a &\\\n& b", "{(list & (run [1:a]) (run [1:b]));}")]
    public void Simple_commands_and_lists(string script, string tree) => Assert.Equal(tree, Tree(script));

    [Theory]
    [InlineData("if a; then b; elif c; then d; else e; fi",
        "{(if{(run [1:a]);}{(run [1:b]);}{(run [1:c]);}{(run [1:d]);}{(run [1:e]);});}")]
    [InlineData("while a; do b; done >f", "{(while{(run [1:a]);}{(run [1:b]);} >[1:f]);}")]
    [InlineData("for x\ndo a; done", "{(for x each{(run [1:a]);});}")]
    [InlineData("for x in; do a; done", "{(for x in{(run [1:a]);});}")]
    [InlineData("for x in a $b; do c; done", "{(for x in [1:a] [$b ]{(run [1:c]);});}")]
    [InlineData("case $x in a|b) c;; (esac) d;& *) esac",
        "{(case [$x ] ( [1:a] [1:b]{(run [1:c]);};;) ( [4:esac]{(run [1:d]);};&) ( [1:*]{};;));}")]
    [InlineData("f() { a; }", "{(function f (group{(run [1:a]);}));}")]
    [InlineData("f()\n(a) 2>g", "{(function f (subshell{(run [1:a]);} 2>[1:g]));}")]
    [InlineData("echo if", "{(run [4:echo] [2:if]);}")]
    [InlineData("x=1 if", "{(run x=[1:1] [2:if]);}")]
    [InlineData("'if' a", "{(run ['2:if] [1:a]);}")]
    public void Compound_commands(string script, string tree) => Assert.Equal(tree, Tree(script));

    [Theory]
    [InlineData("a'b c'\\ d", "{(run [1:a'3:b c\\1: 1:d]);}")]
    [InlineData("\"a\\$b\\n\\\"\"", "{(run [\"[6:a$b\\n\"]]);}")]
    [InlineData("$'a\\'b'", "{(run [$'4:a\\'b]);}")]
    [InlineData("a$", "{(run [2:a$]);}")]
    [InlineData("$10", "{(run [$1 1:0]);}")]
    [InlineData("${x:-a b}", "{(run [${x:-[3:a b]}]);}")]
    [InlineData("${#x}${#}${##}${#-y}", "{(run [${#x}${#}${##}${#-[1:y]}]);}")]
    [InlineData("\"${x:-\"}\"}\"", "{(run [\"[${x:-[\"[1:}]]}]]);}")]
    [InlineData("\"${x%'}'}\"", "{(run [\"[${x%['1:}]}]]);}")]
    [InlineData("$(a; b)", "{(run [$({(run [1:a]);(run [1:b]);}]);}")]
    [InlineData("$(case x in a) b;; esac)", "{(run [$({(case [1:x] ( [1:a]{(run [1:b]);};;));}]);}")]
    [InlineData("`a \\`b \\\\$c\\``", "{(run [`{(run [1:a] [`{(run [1:b] [$c ]);}]);}]);}")]
    [InlineData("\"`a \\\"b\\\"`\"", "{(run [\"[`{(run [1:a] [\"[1:b]]);}]]);}")]
    [InlineData("`a \\\"b`", "{(run [`{(run [1:a] [\\1:\"1:b]);}]);}")]
    [InlineData("$((1 + (2)))", "{(run [$(([7:1 + (2)]]);}")]
    [InlineData("$((a) | b)", "{(run [$({(pipe (subshell{(run [1:a]);}) (run [1:b]));}]);}")]
    public void Words(string script, string tree) => Assert.Equal(tree, Tree(script));

    [Theory]
    [InlineData("a <<E b\nx $y\n'z'\nE\nc",
        "{(run [1:a] [1:b] <<open [2:x $y 5:\n'z'\n]);(run [1:c]);}")]
    [InlineData("a <<'E'\nx $y\nE\n", "{(run [1:a] <<quoted [5:x $y\n]);}")]
    [InlineData("a <<\\E\n$y\nE\n", "{(run [1:a] <<quoted [3:$y\n]);}")]
    [InlineData("a <<-E\n\t\tx\n\tE\nb", "{(run [1:a] <<open [2:x\n]);(run [1:b]);}")]
    [InlineData("a <<E 3<<F | b\n1\nE\n2\nF\n",
        "{(pipe (run [1:a] <<open [2:1\n] 3<<open [2:2\n]) (run [1:b]));}")]
    [InlineData("a $(b <<E\nx\nE\n) <<F\ny\nF\n",
        "{(run [1:a] [$({(run [1:b] <<open [2:x\n]);}] <<open [2:y\n]);}")]
    [InlineData("a <<E\nx\\\nE\ny\nE\n", "{(run [1:a] <<open [5:xE\ny\n]);}")]
    [InlineData("a <<E\nx", "{(run [1:a] <<open [2:x\n]);}")]
    [InlineData("a <<E", "{(run [1:a] <<open []);}")]
    [InlineData("a <<E\n\\$x \\y \\\" \\`\nE\n", "{(run [1:a] <<open [11:$x \\y \\\" `\n]);}")]
    public void Here_documents(string script, string tree) => Assert.Equal(tree, Tree(script));

    [Theory]
    [InlineData("[[ $a == b* && ! ( -f c ) ]]",
        "{(test [$a ] [2:==] [2:b*] [2:&&] [1:!] [1:(] [2:-f] [1:c] [1:)]);}")]
    [InlineData("[[ a =~ ^(b|c d)$ ]] && e", "{(list & (test [1:a] [2:=~] [9:^(b|c d)$]) (run [1:e]));}")]
    [InlineData("((a += 1)); b", "{(let [6:a += 1]);(run [1:b]);}")]
    [InlineData("((a); b)", "{(subshell{(subshell{(run [1:a]);});(run [1:b]);});}")]
    [InlineData("for ((i = 0; i < 2; i++)); do a; done", "{(count [17:i = 0; i < 2; i++]{(run [1:a]);});}")]
    [InlineData("a=(b \"c\"\n d) e+=1", "{(run a=[array [1:b] [\"[1:c]] [1:d]] e+=[1:1]);}")]
    [InlineData("a <<<b &>c", "{(run [1:a] <<<[1:b] &>[1:c]);}")]
    [InlineData("a |& b", "{(pipe (run [1:a] 2>&[1:1]) (run [1:b]));}")]
    [InlineData("a <(b) >(c)", "{(run [1:a] [<({(run [1:b]);}] [>({(run [1:c]);}]);}")]
    [InlineData("function f { a; }", "{(function f (group{(run [1:a]);}));}")]
    [InlineData("a @(b|c).d", "{(run [1:a] [8:@(b|c).d]);}")]
    [InlineData("a[1]=b c[]+=", "{(run aat[1:1]=[1:b] cat[]+=[]);}")]
    [InlineData("a[$b]=c d[x$e-1]+=f g", "{(run aat[$b ]=[1:c] dat[1:x$e 2:-1]+=[1:f] [1:g]);}")]
    [InlineData("a[\"b c\"]=d a[e[$f]]=\"g\"", "{(run aat[\"[3:b c]]=[1:d] aat[2:e[$f 1:]]=[\"[1:g]]);}")]
    [InlineData("a[$(b)]=$c[1]=2", "{(run aat[$({(run [1:b]);}]=[$c 5:[1]=2]);}")]
    [InlineData("a[$b] a[$b]c", "{(run [2:a[$b 1:]] [2:a[$b 2:]c]);}")]
    [InlineData("a[ $b ]=c", "{(run aat[1: $b 1: ]=[1:c]);}")]
    [InlineData("a[ b + (c - 1) ]+=d e", "{(run aat[13: b + (c - 1) ]+=[1:d] [1:e]);}")]
    [InlineData("a[ b ] c", "{(run [2:a[] [1:b] [1:]] [1:c]);}")]
    [InlineData("a[ b; c ]=d", "{(run [2:a[] [1:b]);(run [1:c] [3:]=d]);}")]
    [InlineData("${a[1]/b/c}${!d}", "{(run [${aat[1:1]/[3:b/c]}${!d}]);}")]
    public void What_bash_has_more(string script, string tree) => Assert.Equal(tree, Tree(script, Extended));

    [Theory]
    [InlineData("[[ a && b ]]", "{(list & (run [2:[[] [1:a]) (run [1:b] [2:]]]));}")]
    [InlineData("a &> b", "{(run [1:a])&(run >[1:b]);}")]
    [InlineData("a[1]=b c", "{(run [6:a[1]=b] [1:c]);}")]
    [InlineData("((a))", "{(subshell{(subshell{(run [1:a]);});});}")]
    public void The_same_text_means_another_thing_in_posix(string script, string tree) =>
        Assert.Equal(tree, Tree(script));

    [Theory]
    [InlineData("if a; then b", 12, "expected 'fi', found the end")]
    [InlineData("a )", 2, "expected a separator, found ')'")]
    [InlineData("a 'b", 2, "no \"'\" closes the text that starts here")]
    [InlineData("a \"b", 2, "no '\"' closes what starts here")]
    [InlineData("a ${b", 2, "no '}' closes what starts here")]
    [InlineData("a $(b", 2, "no ')' closes the substitution that starts here")]
    [InlineData("a `b", 2, "no '`' closes the substitution that starts here")]
    [InlineData("a `b \\`c`", 6, "no '`' closes the substitution that starts here")]
    [InlineData("a >\n", 3, "expected a file for '>', found the end of the line")]
    [InlineData("; a", 0, "expected a command, found ';'")]
    [InlineData("a ;; b", 2, "expected a separator, found ';;'")]
    [InlineData("{ }", 2, "expected a command, found '}'")]
    [InlineData("f-g() { a; }", 0, "'f-g' is no name of a function")]
    [InlineData("for \u001b[31m in a; do b; done", 4, "expected a variable's name, found '?[31m'")]
    public void An_error_says_what_and_where(string script, int offset, string message)
    {
        ShellSyntaxError error = ShellParser.Parse(script, Posix).Errors[0];
        Assert.Equal((offset, message), (error.Offset, error.Message));
    }

    [Fact]
    public void Offsets_are_of_bytes_in_the_file_also_in_backquotes_and_here_documents()
    {
        byte[] script = [0xFF, .. " `a \\`bb\\`` <<-E\n\t\tx$y\n\tE\n"u8];
        var command = (SimpleCommand)ShellParser.Parse(script, Posix).Commands.Items[0].Command;
        Assert.Equal("\u00ff", command.Words[0].Bare);
        var outer = (SimpleCommand)((CommandSubstitution)command.Words[1].Parts[0]).Commands.Items[0].Command;
        Word inner = ((SimpleCommand)((CommandSubstitution)outer.Words[1].Parts[0]).Commands.Items[0].Command).Words[0];
        Assert.Equal((2, 3, 7), (command.Words[1].Offset, outer.Words[0].Offset, inner.Offset));
        WordPart parameter = command.Redirections[0].Target.Parts[1];
        Assert.Equal((int)'$', script[parameter.Offset]);
        Assert.Equal((0, script.AsSpan().IndexOf((byte)'\n')), (command.Offset, command.End));
    }

    [Fact]
    public void What_parses_stays_when_something_else_does_not()
    {
        ShellScript script = ShellParser.Parse("a\nif b; then\nc\nd )\ne; f\n", Posix);
        Assert.Equal("{(run [1:a]);(run [1:c]);(run [1:e]);(run [1:f]);}", TreeText.Of(script));
        Assert.Equal(2, script.Errors.Count);
        Assert.Equal("if b; then\n".Length + "d )\n".Length, script.Skipped);
        Assert.Equal(1 - (15.0 / 24), script.Coverage, 6);
    }

    public static TheoryData<string, string, string> Bombs => new()
    {
        { "$(", "", "nested" },
        { "\"$(", "", "nested" },
        { "${a:-", "", "nested" },
        { "(", "", "" },
        { "{ ", "", "nested" },
        { "if ", "", "nested" },
        { "$((", "", "nested" },
        { "(( ", "", "" },
        { "a=(", "", "" },
        { "f() ", "a", "nested" },
        { "while a\ndo\n", "", "nested" },
        { "case a in b) ", "", "nested" },
        { "$((a) ", "", "nested" },
        { "`", "", "" },
        { "a <<E $(\n", "", "nested" },
        { "'", "'", "" },
        { "a\\\n", "", "" },
        { "a|", "b", "" },
        { "a&&", "b", "" },
        { "a <<E ", "", "" },
        { "! ", "a", "" },
        { "$((1)) ", "", "" },
        { "${", "}", "nested" },
        { "\\", "", "" },
        { "((a);", "", "nested" },
        { "x'\n", "", "" },
        { "a \"\n", "", "" },
        { "if a\n", "", "" },
        { ")\n", "", "expected" },
    };

    [Theory]
    [MemberData(nameof(Bombs))]
    public void Repetition_ends_soon_in_a_small_stack(string unit, string end, string message)
    {
        string script = string.Concat(Enumerable.Repeat(unit, 120_000 / unit.Length)) + end;
        foreach (ShellGrammar grammar in (ShellGrammar[])[Posix, Extended])
        {
            ShellScript? parsed = null;
            Stopwatch watch = Stopwatch.StartNew();
            Thread thread = new(() => parsed = ShellParser.Parse(script, grammar), 512 * 1024);
            thread.Start();
            Assert.True(thread.Join(TimeSpan.FromMinutes(1)), "still parsing after a minute");
            Assert.InRange(parsed!.Coverage, 0, 1);
            Assert.InRange(parsed.Errors.Count, 0, ShellParser.MaxErrors);
            if (parsed.Errors.Count > 0)
            {
                Assert.Contains(parsed.Errors, e => e.Message.Contains(message, StringComparison.Ordinal));
            }
        }
    }

    [Fact]
    public void Every_byte_may_stand_anywhere()
    {
        for (int value = 0; value < 256; value++)
        {
            byte b = (byte)value;
            byte[] script = [.. "a"u8, b, .. " \""u8, b, .. "\" '"u8, b, .. "' ${x-"u8, b, .. "}\n"u8];
            ShellScript parsed = ShellParser.Parse(script, Posix);
            Assert.InRange(parsed.Coverage, 0, 1);
        }
    }
}
