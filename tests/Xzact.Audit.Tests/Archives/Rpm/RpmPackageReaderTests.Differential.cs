using System.Security.Cryptography;
using Xzact.Audit.Archives;
using Xzact.Audit.Archives.Rpm;

namespace Xzact.Audit.Tests.Archives.Rpm;

/// <summary>Packages that rpmbuild makes, beside what rpm2cpio and cpio take out of them.</summary>
public sealed partial class RpmPackageReaderTests
{
    private const string Spec =
        "Name: demo\nEpoch: 2\nVersion: 1.0\nRelease: 1\nSummary: A demonstration\nLicense: 0BSD\nBuildArch: noarch\n"
        + "Source0: https://example.org/%{name}-%{version}.tar.gz\nSource1: local.conf\nPatch0: fix.patch\n"
        + "%description\nNothing.\n%files\n%changelog\n* Mon Jan 01 2024 A <a@example.org> - 1.0-1\n- First\n";

    [Theory]
    [InlineData("w.ufdio")]
    [InlineData("w9.gzdio")]
    [InlineData("w9.bzdio")]
    [InlineData("w2.xzdio")]
    [InlineData("w2.lzdio")]
    [InlineData("w3.zstdio")]
    public void What_rpmbuild_makes_is_read_as_rpm2cpio_reads_it(string payload)
    {
        SystemTool.Require("rpmbuild", "rpm2cpio", "cpio", "sh");
        using TestFolder folder = new();
        string package = Build(folder.Path, payload);
        using FileStream file = File.OpenRead(package);
        using RpmPackageReader reader = new(file, ArchiveLimits.Default);
        SortedDictionary<string, string> read = new(StringComparer.Ordinal);
        while (reader.ReadNext() is { } member)
        {
            using Stream content = member.OpenContent();
            read.Add(member.Name, Convert.ToHexStringLower(SHA256.HashData(content)));
        }

        // Its frames have no checksum; the digests of the package guard them.
        Assert.All(reader.Observations, o => Assert.Equal(ArchiveObservationKind.UnverifiedData, o.Kind));
        Assert.Equal("demo.spec", Assert.Single(reader.Files, f => f.IsSpec).Name);
        string unpacked = Directory.CreateDirectory(Path.Combine(folder.Path, "unpacked")).FullName;
        SystemTool.Run(unpacked, "sh", "-c", "rpm2cpio \"$1\" | cpio -id --quiet", "sh", package);
        SortedDictionary<string, string> expected = new(StringComparer.Ordinal);
        foreach (string path in Directory.GetFiles(unpacked))
        {
            expected.Add(Path.GetFileName(path), Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path))));
        }

        Assert.Equal(4, expected.Count);
        Assert.Equal(expected, read);
    }

    [Fact]
    public void A_package_of_programs_is_known_as_one()
    {
        SystemTool.Require("rpmbuild");
        using TestFolder folder = new();
        Build(folder.Path, "w.ufdio", "-bb");
        string package = Directory.GetFiles(folder.Path, "*.noarch.rpm", SearchOption.AllDirectories).Single();
        using FileStream file = File.OpenRead(package);
        using RpmPackageReader reader = new(file, ArchiveLimits.Default);
        Assert.False(reader.IsSource);
        Assert.Null(reader.ReadNext());
        Assert.Empty(reader.Observations);
    }

    private static string Build(string folder, string payload, string stage = "-bs")
    {
        File.WriteAllText(Path.Combine(folder, "demo.spec"), Spec);
        File.WriteAllText(Path.Combine(folder, "local.conf"), "x = 1\n");
        File.WriteAllText(Path.Combine(folder, "fix.patch"), "--- a/README\n+++ b/README\n");
        byte[] archive = new byte[100_001];
        new Random(3).NextBytes(archive);
        File.WriteAllBytes(Path.Combine(folder, "demo-1.0.tar.gz"), archive);
        SystemTool.Run(
            folder, "rpmbuild", stage, "--define", $"_topdir {folder}/top", "--define", $"_sourcedir {folder}",
            "--define", $"_source_payload {payload}", "--define", $"_binary_payload {payload}",
            "--define", $"_srcrpmdir {folder}", "demo.spec");
        return Path.Combine(folder, "demo-1.0-1.src.rpm");
    }

    private sealed class TestFolder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("xzact-rpm-").FullName;

        public void Dispose() => Directory.Delete(Path, true);
    }
}
