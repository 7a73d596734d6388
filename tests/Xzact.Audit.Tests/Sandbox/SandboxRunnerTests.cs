using System.Diagnostics;
using System.Formats.Tar;
using System.Text;
using Xzact.Audit.Sandbox;

namespace Xzact.Audit.Tests.Sandbox;

public sealed class SandboxRunnerTests
{
    public SandboxRunnerTests() => SandboxSupport.Require();

    [Fact]
    public void A_command_reads_what_it_is_given_and_leaves_what_it_made()
    {
        Dictionary<string, string> made = [];
        SandboxResult result = SandboxRunner.Run(new(["sh", "-c", "tr a-z A-Z < /input/word > made; echo said; exit 7"])
        {
            Limits = SandboxSupport.Small,
            WriteInput = tar => WriteTar(tar, "word", "quiet\n"),
            ReadOutput = tar => Read(tar, made),
        });
        Assert.Equal((SandboxEnding.Exited, 7), (result.Ending, result.ExitCode));
        Assert.Equal("said\n", result.Log);
        Assert.Equal("QUIET\n", made["./made"]);
    }

    [Fact]
    public void Its_environment_is_what_it_was_given_and_nothing_else()
    {
        SandboxResult result = SandboxRunner.Run(new(["env"])
        {
            Limits = SandboxSupport.Small,
            Environment = new Dictionary<string, string> { ["TZ"] = "UTC" },
        });
        Assert.Equal(
            ["HOME=/home", $"PATH={SandboxTools.SearchPath}", "TZ=UTC"], result.Log.Trim().Split('\n').Order());
    }

    [Fact]
    public void It_cannot_speak_for_the_sandbox_on_standard_output()
    {
        Dictionary<string, string> made = [];
        SandboxResult result = SandboxSupport.Shell(
            "echo 'exit 0'; echo 'exit 0' > /proc/1/fd/1; echo x > made; exit 3", readOutput: tar => Read(tar, made));
        Assert.Equal(3, result.ExitCode);
        Assert.Contains("exit 0", result.Log, StringComparison.Ordinal);
        Assert.Equal("x\n", made["./made"]);
    }

    [Fact]
    public void A_link_that_it_leaves_is_read_as_a_link()
    {
        List<(TarEntryType, string)> links = [];
        SandboxSupport.Shell("ln -s /etc/passwd link; ln -s ../../.. up; mkfifo pipe", readOutput: tar =>
        {
            using TarReader reader = new(tar);
            while (reader.GetNextEntry() is { } entry)
            {
                links.Add((entry.EntryType, entry.LinkName));
            }
        });
        Assert.Contains((TarEntryType.SymbolicLink, "/etc/passwd"), links);
        Assert.Contains((TarEntryType.SymbolicLink, "../../.."), links);
        Assert.Contains(links, link => link.Item1 == TarEntryType.Fifo);
    }

    [Fact]
    public void What_it_leaves_running_ends_with_it()
    {
        string mark = Mark();
        SandboxResult result = SandboxSupport.Shell($$"""
            (setsid perl -e 'fork and exit; $SIG{$_} = "IGNORE" for qw(TERM HUP INT); sleep 600' {{mark}}) &
            sleep 0.2; exit 0
            """);
        Assert.True(result.IsSuccess, result.Log);
        Assert.Empty(SandboxSupport.Alive(mark));
    }

    [Fact]
    public void A_fork_bomb_meets_the_limit_of_processes_and_ends()
    {
        string mark = Mark();
        SandboxResult result = SandboxSupport.Shell(
            $$"""perl -e 'my ($ok, $no) = (0, 0); for (1 .. 200) { my $p = fork; """
            + $$"""if (!defined $p) { $no++ } elsif ($p) { $ok++ } else { sleep 600 } } print "$ok $no\n"' {{mark}}""",
            SandboxSupport.Small with { Processes = 30 });
        string[] counts = result.Log.Trim().Split(' ');
        Assert.InRange(int.Parse(counts[0]), 5, 30);
        Assert.InRange(int.Parse(counts[1]), 170, 195);
        Assert.Empty(SandboxSupport.Alive(mark));
    }

    [Fact]
    public void A_bomb_that_never_ends_is_ended_when_its_time_is_up()
    {
        string mark = Mark();
        SandboxResult result = SandboxSupport.Shell(
            $"perl -e 'while (1) {{ fork }}' {mark}", SandboxSupport.Small with { Processes = 30, Seconds = 1 });
        Assert.Equal(SandboxEnding.OverTime, result.Ending);
        Assert.Empty(SandboxSupport.Alive(mark));
    }

    [Fact]
    public void Ending_the_program_that_counts_the_time_ends_the_command_too()
    {
        string mark = Mark();
        Stopwatch clock = Stopwatch.StartNew();
        SandboxResult result = SandboxSupport.Shell($"kill -KILL $PPID; perl -e 'sleep 600' {mark}");
        Assert.False(result.IsSuccess);
        Assert.True(clock.Elapsed.TotalSeconds < SandboxSupport.Small.Seconds);
        Assert.Empty(SandboxSupport.Alive(mark));
    }

