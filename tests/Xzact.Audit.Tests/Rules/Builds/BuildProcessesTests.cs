using Xzact.Audit.Case.Builds;
using Xzact.Audit.Rules.Builds;

namespace Xzact.Audit.Tests.Rules.Builds;

public sealed class BuildProcessesTests
{
    [Fact]
    public void Processes_that_start_one_another_in_a_circle_come_to_an_end()
    {
        BuildEvent[] events =
        [
            new(BuildEventKind.Start, 1) { Parent = 2 }, new(BuildEventKind.Start, 2) { Parent = 3 },
            new(BuildEventKind.Start, 3) { Parent = 1 },
            new(BuildEventKind.Exec, 3) { Path = "/usr/bin/make", Arguments = ["make"], Folder = "/b" },
        ];
        ObservedBuild build = ObservedBuild.Of(Record(events));
        Assert.Equal(3, build.Processes.Count);
        Assert.All(build.Processes.Values, p => Assert.InRange(p.Line.Count(), 1, 3));
    }

    [Fact]
    public void A_long_line_of_processes_and_one_that_is_seen_before_its_parent_have_their_phase()
    {
        List<BuildEvent> events = [];
        const int Depth = 5000;
        for (int i = Depth; i > 1; i--)
        {
            events.Add(new(BuildEventKind.Start, i) { Parent = i - 1 });
        }

        events.Insert(0, new(BuildEventKind.Exec, 1)
        {
            Path = "/usr/bin/make",
            Arguments = ["make", "check"],
            Folder = "/b",
        });
        ObservedBuild build = ObservedBuild.Of(Record([.. events]));
        Assert.Equal(BuildPhase.Test, build.Processes[Depth].Phase);
        Assert.Equal(Depth, BuildSummaries.Of(build).Root.All);
    }

    private static BuildRecord Record(BuildEvent[] events) =>
        new(new(["make"], "/b", "sample", Sandboxed: true, Network: false), [], events, new(0, 0, 0, 0));
}
