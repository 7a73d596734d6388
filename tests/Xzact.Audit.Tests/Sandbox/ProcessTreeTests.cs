using System.Diagnostics;
using Xzact.Audit.Sandbox;

namespace Xzact.Audit.Tests.Sandbox;

public sealed class ProcessTreeTests
{
    [Fact]
    public void A_line_of_stat_gives_parent_and_resident_bytes() => Assert.Equal(
        (7, 3 * 4096L),
        ProcessTree.Parse("9 (a) b) (c) S 7 9 9 0 -1 4194304 1 0 0 0 0 0 0 0 20 0 1 0 5 2596864 3 184 1 1 0", 4096));

    [Theory]
    [InlineData("")]
    [InlineData("9 (a) S 7")]
    [InlineData("9 (a) S x 9 9 0 -1 4194304 1 0 0 0 0 0 0 0 20 0 1 0 5 2596864 3 184 1")]
    public void Another_line_gives_nothing(string line) => Assert.Null(ProcessTree.Parse(line, 4096));

    [Fact]
    public void The_children_of_a_process_count_with_it()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "reads /proc");
        using Process parent = Process.Start("sh", ["-c", "sleep 600 & sleep 600; :"]);
        try
        {
            long sum = 0;
            for (int i = 0; i < 100 && sum < 1 << 20; i++)
            {
                Thread.Sleep(10);
                sum = ProcessTree.ResidentBytes(parent.Id);
            }

            parent.Refresh();
            Assert.True(sum > parent.WorkingSet64, $"{sum} of all, {parent.WorkingSet64} of the parent");
        }
        finally
        {
            parent.Kill(entireProcessTree: true);
        }
    }
}
