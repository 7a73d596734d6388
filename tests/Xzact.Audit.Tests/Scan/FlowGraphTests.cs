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

    [Fact]
    public void A_search_ends_after_the_sinks_that_are_asked_for()
    {
        FlowGraph graph = new();
        FlowNode source = graph.Add(FlowKind.File, "a", new("a.sh", 1));
        for (int i = 0; i < 100; i++)
        {
            FlowNode step = graph.Add(FlowKind.Command, "cat", new("a.sh", i));
            source.To(step);
            step.To(graph.Add(FlowKind.ShellSink, "sh", new("a.sh", i)));
        }

        FlowPath[] all = [.. graph.Paths([source])];
        long visited = graph.Visited;
        FlowPath[] few = [.. graph.Paths([source], 3)];
        Assert.Equal(100, all.Length);
        Assert.Equal(all.Take(3).Select(path => path.ToString()), few.Select(path => path.ToString()));
        Assert.InRange(graph.Visited - visited, 1, visited / 10);
    }
}
