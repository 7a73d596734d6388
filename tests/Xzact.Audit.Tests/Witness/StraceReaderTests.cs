using System.Text;
using Xzact.Audit.Witness;

namespace Xzact.Audit.Tests.Witness;

public sealed class StraceReaderTests
{
    private readonly StraceReader _reader = new();

    [Fact]
    public void A_whole_line_is_a_call()
    {
        StraceCall call = Read("""23058 openat(AT_FDCWD</t>, "a.c", O_RDONLY|O_CLOEXEC) = 3</t/a.c>""")!;
        Assert.Equal(
            (23058, "openat", "\"a.c\"", "3</t/a.c>"), (call.Process, call.Name, call.Argument(1), call.Result));
        Assert.True(call.Succeeded);
        Assert.Equal("", call.Argument(9));
    }

    [Fact]
    public void A_failed_call_names_its_error()
    {
        StraceCall call = Read("""1 openat(AT_FDCWD</t>, "a", O_WRONLY) = -1 EROFS (Read-only file system)""")!;
        Assert.Equal("EROFS", call.Error);
        Assert.False(call.Succeeded);
    }

    [Fact]
    public void Calls_that_interrupt_one_another_are_put_together()
    {
        Assert.Null(Read("""7 execve("/usr/bin/tr", ["tr", "a) = 1"], 0x5 /* 4 vars */ <unfinished ...>"""));
        Assert.Null(Read("8 dup2(3<pipe:[5]>, 0</dev/null> <unfinished ...>"));
        StraceCall first = Read("8 <... dup2 resumed>)               = 0<pipe:[5]>")!;
        StraceCall second = Read("7 <... execve resumed>)             = 0")!;
        Assert.Equal(("dup2", "0<pipe:[5]>"), (first.Name, first.Result));
        Assert.Equal(("execve", "0"), (second.Name, second.Result));
        Assert.Equal(0, _reader.Unread);
        Assert.Equal(2, _reader.Calls);
    }

    [Theory]
    [InlineData("7 +++ exited with 3 +++", StraceCall.Exited, "3")]
    [InlineData("7 +++ killed by SIGKILL +++", StraceCall.Killed, "SIGKILL")]
    [InlineData("7 +++ killed by SIGSEGV (core dumped) +++", StraceCall.Killed, "SIGSEGV")]
    [InlineData("7 +++ superseded by execve in pid 9 +++", StraceCall.Exited, "0")]
    public void Ends_of_processes_are_read(string line, string name, string result)
    {
        StraceCall call = Read(line)!;
        Assert.Equal((7, name, result), (call.Process, call.Name, call.Result));
    }

    [Fact]
    public void A_signal_is_passed_over()
    {
        Assert.Null(Read("7 --- SIGCHLD {si_signo=SIGCHLD, si_code=CLD_EXITED, si_pid=9} ---"));
        Assert.Equal(0, _reader.Unread);
    }

    [Theory]
    [InlineData("")]
    [InlineData("strace: Process 7 attached")]
    [InlineData("7")]
    [InlineData("99999999999 open(\"a\", O_RDONLY) = 3")]
    [InlineData("7 openat(AT_FDCWD</t>, \"a")]
    [InlineData("7 openat(AT_FDCWD</t>, \"a\", O_RDONLY)")]
    [InlineData("7 op\x1b[31men(\"a\") = 3")]
    [InlineData("7 (\"a\") = 3")]
    [InlineData("7 +++ vanished +++")]
    [InlineData("7 <... openat resumed>) = 3")]
    [InlineData("7 <... cut")]
    public void What_is_no_line_of_strace_is_counted_and_not_guessed_at(string line)
    {
        Assert.Null(Read(line));
        Assert.Equal((1, 0), (_reader.Unread, _reader.Calls));
        Assert.NotNull(_reader.FirstUnread);
    }

    [Fact]
    public void An_end_of_another_call_is_not_joined_to_what_was_begun()
    {
        Read("7 openat(AT_FDCWD</t>, \"a\", O_RDONLY <unfinished ...>");
        Assert.Null(Read("7 <... dup2 resumed>) = 0"));
        Assert.Equal(1, _reader.Unread);
    }

    [Fact]
    public void What_is_begun_and_never_ended_is_kept_for_a_bounded_number_of_processes()
    {
        for (int i = 1; i <= 70_000; i++)
        {
            Read($"{i} fork( <unfinished ...>");
        }

        Assert.Equal(70_000 - 65_536, _reader.Unread);
    }

    private StraceCall? Read(string line) => _reader.Read(Encoding.Latin1.GetBytes(line));
}
