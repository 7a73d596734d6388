using Xzact.Audit.Exposure.Inventories;
using Xzact.Audit.Exposure.Roots;

namespace Xzact.Audit.Tests.Exposure.Inventories;

/// <summary>The databases that are text: dpkg, apk, pacman; and the distribution.</summary>
public sealed class InventoryTests
{
    private static Inventory Read(RootBuilder root) => Inventory.Read(new FolderRoot(root.Folder));

    private static IEnumerable<string> Lines(Inventory inventory) =>
        inventory.Packages.Select(p => $"{p.Kind} {p.Name} {p.Version} {p.Source} {p.SourceVersion} {p.Architecture}");

    [Fact]
    public void Packages_of_dpkg_that_have_files()
    {
        using RootBuilder root = new();
        root.Add("var/lib/dpkg/status", """
            Package: a
            Status: install ok installed
            Version: 1:2-3
            Architecture: amd64
            Source: src (2-3)

            Package: b
            Status: deinstall ok config-files
            Version: 1

            Package: c
            Status: install ok half-configured
            Architecture: all
            Version: 4


            """);
        Assert.Equal(["deb a 1:2-3 src 2-3 amd64", "deb c 4 c 4 all"], Lines(Read(root)));
    }

    [Fact]
    public void Packages_of_an_image_without_dpkg()
    {
        using RootBuilder root = new();
        root.Add("var/lib/dpkg/status.d/base", "Package: base-files\nVersion: 12\nArchitecture: amd64\n")
            .Add("var/lib/dpkg/status.d/base.md5sums", "0 etc/x\n");
        Assert.Equal(["deb base-files 12 base-files 12 amd64"], Lines(Read(root)));
    }

    [Fact]
    public void Packages_of_apk_by_their_origin()
    {
        using RootBuilder root = new();
        root.Add("etc/os-release", "ID=alpine\nVERSION_ID=3.19.1\n").Add("lib/apk/db/installed", """
            C:Q1x
            P:xz-libs
            V:5.6.1-r0
            A:x86_64
            o:xz
            F:usr/lib
            R:liblzma.so.5

            P:musl
            V:1.2.4-r2
            A:x86_64


            """);
        Inventory inventory = Read(root);
        Assert.Equal(
            ["apk xz-libs 5.6.1-r0 xz 5.6.1-r0 x86_64", "apk musl 1.2.4-r2 musl 1.2.4-r2 x86_64"], Lines(inventory));
        Assert.Equal("alpine 3.19.1", inventory.Distribution?.ToString());
        Assert.Equal(
            "xz-libs", inventory.OwnersOf(new HashSet<string> { "usr/lib/liblzma.so.5" })["usr/lib/liblzma.so.5"]);
    }

    [Fact]
    public void Packages_of_pacman_by_their_base()
    {
        using RootBuilder root = new();
        root.Add("var/lib/pacman/local/ALPM_DB_VERSION", "9\n")
            .Add("var/lib/pacman/local/xz-5.6.1-2/desc",
                "%NAME%\nxz\n\n%VERSION%\n5.6.1-2\n\n%BASE%\nxz-base\n\n%ARCH%\nx86_64\n")
            .Add("var/lib/pacman/local/xz-5.6.1-2/files", "%FILES%\nusr/\nusr/lib/liblzma.so.5\n");
        Inventory inventory = Read(root);
        Assert.Equal(["alpm xz 5.6.1-2 xz-base 5.6.1-2 x86_64"], Lines(inventory));
        Assert.Equal("xz", inventory.OwnersOf(new HashSet<string> { "usr/lib/liblzma.so.5" }).Single().Value);
    }

    [Theory]
    [InlineData("var/lib/dpkg/status", "no field here\n\n", "line 1 is no field: it has no key and colon (at byte 0)")]
    [InlineData("var/lib/dpkg/status", "Package: a\nStatus: install ok installed\n\n",
        "the package a has no version (at byte 0)")]
    [InlineData("lib/apk/db/installed", "V:1\n\n", "the paragraph at line 1 names no package (at byte 0)")]
    [InlineData("lib/apk/db/installed", "P:a\nV:1", "the file ends inside line 2: it was cut off (at byte 7)")]
    [InlineData("var/lib/pacman/local/a-1-1/desc", "%NAME%\na\n", "the package a has no %VERSION% (at byte 9)")]
    [InlineData("var/lib/rpm/Packages", "junk",
        "it is neither SQLite, nor ndb, nor a hash file of Berkeley DB (at byte 0)")]
    public void A_damaged_database_is_an_omission_that_says_where(string path, string content, string why)
    {
        using RootBuilder root = new();
        Inventory inventory = Read(root.Add(path, content));
        Assert.Equal(why, Assert.Single(inventory.Unread).Why);
        Assert.StartsWith(path, inventory.Unread[0].What, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ID=\"Debian\"\n# ID=x\nID_LIKE='a b'\n", "debian", "a b")]
    [InlineData("NAME=x\n", null, "")]
    public void The_distribution_is_what_os_release_says(string text, string? id, string like)
    {
        Distribution? distribution = Distribution.Parse(text);
        Assert.Equal(id, distribution?.Id);
        Assert.Equal(like, string.Join(' ', distribution?.Like ?? []));
    }

    [Fact]
    public void Links_in_a_circle_end_with_a_message()
    {
        using RootBuilder root = new();
        root.Link("var/lib/dpkg", "../lib/dpkg");
        Assert.Contains(Read(root).Unread, o => o.Why.StartsWith("more than 40 links", StringComparison.Ordinal));
    }

    [Fact]
    public void A_link_inside_the_root_is_followed_as_that_system_would()
    {
        using RootBuilder root = new();
        root.Add("usr/lib/os-release", "ID=demo\n").Link("etc/os-release", "/usr/lib/os-release")
            .Link("var/lib", "/../../real").Add("real/dpkg/status", RootBuilder.Status(("a", "1", null)));
        Inventory inventory = Read(root);
        Assert.Equal("demo", inventory.Distribution?.Id);
        Assert.Single(inventory.Packages);
    }
}
