using System.Security.Cryptography;
using System.Text;
using Xzact.Audit.Case;
using Xzact.Audit.Release;
using Xzact.Audit.Release.Packages;
using Xzact.Audit.Tests.Archives;

namespace Xzact.Audit.Tests.Release.Packages;

public sealed class DebianPackageTests : IDisposable
{
    private const string Patch = "--- a/src/main.c\n+++ b/src/main.c\n@@ -1 +1 @@\n-a\n+b\n";

    private readonly ReleaseFixture _release = new();

    public void Dispose() => _release.Dispose();

    private string Folder => Path.GetDirectoryName(_release.Repository)!;

    // Writes the files of a package and the .dsc with their digests.
    private string Package(string version, string format, params (string Name, byte[] Content)[] files)
    {
        string list = "";
        foreach ((string name, byte[] content) in files)
        {
            _release.Write(content, name);
            list += $"\n {Convert.ToHexStringLower(SHA256.HashData(content))} {content.Length} {name}";
        }

        string dsc = Path.Combine(Folder, "demo.dsc");
        File.WriteAllText(
            dsc,
            $"-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\nFormat: {format}\nSource: demo\nVersion: {version}\n"
            + $"Checksums-Sha256:{list}\nFiles:\n x\n\n"
            + "-----BEGIN PGP SIGNATURE-----\nabc\n-----END PGP SIGNATURE-----\n");
        return dsc;
    }

    private byte[] Debian(string copyright = "") => ReleaseFixture.Gzip(new TarBuilder()
        .Add("debian/rules", "#!/usr/bin/make -f\n", mode: 0x1ED)
        .Add("debian/copyright", copyright)
        .Add("debian/patches/series", "# why\nfix-main.patch -p1\n\nnot-there.patch\n")
        .Add("debian/patches/fix-main.patch", Patch).End());

    private CaseReport Audit(string dsc, string? tag = null) =>
        ReleaseAudit.Run(_release.Request() with { ArchivePath = dsc, Tag = tag });

    [Fact]
    public void The_upstream_archive_of_a_package_is_audited_and_its_patches_are_listed_by_their_files()
    {
        CaseReport report = Audit(Package(
            "1.0-1", "3.0 (quilt)", ("demo_1.0.orig.tar.gz", ReleaseFixture.Gzip(_release.Tar())),
            ("demo_1.0-1.debian.tar.gz", Debian())));
        Assert.Equal(("demo_1.0.orig.tar.gz", "v1.0"), (report.Inputs[0].Name, report.Source!.Tag));
        Assert.Empty(report.Ledger.Unexplained);
        Assert.Equal("demo.dsc", report.Package!.Name);
        Assert.Equal(["fix-main.patch", "not-there.patch"], report.Package.Patches.Select(p => p.Name));
        Assert.Equal(["src/main.c"], report.Package.Patches[0].Files);
        Assert.Equal(["debian/rules", "debian/copyright"], report.Package.OtherFiles);
        Assert.False(report.IsIncomplete);
    }

    [Fact]
    public void A_diff_of_the_old_format_is_one_patch() => Assert.Equal(
        ["src/main.c"],
        Assert.Single(Audit(Package(
            "1.0-1", "1.0", ("demo_1.0.orig.tar.gz", ReleaseFixture.Gzip(_release.Tar())),
            ("demo_1.0-1.diff.gz", ReleaseFixture.Gzip(Encoding.ASCII.GetBytes(Patch))))).Package!.Patches).Files);

    [Fact]
    public void A_repacked_archive_says_what_was_taken_out_and_what_no_pattern_names()
    {
        _release.Remove("tests/data.bin").Remove("README");
        CaseReport report = Audit(Package(
            "1.0+dfsg-1", "3.0 (quilt)", ("demo_1.0+dfsg.orig.tar.gz", ReleaseFixture.Gzip(_release.Tar())),
            ("demo_1.0+dfsg-1.debian.tar.gz",
                Debian("Format: x\nFiles-Excluded: tests/*.bin\n other/**\n\nFiles: *\n"))));
        Assert.Equal("v1.0", report.Source!.Tag);
        Evidence notice = Assert.Single(
            report.Notices, n => n.What.Contains("Files-Excluded", StringComparison.Ordinal));
        Assert.Contains("names 1, not README", notice.What, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_what_the_package_names_is_refused()
    {
        string dsc = Package("1.0-1", "3.0 (quilt)", ("demo_1.0.orig.tar.gz", ReleaseFixture.Gzip(_release.Tar())));
        _release.Write(ReleaseFixture.Gzip(_release.Add("m4/host.m4", "x\n").Tar()), "demo_1.0.orig.tar.gz");
        Assert.Contains(
            "is not what it names", Assert.Throws<AuditInputException>(() => Audit(dsc)).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../demo_1.0.orig.tar.gz", "no plain file name")]
    [InlineData("/etc/passwd", "no plain file name")]
    [InlineData("absent.orig.tar.gz", "is not beside it")]
    public void A_name_that_leads_elsewhere_is_refused(string name, string message)
    {
        string dsc = Path.Combine(Folder, "bad.dsc");
        File.WriteAllText(dsc, $"Format: 1.0\nChecksums-Sha256:\n {new string('a', 64)} 1 {name}\n");
        AuditInputException refused = Assert.Throws<AuditInputException>(() => Audit(dsc));
        Assert.Contains(message, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1.0+dfsg1-2", true)]
    [InlineData("1:2.0~ds-1", true)]
    [InlineData("2.0.dfsg", true)]
    [InlineData("2.0-1+deb12u1", false)]
    [InlineData("2.0-1dfsg", false)]
    public void A_repack_is_known_by_the_upstream_part_of_the_version(string version, bool isRepack) =>
        Assert.Equal(isRepack, DebianPackage.IsRepack(version));
}
