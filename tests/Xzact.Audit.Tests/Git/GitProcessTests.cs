using System.Diagnostics;
using System.Globalization;
using System.Text;
using Xzact.Audit.Git;

namespace Xzact.Audit.Tests.Git;

public sealed class GitProcessTests
{
    private static readonly TimeSpan s_long = TimeSpan.FromMinutes(1);

    [Fact]
    public void What_the_program_prints_is_read_up_to_the_limit()
    {
        using GitProcess process = Shell("printf 12345");
        Assert.Equal("12345"u8.ToArray(), process.ReadToEnd(5));
        process.ThrowIfFailed();

        using GitProcess more = Shell("printf 123456; sleep 60");
        var clock = Stopwatch.StartNew();
        GitException exception = Assert.Throws<GitException>(() => more.ReadToEnd(5));
        Assert.Equal(GitFailure.OverLimit, exception.Failure);
        Assert.Equal("test printed more than 5 bytes.", exception.Message);
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void What_is_written_reaches_the_program_and_a_program_that_does_not_read_is_no_fault()
    {
        using GitProcess cat = Shell("cat");
        cat.Input.Write("hello"u8);
        cat.CloseInput();
        Assert.Equal("hello", Encoding.UTF8.GetString(cat.ReadToEnd(100)));
        cat.ThrowIfFailed();

        using GitProcess deaf = Shell("exit 0");
        deaf.CloseInput();
        deaf.CloseInput();
        deaf.ThrowIfFailed();
    }

    [Theory]
    [InlineData("exit 3", 0, "test failed: git gave no reason")]
    [InlineData("echo one >&2; echo two >&2; exit 3", 1, "test failed: one; two")]
    [InlineData("exit 3", 3, null)]
    [InlineData("exit 0", 3, null)]
    public void An_exit_code_that_is_not_allowed_is_a_failure_with_its_reason(
        string script, int allowed, string? message)
    {
        using GitProcess process = Shell(script);
        process.CloseInput();
        process.ReadToEnd(100);

        var exception = (GitException?)Record.Exception(() => process.ThrowIfFailed(allowed));

        Assert.Equal(message, exception?.Message);
        Assert.Equal(message is null, exception?.Failure != GitFailure.Failed);
    }

    [Fact]
    public void A_flood_of_errors_is_cut_and_does_not_stop_the_program()
    {
        using GitProcess process = Shell("i=0; while [ $i -lt 20000 ]; do echo error $i >&2; i=$((i+1)); done; exit 1");
        process.ReadToEnd(100);

        GitException exception = Assert.Throws<GitException>(() => process.ThrowIfFailed());

        Assert.StartsWith("test failed: error 0; error 1; ", exception.Message, StringComparison.Ordinal);
        Assert.InRange(exception.Message.Length, 1000, 8192);
    }

    [Fact]
    public void A_program_that_takes_too_long_is_killed_and_that_is_what_the_failure_says()
    {
        using GitProcess process = Shell("sleep 60", TimeSpan.FromSeconds(0.3));
        var clock = Stopwatch.StartNew();

        Assert.Empty(process.ReadToEnd(100));
        GitException exception = Assert.Throws<GitException>(() => process.ThrowIfFailed());

        Assert.InRange(clock.Elapsed, TimeSpan.FromSeconds(0.2), TimeSpan.FromSeconds(30));
        Assert.Equal(GitFailure.OverLimit, exception.Failure);
        Assert.Equal("test failed: test took longer than 0.3 seconds.", exception.Message);
    }

    [Fact]
    public void A_clock_that_is_stopped_or_restarted_lets_the_program_go_on()
    {
        using GitProcess stopped = Shell("sleep 1; echo done", TimeSpan.FromSeconds(0.5));
        stopped.StopClock();
        Assert.Equal("done\n", Encoding.UTF8.GetString(stopped.ReadToEnd(100)));

        using GitProcess restarted = Shell("for i in 1 2 3 4; do sleep 0.5; echo $i; done", TimeSpan.FromSeconds(1.5));
        for (int value; (value = restarted.Output.ReadByte()) >= 0;)
        {
            Assert.NotEqual(0, value);
            restarted.RestartClock();
        }

        restarted.ThrowIfFailed();
    }

    [Fact]
    public void Dispose_ends_the_program()
    {
        int id;
        using (GitProcess process = Shell("echo $$; exec sleep 60"))
        {
            var line = new StringBuilder();
            for (int value; (value = process.Output.ReadByte()) != '\n'; line.Append((char)value))
            {
                Assert.True(value > 0, "the program ended before it said its id");
            }

            id = int.Parse(line.ToString(), CultureInfo.InvariantCulture);
            using Process running = Process.GetProcessById(id);
            Assert.False(running.HasExited);
        }

        Assert.Throws<ArgumentException>(() => Process.GetProcessById(id));
    }

    [Fact]
    public void A_program_that_does_not_start_is_missing()
    {
        ProcessStartInfo start = Start("/no/such/git");

        GitException exception = Assert.Throws<GitException>(() => new GitProcess(start, "test", s_long));

        Assert.Equal(GitFailure.GitMissing, exception.Failure);
        Assert.StartsWith("/no/such/git does not start: ", exception.Message, StringComparison.Ordinal);
    }

    private static GitProcess Shell(string script, TimeSpan? limit = null)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the programs are written for the POSIX shell");
        ProcessStartInfo start = Start("/bin/sh");
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(script);
        return new GitProcess(start, "test", limit ?? s_long);
    }

    private static ProcessStartInfo Start(string program) => new(program)
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        UseShellExecute = false,
    };
}
