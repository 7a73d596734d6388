using System.Text;
using Xzact.Audit.Case.Builds;
using Xzact.Audit.Witness;

namespace Xzact.Audit.Tests.Witness;

public sealed class StraceTranslatorTests
{
    private const string Shell = """1 execve("/bin/sh", ["sh"], 0x1 /* 2 vars */) = 0""";
    private const string Here =
        """1 openat(AT_FDCWD</b>, "/etc/ld.so.cache", O_RDONLY|O_CLOEXEC) = 3</etc/ld.so.cache>""";

    [Fact]
    public void Files_of_the_tree_are_kept_with_their_real_path_and_those_of_the_system_are_not()
    {
        BuildEvent[] events = Record(
            Shell, Here, """1 openat(AT_FDCWD</b/s>, "../x/./a", O_RDONLY) = 3</b/real/a>""",
            """1 openat(AT_FDCWD</b/s>, "../x/./a", O_RDONLY) = 3</b/real/a>""",
            """1 openat(AT_FDCWD</b/s>, "o", O_WRONLY|O_CREAT|O_TRUNC, 0666) = 4</b/s/o>""",
            """1 openat(AT_FDCWD</b/s>, "l", O_WRONLY|O_CREAT|O_APPEND, 0666) = 4</b/s/l>""",
            """1 openat(AT_FDCWD</b/s>, "/dev/null", O_WRONLY) = 4</dev/null>""",
            """1 openat(AT_FDCWD</b/s>, "/usr/x", O_WRONLY|O_CREAT, 0666) = -1 EROFS (Read-only file system)""",
            """1 openat(AT_FDCWD</b/s>, "none", O_RDONLY) = -1 ENOENT (No such file or directory)""");
        Assert.Equal(
            [
                "Exec /bin/sh", "Read /b/real/a", "Write /b/s/o Replace", "Write /b/s/l Update",
                "Write /usr/x Update EROFS",
            ],
            events.Select(Show));
    }

    [Fact]
    public void A_program_that_is_started_by_a_relative_name_is_found_when_its_folder_is_seen()
    {
        BuildEvent[] events = Record(
            """1 execve("./configure", ["./configure"], 0x1 /* 2 vars */) = 0""",
            """1 openat(AT_FDCWD</b>, "./configure", O_RDONLY) = 3</b/configure>""");
        Assert.Equal(["Exec /b/configure", "Read /b/configure"], events.Select(Show));
        Assert.Equal("/b", events[0].Folder);
    }

    [Fact]
    public void A_change_of_folder_counts_for_what_follows_and_for_children()
    {
        BuildEvent[] events = Record(
            Shell, Here, """1 chdir("sub") = 0""", "1 vfork() = 2",
            """2 execve("tool", ["tool"], 0x1 /* 2 vars */) = 0""");
        Assert.Equal("/b/sub/tool", events[^1].Path);
        Assert.Equal(1, events[^2].Parent);
    }

    [Fact]
    public void A_child_that_is_seen_before_it_is_started_gets_its_parent()
    {
        BuildEvent[] events = Record(
            Shell, Here, "1 vfork( <unfinished ...>",
            """2 execve("/usr/bin/cc", ["cc"], 0x1 /* 2 vars */) = 0""", "2 +++ exited with 1 +++",
            "1 <... vfork resumed>) = 2");
        Assert.Equal((BuildEventKind.Start, 2, 1), (events[^1].Kind, events[^1].Process, events[^1].Parent));
    }

    [Fact]
    public void A_number_that_the_system_uses_again_is_another_process()
    {
        BuildEvent[] events = Record(
            Shell, Here, "1 fork() = 2", "2 +++ exited with 0 +++", "1 fork() = 2", "2 +++ killed by SIGKILL +++");
        Assert.Equal([2, 2, 3, 3], events.Skip(1).Select(e => e.Process));
        Assert.Equal(137, events[^1].Code);
    }

