using System.Text;
using Xzact.Audit.Case;
using Xzact.Audit.Exposure.Inventories;
using Xzact.Audit.Exposure.Roots;
using Xzact.Audit.Exposure.Versions;
using Xzact.Audit.Tests.Exposure.Inventories.Rpm;
using Xzact.Fuzz.Inputs;
using Xzact.Testing;

namespace Xzact.Fuzz.Harnesses.Auditor;

/// <summary>A database of a package manager: one byte that chooses the file of a root, then its content. What is
/// damaged is left out and named; the versions that come out have an order.</summary>
internal sealed class InventoryHarness : AuditorHarness
{
    private const int MaxCompared = 40;

    private static readonly string[] s_files =
    [
        "var/lib/dpkg/status", "var/lib/dpkg/status.d/base", "lib/apk/db/installed",
        "var/lib/pacman/local/xz-5.6.1-2/desc", "var/lib/pacman/local/xz-5.6.1-2/files", "var/lib/rpm/rpmdb.sqlite",
        "var/lib/rpm/Packages.db", "var/lib/rpm/Packages", "etc/os-release",
    ];

    public override string Name => "inventory";

    public override IEnumerable<byte[]> Seeds()
    {
        string[] texts =
        [
            "Package: a\nStatus: install ok installed\nSource: b (2:1.0)\nVersion: 1:1.0~rc1-2\nArchitecture: amd64\n"
                + "Description: x\n more\n\nPackage: c\nStatus: deinstall ok config-files\nVersion: 2\n",
            "Package: base-files\nVersion: 12.4+deb12u5\nArchitecture: amd64\n",
            "C:Q1abc=\nP:xz-libs\nV:5.6.1-r1\nA:x86_64\no:xz\nF:usr/lib\nR:liblzma.so.5\n\n"
                + "P:musl\nV:1.2.4_git2023-r4\n",
            "%NAME%\nxz\n\n%VERSION%\n5.6.1-2\n\n%BASE%\nxz\n\n%ARCH%\nx86_64\n",
            "%FILES%\nusr/\nusr/lib/liblzma.so.5\n",
        ];
        byte[][] headers =
        [
            RpmDatabaseBuilder.Header("xz-libs", "5.6.0", "1.fc40", "xz-5.6.0-1.fc40.src.rpm", epoch: 2, padding: 2000),
            RpmDatabaseBuilder.Header("bash", "5.2~rc1^git1", "3"),
        ];
        byte[][] contents =
        [
            .. texts.Select(Encoding.UTF8.GetBytes), RpmDatabaseBuilder.Sqlite(headers),
            RpmDatabaseBuilder.Ndb(headers), RpmDatabaseBuilder.Berkeley(headers),
            "ID=debian\nVERSION_ID=\"13\"\nID_LIKE='a b'\n"u8.ToArray(),
        ];
        return contents.Select((content, i) => (byte[])[(byte)i, .. content]);
    }

    // The choice of the file stays now and then: most changes belong into its content.
    public override byte[] Mutate(Mutator mutator, byte[] input, byte[] other)
    {
        byte[] changed = mutator.Change(input, other);
        if (changed.Length > 0 && input.Length > 0 && mutator.Random.Next(8) != 0)
        {
            changed[0] = input[0];
        }

        return changed;
    }

    protected override IEnumerable<(string Kind, string Data)> Read(byte[] input)
    {
        if (input.Length == 0)
        {
            yield break;
        }

        OneFile root = new(s_files[input[0] % s_files.Length], input[1..]);
        Inventory inventory = Inventory.Read(root);
        yield return (inventory.Distribution is null ? "" : "distribution", $"{inventory.Distribution}");
        foreach (ExposureInventory found in inventory.Found)
        {
            yield return ("database", $"{found}");
        }

        foreach (Omission unread in inventory.Unread)
        {
            yield return ($"{root.Kind}: {unread.Why}", unread.Why);
        }

        foreach (InstalledPackage package in inventory.Packages)
        {
            Require.That(package.Name.Length > 0 && package.Version.Length > 0, "A package has no name or version.");
            yield return (
                $"{package.Kind} {package.Source == package.Name} {package.Version.Count(c => c == ':')}",
                $"{package.Name} {package.Version} {package.Source} {package.SourceVersion}");
        }

        foreach ((string path, string owner) in inventory.OwnersOf(
            new HashSet<string> { "usr/lib/liblzma.so.5", "usr/lib/xz-libs.so", "usr" }))
        {
            yield return ("owner", $"{owner} owns {path}");
        }

        InstalledPackage[] some = [.. inventory.Packages.Take(MaxCompared)];
        foreach (VersionScheme scheme in Enum.GetValues<VersionScheme>())
        {
            foreach ((InstalledPackage a, InstalledPackage b) in some.Zip(some.Skip(1)))
            {
                int? order = VersionOrder.Compare(scheme, a.Version, b.Version);
                int? back = VersionOrder.Compare(scheme, b.Version, a.Version);
                Require.That(order == -back, $"{scheme}: {a.Version} to {b.Version} is {order}, back {back}");
            }
        }
    }

    /// <summary>A root with one file.</summary>
    private sealed class OneFile(string file, byte[] content) : IRootFiles
    {
        public string Name => "root";

        /// <summary>Which database it is.</summary>
        public string Kind => file;

        public byte[]? Read(string path, long maxBytes) => path != file ? null
            : content.Length <= maxBytes ? content : throw new InventoryException("it is too large", path);

        public IReadOnlyList<string> List(string folder) =>
            file.StartsWith(folder + "/", StringComparison.Ordinal) ? [file[(folder.Length + 1)..].Split('/')[0]] : [];
    }
}
