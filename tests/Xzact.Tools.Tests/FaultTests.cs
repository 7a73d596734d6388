namespace Xzact.Tools.Tests;

/// <summary>What happens to the user's files when something goes wrong in the middle. Nothing may ever be
/// lost.</summary>
public sealed class FaultTests
{
    /// <summary>Makes "big", which takes seconds to compress at preset 9, its copy "copy", and a shell
    /// function.</summary>
    private const string Prepare =
        "head -c 5000000 /dev/urandom | base64 >big; cp big copy; " +
        "started() { for _ in $(seq 500); do grep -q ' /' /proc/$1/maps 2>/dev/null && " +
        "test $(grep -c '' /proc/$1/fdinfo/* 2>/dev/null | wc -l) -gt 5 && break; sleep 0.01; done; sleep 0.5; }; ";

    [Theory]
    [InlineData("KILL", 137)]
    [InlineData("TERM", 143)]
    [InlineData("HUP", 129)]
    [InlineData("INT", 130)]
    [InlineData("QUIT", 131)]
    public void A_signal_in_the_middle_leaves_the_source_and_nothing_else(string signal, int status)
    {
        using var place = new CommandPlace();

        // What bash starts in the background ignores some signals; nothing ignores KILL.
        string listens = signal == "KILL" ? "" : "--default-signal=" + signal;
        CommandResult result = Meanwhile(
            place, $"ulimit -c 0; env {listens} xz -9 big",
            $"kill -{signal} $p; wait $p; echo $?; ls -A; cmp big copy");
        Assert.Equal($"{status}\nbig\ncopy\n", result.Output);
    }

    [Fact]
    public void A_signal_that_the_parent_ignores_is_ignored()
    {
        using var place = new CommandPlace();
        CommandResult result = Meanwhile(
            place, "trap '' INT HUP TERM; xz -3 big", "kill -INT $p; kill -HUP $p; wait $p; echo $?; ls -A");
        Assert.Equal("0\nbig.xz\ncopy\n", result.Output);
    }

    [Fact]
    public void A_source_that_was_exchanged_meanwhile_is_not_deleted()
    {
        using var place = new CommandPlace();
        CommandResult result = Meanwhile(
            place, "xz -9 big", "mv big away; echo new >big; wait $p; echo $?; " +
                "cat big; cmp away copy; xz -dc big.xz | cmp - copy; ls -A");
        Assert.Equal("2\nnew\naway\nbig\nbig.xz\ncopy\n", result.Output);
        Assert.Equal("xz: big: File seems to have been moved, not removing\n", result.Errors);
    }

    [Fact]
    public void A_source_that_was_written_to_meanwhile_is_not_deleted()
    {
        using var place = new CommandPlace();
        CommandResult result = Meanwhile(
            place, "xz -9 big", "printf new | dd of=big conv=notrunc status=none; wait $p; echo $?; " +
                "head -c 3 big; xz -dc big.xz | cmp - copy; ls -A");
        Assert.Equal("2\nnewbig\nbig.xz\ncopy\n", result.Output);
        Assert.Equal("xz: big: File was changed while it was read, not removing\n", result.Errors);
    }

    [Fact]
    public void Where_descriptors_are_few_it_works_or_says_what_is_missing()
    {
        Assert.SkipUnless(
            Environment.GetEnvironmentVariable("XZACT_XZ") is { Length: > 0 },
            "The host of the managed build needs descriptors of its own; .ci/transcripts runs this on the native one.");
        using var place = new CommandPlace();
        CommandResult result = place.Run(
            "bash", "-c", "seq 100000 >a; xz -k a; for n in 4 5 6 7 8 9 10; do " +
            "(ulimit -n $n; xz -t a.xz; echo $?; xz -0kf a; echo $?); " +
            "done 2>err | sort -u | tr '\\n' ' '; grep -c 'Unhandled\\|   at ' err; xz -dc a.xz | cmp - a");
        Assert.Contains(result.Output, (string[])["0 1 0\n", "0 0\n"]);
    }

    [Fact]
    public void A_source_that_vanished_meanwhile_is_no_reason_to_drop_the_output()
    {
        using var place = new CommandPlace();
        CommandResult result = Meanwhile(
            place, "xz -9 big", "rm big; wait $p; echo $?; xz -dc big.xz | cmp - copy; ls -A");
        Assert.Equal("2\nbig.xz\ncopy\n", result.Output);
    }

