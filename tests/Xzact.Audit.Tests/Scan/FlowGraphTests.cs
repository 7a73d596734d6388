using Xzact.Audit.Scan;

namespace Xzact.Audit.Tests.Scan;

public sealed class FlowGraphTests
{
    private static readonly FlowPlace s_place = new("f", 1);

    [Fact]
    public void The_shortest_way_to_each_sink_is_shown()
    {
        FlowGraph graph = new();
        FlowNode source = graph.Named(FlowKind.File, "tests/a", s_place);
        FlowNode detour = graph.Add(FlowKind.Command, "cat", s_place);
        FlowNode shell = graph.Add(FlowKind.ShellSink, "sh", s_place);
        FlowNode other = graph.Add(FlowKind.CompilerSink, "cc", s_place);
        source.To(detour);
        detour.To(shell);
        source.To(shell);
        shell.To(source);
        FlowPath path = Assert.Single(graph.Paths(node => node == source));
        Assert.Equal([source, shell], path.Steps);
        Assert.DoesNotContain(other, path.Steps);
    }

    [Fact]
    public void A_file_has_one_node()
    {
        FlowGraph graph = new();
        Assert.Same(graph.Named(FlowKind.File, "a", s_place), graph.Named(FlowKind.File, "a", new("g", 2)));
        Assert.NotSame(graph.Named(FlowKind.File, "a", s_place), graph.Named(FlowKind.Variable, "a", s_place));
    }
}
