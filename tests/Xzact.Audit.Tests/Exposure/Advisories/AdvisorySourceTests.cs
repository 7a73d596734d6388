using System.IO.Compression;
using Xzact.Audit.Archives;
using Xzact.Audit.Exposure.Advisories;

namespace Xzact.Audit.Tests.Exposure.Advisories;

public sealed class AdvisorySourceTests
{
    /// <summary>Every row of the table of distributions that the facts of the case have.</summary>
    [Fact]
    public void The_built_in_set_has_a_row_for_each_distribution()
    {
        OsvRecord record = Assert.Single(AdvisorySource.BuiltIn);
        Assert.Equal("CVE-2024-3094", record.Subject);
        Assert.True(record is { IsMalicious: true, IsBuiltIn: true, Rating: Xzact.Audit.Case.Severity.Critical });
        Assert.Equal(
            ["Alpine", "Arch Linux", "Debian", "Fedora", "FreeBSD", "Gentoo", "Homebrew", "Kali", "Lunar", "MSYS2",
             "MXE", "OpenCSW", "Red Hat", "SUSE", "Ubuntu", "Upstream", "Void", "Wolfi", "Yggdrasil", "nixpkgs",
             "openSUSE"],
            record.Affected.Select(a => a.Ecosystem).Distinct().Order(StringComparer.Ordinal));
        Assert.All(record.Affected, a => Assert.False(string.IsNullOrEmpty(a.Note)));
    }

    [Fact]
    public void A_folder_a_tar_and_a_zip_hold_the_same()
    {
        using RootBuilder folder = new();
        folder.Add("r/a.json", """{"id":"A-1"}""").Add("r/b/c.json", """{"id":"C-1"}""").Add("r/readme.txt", "x")
            .Add("r/bad.json", "{");
        ZipFile.CreateFromDirectory(folder.PathOf("r"), folder.PathOf("all.zip"));
        System.Formats.Tar.TarFile.CreateFromDirectory(folder.PathOf("r"), folder.PathOf("all.tar"), false);
        foreach (string source in (string[])["r", "all.zip", "all.tar"])
        {
            List<string> unread = [];
            Assert.Equal(
                ["A-1", "C-1"],
                AdvisorySource.Read(folder.PathOf(source), ArchiveLimits.Default, (what, _) => unread.Add(what))
                    .Select(r => r.Id).Order());
            Assert.Equal("bad.json", Path.GetFileName(Assert.Single(unread)));
        }
    }

    [Fact]
    public void What_is_no_archive_is_refused()
    {
        using RootBuilder folder = new();
        folder.Add("all.zip", "nothing of the kind");
        Assert.Throws<AuditInputException>(() => AdvisorySource.Read(
            folder.PathOf("all.zip"), ArchiveLimits.Default, (_, _) => { }).Count());
    }
}