    [Fact]
    public void A_target_that_somebody_made_meanwhile_is_not_replaced()
    {
        using var place = new CommandPlace();
        CommandResult result = Meanwhile(
            place, "xz -9 big", "echo foreign >big.xz; wait $p; echo $?; cat big.xz; cmp big copy; ls -A");
        Assert.Equal("1\nforeign\nbig\nbig.xz\ncopy\n", result.Output);
        Assert.Equal("xz: big.xz: File exists\n", result.Errors);
    }

    [Fact]
    public void Two_processes_on_one_file_make_one_output()
    {
        using var place = new CommandPlace();
        CommandResult result = place.Shell(
            "head -c 2000000 /dev/urandom >a; cp a b; xz -0 a & p=$!; xz -0 a & q=$!; wait $p; p=$?; wait $q; q=$?; " +
            "test $((p * q)) -eq 0 && test $((p + q)) -gt 0 && echo one; xz -dc a.xz | cmp - b; ls -A");
        Assert.Equal("one\na.xz\nb\n", result.Output);
    }

    [Fact]
    public void A_file_size_limit_leaves_the_source_and_nothing_else()
    {
        using var place = new CommandPlace();
        CommandResult result = place.Shell(
            Prepare + "xz -0k big; rm big; (ulimit -f 100; ulimit -c 0; xz -d big.xz); echo $?; ls -A; " +
            "(trap '' XFSZ; ulimit -f 100; xz -d big.xz); echo $?; ls -A; xz -dc big.xz | cmp - copy");
        Assert.Equal("153\nbig.xz\ncopy\n1\nbig.xz\ncopy\n", result.Output);
        Assert.Equal(
            2, result.Errors.Split('\n').Count(line => line == "xz: big: Write error: File too large"));
    }

    [Fact]
    public void A_full_disk_leaves_the_source_and_nothing_else()
    {
        using var place = new CommandPlace();
        CommandResult mount = place.Shell("mkdir d && mount -t tmpfs -o size=1m tmpfs d");
        Assert.SkipUnless(mount.ExitStatus == 0, "Only the superuser can make a small disk: " + mount.Errors);
        try
        {
            CommandResult result = place.Shell(
                "head -c 900000 /dev/zero | xz -9 >d/a.xz; head -c 900000 /dev/urandom >d/ballast; cp d/a.xz b.xz; " +
                "xz --no-sparse -d d/a.xz; echo $?; ls -A d; cmp d/a.xz b.xz; xz -0 d/ballast; echo $?; ls -A d");
            Assert.Equal("1\na.xz\nballast\n1\na.xz\nballast\n", result.Output);
            Assert.Equal(
                "xz: d/a: Write error: No space left on device\n" +
                "xz: d/ballast.xz: Write error: No space left on device\n", result.Errors);
        }
        finally
        {
            place.Shell("umount d");
        }
    }

    [Fact]
    public void A_read_only_directory_leaves_everything_as_it_was()
    {
        using var place = new CommandPlace();
        bool superuser = place.Shell("id -u").Output == "0\n";

        // Permissions do not hold for the superuser, who becomes somebody else here.
        string other = superuser ? "setpriv --reuid=65534 --regid=65534 --clear-groups " : "";
        CommandResult result = place.Shell($"chmod 755 . ..; {other} xz --version >/dev/null");
        Assert.SkipUnless(result.ExitStatus == 0, "Another user cannot run the program here: " + result.Errors);
        result = place.Shell(
            $"mkdir d; seq 1000 >d/a; seq 3 >d/b; xz d/b; chmod 555 d; {other} xz d/a; echo $?; {other} xz " +
            "-d d/b.xz; echo $?; " +
            "ls -A d; chmod 755 d");
        Assert.Equal("1\n1\na\nb.xz\n", result.Output);
        Assert.Equal("xz: d/a.xz: Permission denied\nxz: d/b: Permission denied\n", result.Errors);
    }

    [Fact]
    public void A_message_never_ends_up_in_a_file_when_standard_streams_are_closed()
    {
        using var place = new CommandPlace();
        CommandResult result = place.Shell(
            "seq 100000 >a; cp a b; xz -T1 -v a nosuch 0<&- 1>&- 2>&-; echo $?; xz -dc a.xz | cmp - b; " +
            "xz -dv a.xz nosuch.xz 2>&-; echo $?; cmp a b; ls -A");
        Assert.Equal("1\n1\na\nb\n", result.Output);
    }

    /// <summary>Runs a command on "big" and, once it is at work as process $p, a script.</summary>
    private static CommandResult Meanwhile(CommandPlace place, string command, string script) =>
        place.Shell(Prepare + $"{command} & p=$!; started $p; {script}");
}
