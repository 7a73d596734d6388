using Xzact.Audit.Release.Regeneration;

namespace Xzact.Audit.Tests.Release.Regeneration;

public sealed class RegenerationLogTests
{
    [Fact]
    public void A_failed_step_has_the_last_line_that_it_printed()
    {
        RegenerationLog log = new(progress: null);
        string[] lines =
            ["xzact: bootstrap", "one", "two", "xzact: configure", "no compiler", "make[1]: x", ""];
        foreach (string line in lines)
        {
            log.Add(line);
        }

        Assert.Equal(
            [new("bootstrap", 0, null), new("configure", 77, "no compiler")],
            log.Steps("bootstrap\t0\t3\nconfigure\t77\t1\n"));
    }

    [Fact]
    public void The_copy_holds_every_line_and_nothing_that_a_terminal_obeys()
    {
        using StringWriter copy = new() { NewLine = "\n" };
        new RegenerationLog(null, copy).Add("a\u001b[2Jb\tc\u009b");
        Assert.Equal("a?[2Jb\tc?\n", copy.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("\t\t\n")]
    [InlineData("bootstrap\tx\t3\n")]
    public void Notes_that_are_none_give_no_steps(string notes) => Assert.Empty(new RegenerationLog(null).Steps(notes));

    [Fact]
    public void A_flood_of_lines_and_steps_is_cut()
    {
        RegenerationLog log = new(progress: null);
        for (int i = 0; i < 1000; i++)
        {
            log.Add($"xzact: s{i}");
            log.Add(new string('x', 4000));
        }

        Assert.Equal(
            200, Assert.Single(log.Steps("s0\t1\t0\n")).LastLine!.Length);
        Assert.Equal(16, log.Steps(string.Concat(Enumerable.Range(0, 100).Select(i => $"s{i}\t1\t0\n"))).Count);
    }
}
