using System.Text;
using Xzact.Audit.Content;
using Xzact.Audit.Scan;
using Xzact.Audit.Shell;

namespace Xzact.Audit.Tests.Scan;

public sealed class PathEvaluationTests
{
    private static string? Result(string script, byte[] content)
    {
        FlowGraph graph = new();
        ScriptFlow.Add(graph, "x", script, ShellGrammar.Posix);
        FlowPath path = graph.Paths(node => node is { Kind: FlowKind.File, Name: "f" }).First();
        return PathEvaluation.Run(path.Steps, content, new ContentBudget(ContentLimits.Default)) is { } result
            ? Encoding.Latin1.GetString(result) : null;
    }

    [Theory]
    [InlineData("tr ab ba <f | sh", "abc", "bac")]
    [InlineData("tr -d x <f | sh", "axbx", "ab")]
    [InlineData("head -c 2 f | sh", "abcd", "ab")]
    [InlineData("head -c2 f | tail -c 1 | sh", "abcd", "b")]
    [InlineData("tail -c +3 f | sh", "abcd", "cd")]
    [InlineData("dd if=f bs=2 skip=1 count=1 | sh", "abcdef", "cd")]
    [InlineData("base64 -d f >x; sh x", "YWI=", "ab")]
    [InlineData("xxd -r -p f | sh", "6162", "ab")]
    public void Steps_are_done_in_memory(string script, string content, string result) =>
        Assert.Equal(result, Result(script, Encoding.Latin1.GetBytes(content)));

    [Theory]
    [InlineData("cat f | sh")]
    [InlineData("awk x f | sh")]
    [InlineData("tr $a b <f | sh")]
    [InlineData("gzip -d <f | sh")]
    public void What_is_not_known_gives_nothing(string script) => Assert.Null(Result(script, [1, 2, 3]));
}
