using System.Security.Cryptography;
using Xzact.Audit.Case;
using Xzact.Audit.Release;

namespace Xzact.Audit.Tests.Release.Packages;

public sealed class BuildRecipeTests : IDisposable
{
    private readonly ReleaseFixture _release = new();

    public void Dispose() => _release.Dispose();

    private string Write(string name, string text) => _release.Write(System.Text.Encoding.UTF8.GetBytes(text), name);

    private CaseReport Audit(string recipe) =>
        ReleaseAudit.Run(_release.Request() with { ArchivePath = recipe, Tag = null });

    [Fact]
    public void A_spec_names_its_archive_patches_and_what_could_not_be_read()
    {
        _release.Write(ReleaseFixture.Gzip(_release.Tar()), "demo-1.0.tar.gz");
        Write("fix.patch", "--- a/README\n+++ b/README\n");
        CaseReport report = Audit(Write(
            "demo.spec",
            "Name: demo\nVersion: 1.0\nSource0: https://x/%{name}-%{version}.tar.gz\nSource1: %(date).conf\n"
            + "Patch1: fix.patch\n"));
        Assert.Equal(("demo-1.0.tar.gz", "v1.0"), (report.Inputs[0].Name, report.Source!.Tag));
        Assert.Equal(["README"], Assert.Single(report.Package!.Patches).Files);
        Assert.Contains(report.NotLookedAt, o => o.What.Contains("%(date).conf", StringComparison.Ordinal));
        Assert.True(report.IsIncomplete);
    }

    [Fact]
    public void A_pkgbuild_binds_its_archive_by_digest()
    {
        string archive = _release.Write(ReleaseFixture.Gzip(_release.Tar()), "demo-1.0.tar.gz");
        string sum = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(archive)));
        string Recipe(string digest) => Write(
            "PKGBUILD", $"pkgname=demo\npkgver=1.0\nsource=($pkgname-$pkgver.tar.gz)\nsha256sums=({digest})\n");

        Assert.Empty(Audit(Recipe(sum)).Ledger.Unexplained);
        Assert.Contains(
            "as it says", Assert.Throws<AuditInputException>(() => Audit(Recipe(new('b', 64)))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_patch_that_is_compressed_or_not_there_is_no_patch_without_files()
    {
        _release.Write(ReleaseFixture.Gzip(_release.Tar()), "demo-1.0.tar.gz");
        Write("fix.patch.gz", "x");
        CaseReport report = Audit(Write("demo.spec", "Source0: demo-1.0.tar.gz\nPatch0: fix.patch.gz\n"));
        Assert.Contains(
            report.NotLookedAt,
            o => o is { What: "which files the patch fix.patch.gz touches", Why: "it is compressed" });
    }

    [Fact]
    public void A_recipe_without_an_archive_beside_it_is_refused()
    {
        Assert.Throws<AuditInputException>(() => Audit(Write("demo.spec", "Name: demo\n")));
        Assert.Throws<AuditInputException>(() => Audit(Write("demo.spec", "Source0: absent-1.0.tar.gz\n")));
    }
}