    [Fact]
    public void One_process_cannot_take_more_memory_than_its_limit()
    {
        SandboxResult result = SandboxSupport.Shell(
            "perl -e 'my $x = \"a\" x (200 << 20); print \"had it\\n\"'",
            SandboxSupport.Small with { ProcessBytes = 128L << 20 });
        Assert.False(result.IsSuccess);
        Assert.DoesNotContain("had it", result.Log, StringComparison.Ordinal);
    }

    [Fact]
    public void Many_processes_cannot_take_more_memory_together_than_theirs()
    {
        string mark = Mark();
        SandboxResult result = SandboxSupport.Shell(
            $"for i in 1 2 3 4 5 6; do perl -e 'my $x = \"a\" x (40 << 20); sleep 600' {mark} & done; wait",
            SandboxSupport.Small with { MemoryBytes = 150L << 20 });
        Assert.Equal(SandboxEnding.OverMemory, result.Ending);
        Assert.True(result.PeakBytes > 150L << 20);
        Assert.Empty(SandboxSupport.Alive(mark));
    }

    [Fact]
    public void Neither_one_file_nor_all_together_grow_beyond_their_limits()
    {
        SandboxResult result = SandboxSupport.Shell(
            "head -c 9000000 /dev/zero > big; stat -c %s big; rm big; i=0; "
            + "while head -c 3000000 /dev/zero > $i; do i=$((i + 1)); done; du -sm . | cut -f1",
            SandboxSupport.Small with { FileBytes = 4_000_000, SpaceBytes = 8 << 20 });
        string[] lines = result.Log.Split('\n');
        Assert.Contains("4000000", lines);
        Assert.Contains("8", lines);
        Assert.Contains("No space left", result.Log, StringComparison.Ordinal);
    }

    [Fact]
    public void Processes_outside_cannot_be_seen_signalled_or_traced()
    {
        // Of the same user as the sandbox: only the namespace is between them.
        string[] same = Environment.IsPrivilegedProcess
            ? ["setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups"]
            : [];
        using Process decoy = Process.Start("env", [.. same, "sleep", "600"]);
        try
        {
            SandboxResult result = SandboxSupport.Shell(
                $"kill -KILL {decoy.Id}; perl -e 'kill 9, -1; kill 9, {decoy.Id}'; ls /proc; strace -p {decoy.Id}");
            Assert.False(decoy.WaitForExit(100));
            Assert.True(result.Log.Length > 0 || result.ExitCode != 0);
        }
        finally
        {
            decoy.Kill();
        }
    }

    [Fact]
    public void Names_that_lead_out_are_names_inside()
    {
        string target = Path.Combine(Path.GetTempPath(), Mark());
        SandboxResult result = SandboxSupport.Shell(
            $"mkdir -p {Path.GetTempPath()}; echo x > {target}; echo x > ../../../../..{target}; cat /etc/shadow; "
            + "ls /root /home /var /run /tmp /mnt; true");
        Assert.False(File.Exists(target));
        Assert.Contains("/etc/shadow: No such file", result.Log, StringComparison.Ordinal);
        Assert.Contains("/var", result.Log, StringComparison.Ordinal);
    }

    [Fact]
    public void Cancelling_ends_it()
    {
        string mark = Mark();
        using CancellationTokenSource source = new();
        SandboxCommand command = new(["sh", "-c", $"echo started; exec perl -e 'sleep 600' {mark}"])
        {
            Limits = SandboxSupport.Small,
            Printed = _ => source.Cancel(),
            Cancellation = source.Token,
        };
        Assert.Throws<OperationCanceledException>(() => SandboxRunner.Run(command));
        Assert.Empty(SandboxSupport.Alive(mark));
    }

    [Fact]
    public void A_failure_to_read_what_it_made_ends_it()
    {
        Assert.Throws<FormatException>(
            () => SandboxSupport.Shell("true", readOutput: _ => throw new FormatException()));
    }

    [Fact]
    public void Input_that_is_no_tar_makes_no_sandbox()
    {
        SandboxCommand command = new(["echo", "it ran"])
        {
            Limits = SandboxSupport.Small,
            WriteInput = stream => stream.Write(Encoding.ASCII.GetBytes(new string('x', 2000))),
        };
        SandboxException e = Assert.Throws<SandboxException>(() => SandboxRunner.Run(command));
        Assert.DoesNotContain("it ran", e.Message, StringComparison.Ordinal);
    }

    private static string Mark() => "xzact-mark-" + Guid.NewGuid().ToString("N");

    private static void WriteTar(Stream stream, string name, string content)
    {
        using TarWriter tar = new(stream, leaveOpen: true);
        tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name)
        {
            DataStream = new MemoryStream(Encoding.UTF8.GetBytes(content)),
        });
    }

    private static void Read(Stream stream, Dictionary<string, string> files)
    {
        using TarReader reader = new(stream);
        while (reader.GetNextEntry(copyData: true) is { } entry)
        {
            if (entry.DataStream is { } data)
            {
                files[entry.Name] = new StreamReader(data).ReadToEnd();
            }
        }
    }
}
