using Xzact.Audit.Exposure.Inventories;
using Xzact.Audit.Exposure.Inventories.Rpm;
using Xzact.Audit.Exposure.Roots;
using Xzact.Audit.Tests.Archives;

namespace Xzact.Audit.Tests.Exposure.Inventories.Rpm;

/// <summary>The three forms of one database, whole and hostile.</summary>
public sealed class RpmDatabaseTests
{
    private static readonly byte[][] s_headers =
    [
        RpmDatabaseBuilder.Header("xz-libs", "5.6.0", "1.fc40", "xz-5.6.0-1.fc40.src.rpm", padding: 5000),
        RpmDatabaseBuilder.Header("bash", "5.2.26", "3", "bash-5.2.26-3.src.rpm", epoch: 2),
        RpmDatabaseBuilder.Header("gpg-pubkey", "a", "b"),
        RpmDatabaseBuilder.Header("local", "1", "1", padding: 1000),
    ];

    public static TheoryData<string> Forms() => ["rpmdb.sqlite", "Packages.db", "Packages"];

    private static byte[] Build(string form, params byte[][] headers) => form switch
    {
        "rpmdb.sqlite" => RpmDatabaseBuilder.Sqlite(headers),
        "Packages.db" => RpmDatabaseBuilder.Ndb(headers),
        _ => RpmDatabaseBuilder.Berkeley(headers),
    };

    private static InstalledPackage[] Read(string form, byte[] file)
    {
        using RootBuilder root = new();
        root.Add($"var/lib/rpm/{form}", file);
        FolderRoot files = new(root.Folder);
        RpmDatabase database = new();
        return [.. database.Find(files).SelectMany(place => database.Read(files, place))];
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Each_form_holds_the_same(string form)
    {
        InstalledPackage[] packages = Read(form, Build(form, s_headers));
        Assert.Equal(
            ["xz-libs 5.6.0-1.fc40 xz 5.6.0-1.fc40", "bash 2:5.2.26-3 bash 2:5.2.26-3", "local 1-1 local 1-1"],
            packages.Select(p => $"{p.Name} {p.Version} {p.Source} {p.SourceVersion}"));
        Assert.All(packages, p => Assert.Equal("x86_64", p.Architecture));
        Assert.Equal([true, true, false], packages.Select(p => p.SourceIsKnown));
    }

    /// <summary>Wherever it is cut off, a database says so; it never gives fewer packages in silence.</summary>
    [Theory]
    [MemberData(nameof(Forms))]
    public void A_database_that_was_cut_off_is_refused_with_an_offset(string form)
    {
        byte[] whole = Build(form, s_headers);
        for (int length = 1; length < whole.Length; length += 97)
        {
            InventoryException e = Assert.Throws<InventoryException>(() => Read(form, whole[..length]));
            Assert.Contains("(at byte ", e.Message, StringComparison.Ordinal);
        }
    }

    /// <summary>Bytes that lie: it ends with a message or with packages, and never otherwise.</summary>
    [Theory]
    [MemberData(nameof(Forms))]
    public void A_damaged_database_ends_with_a_message_or_with_packages(string form)
    {
        byte[] whole = Build(form, s_headers);
        Random random = new(1);
        int refused = 0;
        for (int i = 0; i < 200; i++)
        {
            byte[] damaged = [.. whole];
            for (int n = random.Next(1, 4); n > 0; n--)
            {
                damaged[random.Next(Math.Min(whole.Length, 6000))] = (byte)(random.Next(4) switch
                {
                    0 => 0xFF,
                    1 => 0,
                    2 => 0x80,
                    _ => random.Next(256),
                });
            }

            try
            {
                Assert.InRange(Read(form, damaged).Length, 0, s_headers.Length);
            }
            catch (InventoryException e)
            {
                Assert.NotEmpty(e.Message);
                refused++;
            }
        }

        Assert.InRange(refused, 5, 200);
    }

    [Fact]
    public void Changes_in_a_write_ahead_log_are_not_passed_by()
    {
        using RootBuilder root = new();
        root.Add("var/lib/rpm/rpmdb.sqlite", RpmDatabaseBuilder.Sqlite(s_headers))
            .Add("var/lib/rpm/rpmdb.sqlite-wal", "x");
        FolderRoot files = new(root.Folder);
        RpmDatabase database = new();
        string place = Assert.Single(database.Find(files));
        Assert.Contains("write-ahead log", Assert.Throws<InventoryException>(
            () => database.Read(files, place).ToArray()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_owner_of_a_file_is_found_by_its_folder_and_name()
    {
        using RootBuilder root = new();
        root.Add("usr/lib/sysimage/rpm/Packages.db", RpmDatabaseBuilder.Ndb(s_headers));
        FolderRoot files = new(root.Folder);
        RpmDatabase database = new();
        IReadOnlyDictionary<string, string> owners = database.Owners(
            files, Assert.Single(database.Find(files)), new HashSet<string> { "usr/lib/bash.so", "lib/bash.so" });
        Assert.Equal(["usr/lib/bash.so bash"], owners.Select(o => $"{o.Key} {o.Value}"));
    }

    /// <summary>What the real rpm writes, from packages that the real rpmbuild makes.</summary>
    [Fact]
    public void A_database_of_the_real_rpm_is_read()
    {
        Assert.SkipUnless(Xzact.Testing.Files.InstalledProgram.Exists("rpmbuild"), "'rpmbuild' is not installed");
        using RootBuilder root = new();
        for (int i = 0; i < 12; i++)
        {
            root.Add($"{i}.spec", $"""
                Name: demo{i}
                Version: 1.{i}
                Release: 2
                Epoch: {i}
                Summary: invented
                License: none
                %description
                {new string('x', i * 700)}
                %files

                """);
            SystemTool.Run(
                root.Folder, "rpmbuild", "-bb", "--quiet", "--define", $"_topdir {root.Folder}",
                "--define", "__spec_install_pre exit 0", $"{i}.spec");
        }

        string database = root.PathOf("usr/lib/sysimage/rpm");
        Directory.CreateDirectory(database);
        string[] packages = Directory.GetFiles(root.PathOf("RPMS"), "*.rpm", SearchOption.AllDirectories);
        string[] define = ["--define", "_db_backend sqlite", "--dbpath", database];
        SystemTool.Run(root.Folder, "rpm", [.. define, "-i", "--justdb", "--nodeps", "--ignorearch", .. packages]);
        string listed = SystemTool.Run(
            root.Folder, "rpm", [.. define, "-qa", "--qf", "%{name} %{epoch}:%{version}-%{release} %{sourcerpm}\n"]);
        RpmDatabase reader = new();
        FolderRoot files = new(root.Folder);
        Assert.Equal(
            listed.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(),
            reader.Read(files, Assert.Single(reader.Find(files))).Select(p =>
                $"{p.Name} {(p.Version.Contains(':', StringComparison.Ordinal) ? "" : "0:")}{p.Version} "
                + $"{p.Source}-{p.SourceVersion.Split(':')[^1]}.src.rpm")
                .Order());
    }
}
