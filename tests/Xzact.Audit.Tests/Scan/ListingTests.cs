using System.Text;
using Xzact.Audit.Scan;
using Xzact.Audit.Shell;

namespace Xzact.Audit.Tests.Scan;

public sealed class ListingTests
{
    private static readonly ScanTree s_tree = new([.. ((string[])
        ["README", "data/b-2.bin", "data/a-1.bin", "data/more/c-3.bin", "src/x.c"])
        .Select(path => new ScanFile(new(path, 1, () => [0]), isExecutable: false))]);

    private static FlowNode Search(string script)
    {
        FlowGraph graph = new();
        ScriptFlow.Add(graph, "build.sh", script, ShellGrammar.Posix);
        return graph.Nodes.First(node => node.Name is "ls" or "find");
    }

    private static string? Names(string script) =>
        new Listing(s_tree).Names(Search(script)) is { } names ? Encoding.UTF8.GetString(names) : null;

    [Theory]
    [InlineData("ls data | sed p | sh", "a-1.bin\nb-2.bin\nmore\n")]
    [InlineData("ls -1 $srcdir/data | sed p | sh", "a-1.bin\nb-2.bin\nmore\n")]
    [InlineData("ls data/*.bin | sed p | sh", "data/a-1.bin\ndata/b-2.bin\n")]
    [InlineData("find data -name '*.bin' | sed p | sh", "data/a-1.bin\ndata/b-2.bin\ndata/more/c-3.bin\n")]
    [InlineData("find ./data -type f -name 'b-*' -print | sed p | sh", "./data/b-2.bin\n")]
    public void Names_come_in_their_order(string script, string names) => Assert.Equal(names, Names(script));

    [Theory]
    [InlineData("ls -t data | sed p | sh")]
    [InlineData("ls data src | sed p | sh")]
    [InlineData("ls none | sed p | sh")]
    [InlineData("find data -newer x | sed p | sh")]
    [InlineData("find -name x | sed p | sh")]
    public void What_is_not_known_gives_nothing(string script) => Assert.Null(Names(script));

    [Theory]
    [InlineData("find data | sed p | sh", true)]
    [InlineData("find data | sort | cut -c1-4 | xxd -r -p | sh", true)]
    [InlineData("find data | sed p | xargs cat | sh", false)]
    [InlineData("find data | xargs cat | sh", false)]
    [InlineData("cat $(find data | sed p) | sh", true)]
    [InlineData("cat $(find data) | sh", false)]
    [InlineData("find data -exec cat {} + | sed p | sh", false)]
    public void Names_are_data_where_a_script_cuts_them_up(string script, bool isOne) =>
        Assert.Equal(isOne, Listing.IsOne(Search(script)));

    [Fact]
    public void One_file_is_no_listing() => Assert.DoesNotContain(
        Nodes("x=`ls tests/demo.bin | sed 's/.*[.]//'`; $x"), node => node.Kind == FlowKind.Search);

    private static IReadOnlyList<FlowNode> Nodes(string script)
    {
        FlowGraph graph = new();
        ScriptFlow.Add(graph, "build.sh", script, ShellGrammar.Posix);
        return graph.Nodes;
    }
}
