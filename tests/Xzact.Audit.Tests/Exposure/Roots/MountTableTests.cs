using Xzact.Audit.Exposure.Roots;

namespace Xzact.Audit.Tests.Exposure.Roots;

public sealed class MountTableTests
{
    // Invented lines in the form of proc_pid_mountinfo(5).
    private static readonly string[] s_lines =
    [
        "22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/demo1 rw",
        "23 22 0:21 / /proc rw,nosuid shared:12 - proc proc rw",
        "24 22 0:30 / /tmp rw - tmpfs tmpfs rw",
        @"25 22 0:40 / /mnt/a\040share rw,relatime shared:5 master:2 - nfs4 demo.example:/x rw",
        "26 22 0:41 / /mnt/hidden rw - cifs //demo.example/y rw",
        "27 22 8:2 / /mnt/hidden rw - ext4 /dev/demo2 rw",
        "28 22 cut",
        "29 22 8:3 / /mnt/end rw -",
        "",
    ];

    [Fact]
    public void File_systems_of_the_kernel_and_of_other_machines_are_told_from_disks() => Assert.Equal(
        [("/mnt/a share", "nfs4"), ("/proc", "proc")],
        MountTable.Parse(s_lines).OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => (m.Key, m.Value)));

    [Fact]
    public void They_are_left_out_of_a_root_and_named()
    {
        using RootBuilder root = new();
        root.Add("usr/lib/file", "here").Add("mnt/share/file", "there").Add("mnt/file", "here");
        FolderRoot folder = new(
            root.Folder, mounts: new Dictionary<string, string> { [root.PathOf("mnt/share")] = "nfs4" });
        Assert.Equal(
            ["mnt/file", "usr/lib/file"],
            folder.Files((_, _) => { }).Select(f => f.Path).Order(StringComparer.Ordinal));
        (string path, string why) = Assert.Single(folder.LeftOut);
        Assert.Equal("mnt/share", path);
        Assert.Contains("nfs4", why, StringComparison.Ordinal);
    }
}
