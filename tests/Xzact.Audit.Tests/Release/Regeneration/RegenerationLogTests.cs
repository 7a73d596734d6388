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

    [Theory]
    [InlineData("sh: 1: python: not found", "python")]
    [InlineData("./autogen.sh: 12: gtkdocize: not found", "gtkdocize")]
    [InlineData("/bin/bash: line 3: python3: command not found", "python3")]
    [InlineData("./bootstrap.sh: xsltproc: command not found", "xsltproc")]
    [InlineData("env: 'python': No such file or directory", "python")]
    [InlineData("/usr/bin/env: \u2018python3\u2019: No such file or directory", "python3")]
    [InlineData("Can't exec \"autopoint\": No such file or directory at x.pm line 3.", "autopoint")]
    [InlineData("WARNING: 'makeinfo' is missing on your system.", "makeinfo")]
    public void A_program_that_was_not_found_is_named(string line, string program)
    {
        RegenerationLog log = new(progress: null);
        log.Add("xzact: bootstrap");
        log.Add(line);
        Assert.Equal([program], log.Missing);
    }

    [Theory]
    [InlineData("checking for python... no")]
    [InlineData("configure: error: not found")]
    [InlineData("grep: data.txt: No such file or directory")]
    [InlineData("a sentence of which nothing is: not found")]
    public void What_is_no_program_is_not_named(string line)
    {
        RegenerationLog log = new(progress: null);
        log.Add(line);
        Assert.Empty(log.Missing);
    }

    [Fact]
    public void Programs_that_were_not_found_are_at_most_twenty()
    {
        RegenerationLog log = new(progress: null);
        for (int i = 0; i < 100; i++)
        {
            log.Add($"sh: 1: p{i}: not found");
        }

        Assert.Equal(20, log.Missing.Count);
    }

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
