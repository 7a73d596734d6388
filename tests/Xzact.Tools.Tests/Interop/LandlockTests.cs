using Xzact.Tools.Interop;

namespace Xzact.Tools.Tests.Interop;

/// <summary>Rights that are given up are gone. Each case gives them up on a thread of its own.</summary>
public sealed class LandlockTests
{
    [Fact]
    public void Nothing_is_opened_when_all_rights_are_given_up()
    {
        using var place = new CommandPlace();
        Assert.Equal(0, place.Shell("echo >a").ExitStatus);
        int open = Posix.Open(Posix.CurrentDirectory, place.PathOf("a"), OpenFlags.Read);
        (int again, int other, int directory, int read) = Restricted(FileRights.None, () => (
            Posix.Open(Posix.CurrentDirectory, place.PathOf("a"), OpenFlags.Read),
            Posix.Open(Posix.CurrentDirectory, "/proc/self/status", OpenFlags.Read),
            Posix.Open(Posix.CurrentDirectory, place.Folder, OpenFlags.Read | OpenFlagsOfMachine.Directory),
            Posix.Read(open, new byte[8])));
        Assert.Equal((-Errno.AccessDenied, -Errno.AccessDenied, -Errno.AccessDenied), (again, other, directory));
        Assert.Equal(1, read);
        _ = Posix.Close(open);
    }

    [Fact]
    public void Reading_is_all_that_is_left_to_who_only_reads()
    {
        using var place = new CommandPlace();
        Assert.Equal(0, place.Shell("echo >a").ExitStatus);
        const OpenFlags Make = OpenFlags.Write | OpenFlags.Create | OpenFlags.Exclusive;
        (int read, int made, int written, int removed) = Restricted(Sandbox.ToRead, () => (
            Posix.Open(Posix.CurrentDirectory, place.PathOf("a"), OpenFlags.Read),
            Posix.Open(Posix.CurrentDirectory, place.PathOf("b"), Make, 0x180),
            Posix.Open(Posix.CurrentDirectory, place.PathOf("a"), OpenFlags.Write),
            Posix.Unlink(Posix.CurrentDirectory, place.PathOf("a"))));
        Assert.True(read >= 0);
        _ = Posix.Close(read);
        Assert.Equal((-Errno.AccessDenied, -Errno.AccessDenied, -Errno.AccessDenied), (made, written, removed));
        Assert.Equal("a\n", place.Shell("ls").Output);
    }

    [Fact]
    public void Who_writes_makes_names_replaces_and_removes_regular_files_and_nothing_else()
    {
        using var place = new CommandPlace();
        Assert.Equal(0, place.Shell("echo 1 >a; echo 2 >b; mkdir d").ExitStatus);
        (int unnamed, int linked, int renamed, int removed, int moved) = Restricted(Sandbox.ToWrite, () =>
        {
            int directory = Posix.Open(
                Posix.CurrentDirectory, place.Folder, OpenFlags.Read | OpenFlagsOfMachine.Directory);
            int file = Posix.Open(directory, ".", OpenFlags.Write | OpenFlagsOfMachine.Unnamed, 0x180);
            return (
                file,
                Posix.Link($"/proc/self/fd/{file}", directory, "c"),
                Posix.Rename(directory, "c", "b"),
                Posix.Unlink(directory, "a"),
                Posix.Rename(directory, "b", "d/b"));
        });
        Assert.True(unnamed >= 0);
        Assert.Equal((0, 0, 0), (linked, renamed, removed));
        Assert.True(moved < 0);
        Assert.Equal("b\nd\n", place.Shell("ls; cat b; ls d").Output);
    }

    [Theory]
    [InlineData(-38, 0)]
    [InlineData(0, 0)]
    [InlineData(1, 13)]
    [InlineData(2, 14)]
    [InlineData(3, 15)]
    [InlineData(4, 15)]
    [InlineData(5, 16)]
    [InlineData(6, 16)]
    [InlineData(99, 16)]
    public void Each_version_of_the_kernels_interface_forbids_what_it_knows(int version, int rights) =>
        Assert.Equal((FileRights)((1UL << rights) - 1), Landlock.Known(version));

    /// <summary>Does something on a thread without the other rights.</summary>
    private static T Restricted<T>(FileRights allowed, Func<T> action)
    {
        Assert.SkipUnless(Landlock.Version > 0, "This kernel has no Landlock.");
        T result = default!;
        int error = 0;
        var thread = new Thread(() =>
        {
            Landlock.GiveUpPrivileges();
            error = Landlock.Restrict(allowed);
            result = action();
        });
        thread.Start();
        thread.Join();
        Assert.Equal(0, error);
        return result;
    }
}