    [Fact]
    public void Pipes_between_processes_are_seen_and_handed_down()
    {
        BuildEvent[] events = Record(
            Shell, Here, "1 dup2(5<pipe:[9]>, 1</dev/tty>) = 1<pipe:[9]>", "1 fork() = 2",
            """2 execve("/usr/bin/cat", ["cat"], 0x1 /* 2 vars */) = 0""",
            """2 openat(AT_FDCWD</b>, "/etc/ld.so.cache", O_RDONLY) = 3</etc/ld.so.cache>""");
        Assert.Equal("pipe:[9]", events.Single(e => e.Path == "/usr/bin/cat").Output);
    }

    [Fact]
    public void Names_links_rights_memory_and_addresses_are_kept()
    {
        BuildEvent[] events = Record(
            Shell, Here, """1 renameat(AT_FDCWD</b>, "a", 4</b/d>, "c") = 0""",
            """1 linkat(AT_FDCWD</b>, "a", AT_FDCWD</b>, "e", 0) = 0""", """1 symlink("../x", "s") = 0""",
            """1 fchmodat(AT_FDCWD</b>, "c", 0755) = 0""", """1 fchmodat(AT_FDCWD</b>, "c", 0644) = 0""",
            """1 memfd_create("m", 0) = 3</memfd:m>(deleted)""",
            """1 execveat(3</memfd:m>(deleted), "", ["m"], 0x1 /* 0 vars */, AT_EMPTY_PATH) = 0""",
            """1 ptrace(PTRACE_TRACEME) = -1 EPERM (Operation not permitted)""",
            """1 connect(3<socket:[5]>, {sa_family=AF_INET, sin_port=htons(80), sin_addr=inet_addr("192.0.2.1")}, """
                + "16) = -1 ENETUNREACH (Network is unreachable)");
        Assert.Equal(
            [
                "Rename /b/a > /b/d/c", "Link /b/a > /b/e", "Symlink /b/s > ../x", "Executable /b/c", "Memory m",
                "Exec /memfd:m (deleted)", "Trace PTRACE_TRACEME EPERM", "Network inet 192.0.2.1:80 ENETUNREACH",
            ],
            events.Skip(1).Select(Show));
    }

    [Fact]
    public void What_makes_the_sandbox_is_no_part_of_the_build()
    {
        StraceReader reader = new();
        EventRecorder recorder = new("/b", 1, WitnessLimits.Default);
        Feed(reader, recorder, Shell, Here, """1 openat(AT_FDCWD</b>, "a", O_RDONLY) = 3</b/a>""");
        Assert.False(recorder.Started);
        Assert.Empty(recorder.Events);
        Feed(reader, recorder, """1 execve("/usr/bin/make", ["make"], 0x1 /* 2 vars */) = 0""");
        Assert.True(recorder.Started);
        Assert.Equal("/usr/bin/make", Assert.Single(recorder.Events).Path);
    }

    [Fact]
    public void Beyond_the_limits_events_are_counted_and_not_kept()
    {
        StraceReader reader = new();
        EventRecorder recorder = new("/b", 0, new() { Events = 2, Processes = 2 });
        Feed(reader, recorder, Shell, Here, "1 fork() = 2", "1 fork() = 3", "1 fork() = 4", "9 fork() = 5");
        Assert.Equal(2, recorder.Events.Count);
        Assert.Equal(3, recorder.Lost);
    }

    private static string Show(BuildEvent e) => string.Join(' ', new[]
    {
        e.Kind.ToString(), e.Path, e.Target is null ? "" : "> " + e.Target,
        e.Kind == BuildEventKind.Write ? e.Mode.ToString() : "", e.Error ?? "",
    }.Where(part => part.Length > 0));

    private static BuildEvent[] Record(params string[] lines)
    {
        StraceReader reader = new();
        EventRecorder recorder = new("/b", 0, WitnessLimits.Default);
        Feed(reader, recorder, lines);
        Assert.Equal(0, reader.Unread);
        return [.. recorder.Events];
    }

    private static void Feed(StraceReader reader, EventRecorder recorder, params string[] lines)
    {
        StraceTranslator translator = new(recorder);
        foreach (string line in lines)
        {
            if (reader.Read(Encoding.Latin1.GetBytes(line)) is StraceCall call)
            {
                translator.Add(call);
            }
        }
    }
}
