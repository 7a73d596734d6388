using System.Text;
using Xzact.Audit.Content;
using Xzact.Audit.Scan;
using Xzact.Audit.Shell;

namespace Xzact.Audit.Tests.Scan;

public sealed class DataEvaluationTests
{
    private static ScanFile File(string path, string text) =>
        new(new(path, text.Length, () => Encoding.Latin1.GetBytes(text)), isExecutable: false);

    private static string? Result(string script)
    {
        ScanTree tree = new([File("tests/a", "ab"), File("tests/b", "cd"), File("tests/c", "YWI=")]);
        FlowGraph graph = new();
        ScriptFlow.Add(graph, "build.sh", script, ShellGrammar.Posix);
        FlowPath path = graph.Paths(node =>
            node.Kind == FlowKind.File && tree.Find(node.Name, "build.sh").Count > 0).First();
        return new DataEvaluation(tree, graph, new(ContentLimits.Default)).At(path.Steps[^2]) is { } data
            ? Encoding.Latin1.GetString(data) : null;
    }

    [Theory]
    [InlineData("cat tests/a tests/b | sh", "abcd")]
    [InlineData("cp tests/a x; cp tests/b y; cat x y | sh", "abcd")]
    [InlineData("ln tests/a x || cp tests/a x; cat x | sh", "ab")]
    [InlineData("{ tail -c 1 tests/b; head -c 1 tests/a; } | sh", "da")]
    [InlineData("cat tests/a tests/b | { head -c 1 >/dev/null; dd bs=1 count=2; } | sh", "bc")]
    [InlineData("x=$(base64 -d tests/c); eval \"$x\"", "ab")]
    [InlineData("f=tests/c; base64 -d <$f | sh", "ab")]
    [InlineData("cat tests/a | (printf 'x\\171'; cat) | sh", "xyab")]
    [InlineData("od -An -tu1 tests/a | tr -s ' ' '\\n' | "
        + "while read b; do printf \"\\\\$(printf %o $((b + 1)))\"; done | sh",
        "bc")]
    [InlineData("for b in $(od -An -tu1 tests/a); do printf \"\\\\$(printf %o $((b)))\"; done | sh", "ab")]
    [InlineData("n=tests/; n=${n}a; cat $n | rev | sh", "ba")]
    [InlineData("d=.; d=tests; rev `printf '%s/%s' $d a` | sh", "ba")]
    [InlineData("find tests -name 'c*' | xargs cat | base64 -d | sh", "ab")]
    public void Data_is_followed_back_to_all_that_it_is_made_of(string script, string result) =>
        Assert.Equal(result, Result(script));

    [Theory]
    [InlineData("cat tests/a $unknown/x | strange | sh")]
    [InlineData("rev y > x; rev x > y; cat tests/a | strange > x; sh x")]
    public void What_is_not_decided_gives_nothing_and_circles_end(string script) => Assert.Null(Result(script));
}
