using Xzact.Audit.Case;
using Xzact.Audit.Exposure;
using Xzact.Audit.Reports;
using Xzact.Audit.Tests.Exposure.Contents;
using Xzact.Audit.Tests.Reports;

namespace Xzact.Audit.Tests.Exposure;

/// <summary>The whole way, on roots that are made here. Each of the traps of the public record is a test.</summary>
public sealed class ExposureAuditTests
{
    private const string Cve = "CVE-2024-3094";

    private static CaseReport Run(RootBuilder root, params string[] advisories) =>
        ExposureAudit.Run(new() { RootPath = root.Folder, Advisories = advisories });

    private static ExposureStatement Only(CaseReport report) => Assert.Single(report.Exposure!.Statements);

    private static ExposureStatement OfDebian(string version, string name = "liblzma5", string? source = "xz-utils")
    {
        using RootBuilder root = new();
        return Only(Run(root.Debian(RootBuilder.Debian13, (name, version, source))));
    }

    [Fact]
    public void A_bad_package_is_critical_with_the_way_to_harm()
    {
        using RootBuilder root = new();
        CaseReport report = Run(root.Debian(RootBuilder.Debian13, ("liblzma5", "5.6.1-1", "xz-utils")));
        ExposureStatement statement = Only(report);
        Assert.Equal((ExposureStatus.Affected, Cve, "deb/liblzma5@5.6.1-1"),
            (statement.Status, statement.Advisory, statement.Subject));
        Assert.Equal(ExposureEffect.Active, statement.Effect);
        Assert.Equal("5.6.1+really5.4.5-1", statement.FixedIn);
        Assert.Equal("yes", statement.Steps[1].Answer);
        Finding finding = Assert.Single(report.Findings);
        Assert.Equal(("D48", Severity.Critical), (finding.RuleId, finding.Severity));
        Assert.Contains(finding.Evidence, e => e.Path == "var/lib/dpkg/status" && e.Line == 1);
        Assert.False(report.IsIncomplete);
    }

    /// <summary>Trap 1: the fix has the higher number, and the older release in it.</summary>
    [Theory]
    [InlineData("5.6.1+really5.4.5-1")]
    [InlineData("5.6.1+really5.4.5-1ubuntu0.2")]
    [InlineData("5.8.1-1")]
    [InlineData("5.4.1-0.2")]
    public void What_sorts_above_the_bad_version_or_lies_before_it_is_good(string version) =>
        Assert.Equal(ExposureStatus.NotAffected, OfDebian(version).Status);

    /// <summary>Trap 1, as openSUSE wrote it.</summary>
    [Theory]
    [InlineData("5.6.1-1.1", ExposureStatus.Affected)]
    [InlineData("5.6.0-1.2", ExposureStatus.Affected)]
    [InlineData("5.6.1.revertto5.4-2.1", ExposureStatus.NotAffected)]
    [InlineData("5.8.1-1.1", ExposureStatus.NotAffected)]
    public void A_list_of_Tumbleweed(string version, ExposureStatus expected) => Assert.Equal(
        expected, OfPurl($"pkg:rpm/opensuse/liblzma5@{version}?arch=x86_64&distro=opensuse-tumbleweed").Status);

    /// <summary>Trap 2: records go by the source package, systems list the binary ones.</summary>
    [Theory]
    [InlineData("liblzma5", "xz-utils", ExposureStatus.Affected)]
    [InlineData("liblzma-dev", "xz-utils (5.6.1-1)", ExposureStatus.Affected)]
    [InlineData("xz-utils", null, ExposureStatus.Affected)]
    public void A_binary_package_is_found_by_its_source(string name, string? source, ExposureStatus expected) =>
        Assert.Equal(expected, OfDebian("5.6.1-1", name, source).Status);

    /// <summary>Trap 2, the other way: another source's binary package of the record's name is none of it.</summary>
    [Fact]
    public void A_binary_package_that_only_has_the_name_of_the_source_is_not_meant()
    {
        using RootBuilder root = new();
        using RootBuilder records = new();
        records.Add("a.json", Record("CVE-2000-0001", "Debian:13", "demo", ("introduced", "0")));
        CaseReport report = Run(root.Debian(RootBuilder.Debian13, ("demo", "1.0", "other")), records.Folder);
        Assert.Empty(report.Exposure!.Statements);
        Assert.Equal(1, report.Exposure.WithoutAdvisory);
    }

    /// <summary>Trap 3: a public record with another name, a list without the second version, and no end.</summary>
    [Theory]
    [InlineData("xz-utils", "5.8.1-1", ExposureStatus.NotAffected, true)]
    [InlineData("xz-utils", "5.6.1-1", ExposureStatus.Affected, false)]
    [InlineData("xz-utils", "5.6.1+really5.4.5-1", ExposureStatus.NotAffected, false)]
    [InlineData("xz", "5.6.1-1", ExposureStatus.Affected, false)]
    public void A_record_that_has_it_wrong_does_not_decide_and_is_named(
        string nameInRecord, string version, ExposureStatus expected, bool disagrees)
    {
        using RootBuilder root = new();
        using RootBuilder records = new();
        records.Add("GHSA.json", Record(
            "GHSA-rxwq-x6h5-x525", "Debian:13", nameInRecord, [Cve], ["5.6.0"], ("introduced", "5.6.0")));
        ExposureStatement statement =
            Only(Run(root.Debian(RootBuilder.Debian13, ("liblzma5", version, "xz-utils")), records.Folder));
        Assert.Equal(expected, statement.Status);
        Assert.Equal(disagrees, statement.Evidence.Any(e =>
            e.What.StartsWith("GHSA-rxwq-x6h5-x525 says otherwise", StringComparison.Ordinal)));
    }

    /// <summary>Trap 4: the version is in the range, and the code could not act.</summary>
    [Theory]
    [InlineData("pkg:rpm/fedora/xz-libs@5.6.0-2.fc40?arch=x86_64&distro=fedora-40")]
    [InlineData("pkg:alpm/arch/xz@5.6.1-1?arch=x86_64")]
    [InlineData("pkg:apk/alpine/xz-libs@5.6.1-r1?distro=alpine-3.20_alpha20240315")]
    [InlineData("pkg:deb/debian/liblzma5@5.5.1alpha-0.1?arch=amd64&distro=debian")]
    public void A_bad_version_that_could_not_act_is_affected_and_medium(string purl)
    {
        ExposureStatement statement = OfPurl(purl);
        Assert.Equal((ExposureStatus.Affected, ExposureEffect.Inert), (statement.Status, statement.Effect));
        Assert.Equal("no", statement.Steps[1].Answer);
    }

    /// <summary>The same release, built again from git, with another number of the package alone.</summary>
    [Theory]
    [InlineData("pkg:alpm/arch/xz@5.6.1-2?arch=x86_64")]
    [InlineData("pkg:apk/alpine/xz@5.6.1-r2")]
    [InlineData("pkg:apk/alpine/xz@5.6.0-r0")]
    [InlineData("pkg:rpm/redhat/xz-libs@5.2.5-8.el9?arch=x86_64&distro=rhel-9.3")]
    [InlineData("pkg:generic/xz@5.4.6")]
    public void What_was_mended_or_never_bad_is_not_affected(string purl) =>
        Assert.Equal(ExposureStatus.NotAffected, OfPurl(purl).Status);

    [Theory]
    [InlineData("pkg:rpm/redhat/xz-libs@5.6.1-1.el9?arch=x86_64&distro=rhel-9.3", "never shipped")]
    [InlineData("pkg:rpm/examplelinux/xz@5.6.1-1?distro=examplelinux-7", "no row about examplelinux 7")]
    public void What_no_row_can_answer_is_unknown_and_says_why(string purl, string why)
    {
        ExposureStatement statement = OfPurl(purl);
        Assert.Equal(ExposureStatus.Unknown, statement.Status);
        Assert.Contains(why, statement.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_architecture_than_the_target_is_told()
    {
        ExposureStatement statement = OfPurl("pkg:deb/debian/liblzma5@5.6.1-1?arch=arm64&distro=debian-13");
        Assert.Equal(ExposureStatus.Affected, statement.Status);
        Assert.StartsWith("no: it was made for x86-64", statement.Steps[1].Answer, StringComparison.Ordinal);
    }

    /// <summary>Trap 5: no package names the copy.</summary>
    [Fact]
    public void A_copy_that_no_package_owns_is_found_by_content()
    {
        using RootBuilder root = new();
        root.Debian(RootBuilder.Debian13, ("foo", "1", null))
            .Add("opt/app/tool", new ElfBuilder { Text = "5.6.1" }.Define(LibraryFinderTests.Functions).Build())
            .Add("opt/app/good.so", new ElfBuilder { Text = "5.8.3" }.Define(LibraryFinderTests.Functions).Build())
            .Add("opt/app/user", new ElfBuilder { Text = "5.6.1" }.Use(LibraryFinderTests.Functions).Build());
        CaseReport report = Run(root);
        Assert.Equal(
            ["opt/app/tool Affected", "opt/app/good.so NotAffected"],
            report.Exposure!.Statements.Select(s => $"{s.Subject} {s.Status}"));
        Finding finding = Assert.Single(report.Findings);
        Assert.Equal(("D49", Severity.Critical), (finding.RuleId, finding.Severity));
        Assert.Equal(5, report.Exposure.Files);
    }

    /// <summary>Trap 5 beside trap 4: the package knows how its file was built.</summary>
    [Fact]
    public void A_copy_of_a_package_has_the_answer_of_its_package()
    {
        using RootBuilder root = new();
        root.Debian(RootBuilder.Debian13, ("liblzma5", "5.6.1+really5.4.5-1", "xz-utils"))
            .Add("usr/lib/liblzma.so.5", new ElfBuilder { Text = "5.6.1" }.Define(LibraryFinderTests.Functions).Build())
            .Add("var/lib/dpkg/info/liblzma5:amd64.list", "/.\n/lib\n/lib/liblzma.so.5\n");
        CaseReport report = Run(root);
        Assert.All(report.Exposure!.Statements, s => Assert.Equal(ExposureStatus.NotAffected, s.Status));
        Assert.Contains(report.Exposure.Statements, s => s.Subject == "usr/lib/liblzma.so.5");
    }

    [Fact]
    public void The_headline_says_when_one_advisory_was_asked_about()
    {
        using RootBuilder root = new();
        using RootBuilder records = new();
        root.Debian(RootBuilder.Debian13, ("foo", "1", null));
        records.Add("a.json", Record("CVE-2000-0001", "Debian:13", "demo", ("introduced", "0")));
        Assert.Equal(
            $"Nothing of 1 package and 2 files is affected by {Cve}, the only advisory that was asked about.",
            Verdict.Of(Run(root)));
        Assert.Equal(
            "Nothing of 1 package and 2 files is affected after 2 advisory records.",
            Verdict.Of(Run(root, records.Folder)));
    }

    [Theory]
    [InlineData("5.8.3", "5.8.3 is behind 5.6.1, the last of the 2 versions that the record lists")]
    [InlineData("5.2.5", "5.2.5 is before 5.6.0, the first of the 2 versions that the record lists")]
    public void A_good_copy_says_why_it_is_good(string release, string why)
    {
        using RootBuilder root = new();
        root.Debian(RootBuilder.Debian13, ("foo", "1", null))
            .Add("opt/good.so", new ElfBuilder { Text = release }.Define(LibraryFinderTests.Functions).Build());
        Assert.StartsWith(why, Only(Run(root)).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_version_that_went_back_says_to_which_release() => Assert.EndsWith(
        "; it went back to the release 5.4.5", OfDebian("5.6.1+really5.4.5-1").Reason, StringComparison.Ordinal);

    /// <summary>What one row calls fixed is bad by the next.</summary>
    [Fact]
    public void No_bad_version_is_called_good() =>
        Assert.Equal("5.6.1+really5.4.5-1", OfDebian("5.5.1alpha-0.1").FixedIn);

    [Fact]
    public void A_finding_does_not_deny_what_the_record_says_below_it()
    {
        using RootBuilder folder = new();
        folder.Add("a.cdx.json", """
            {"bomFormat":"CycloneDX","specVersion":"1.5","components":[
            {"type":"library","name":"xz","version":"5.6.1","purl":"pkg:generic/xz@5.6.1"}]}
            """);
        Finding finding = Assert.Single(
            ExposureAudit.Run(new() { SbomPath = folder.PathOf("a.cdx.json") }).Findings);
        Assert.Contains(finding.Evidence, e => e.What.Contains("Good again from", StringComparison.Ordinal));
        Assert.DoesNotContain("names no version", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_is_left_out_is_not_searched_and_is_named()
    {
        using RootBuilder root = new();
        root.Debian(RootBuilder.Debian13, ("foo", "1", null)).Add("proc/1/maps", "x")
            .Add("srv/data/tool", new ElfBuilder { Text = "5.6.1" }.Define(LibraryFinderTests.Functions).Build());
        foreach (string path in (string[])["srv/data", "/srv/data/", root.PathOf("srv/data")])
        {
            CaseReport report = ExposureAudit.Run(new() { RootPath = root.Folder, Excluded = [path] });
            Assert.Empty(report.Findings);
            Assert.False(report.IsIncomplete);
            Assert.Contains(report.NotLookedAt, o => o is { What: "folder srv/data", IsOutOfScope: true });
            Assert.Contains(report.NotLookedAt, o => o is { What: "folder proc", IsOutOfScope: true });
        }

        foreach (string path in (string[])["srv/none", "", "..", "srv/data/tool"])
        {
            Assert.Throws<AuditInputException>(
                () => ExposureAudit.Run(new() { RootPath = root.Folder, Excluded = [path] }));
        }
    }

    [Fact]
    public void One_large_file_leaves_the_case_incomplete_and_the_page_without_the_colour_of_a_finding()
    {
        using RootBuilder root = new();
        root.Debian(RootBuilder.Debian13, ("foo", "1", null))
            .Add("opt/large", new ElfBuilder { Text = "5.8.3" }.Define(LibraryFinderTests.Functions).Build());
        CaseReport report = ExposureAudit.Run(new() { RootPath = root.Folder, MaxFileBytes = 100 });
        Assert.True(report.IsIncomplete);
        string page = report.Write(ReportFormat.Html);
        Assert.Contains("class=\"verdict incomplete\"", page, StringComparison.Ordinal);
        Assert.Contains(".verdict.incomplete { background: var(--incomplete); }", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_database_that_was_cut_off_is_incomplete_and_what_was_read_counts()
    {
        using RootBuilder root = new();
        string status = RootBuilder.Status(("liblzma5", "5.6.1-1", "xz-utils"), ("foo", "1", null));
        root.Add("etc/os-release", RootBuilder.Debian13).Add("var/lib/dpkg/status", status[..^30]);
        CaseReport report = Run(root);
        Assert.True(report.IsIncomplete);
        Assert.Equal(ExposureStatus.Affected, Only(report).Status);
        Assert.Contains(report.NotLookedAt, o => o.Why.Contains("cut off (at byte", StringComparison.Ordinal));
        Assert.Equal(Outcome.Incomplete, report.Results[0].Outcome);
    }

    [Fact]
    public void A_folder_that_is_no_root_has_nothing_to_examine()
    {
        using RootBuilder root = new();
        AuditInputException e = Assert.Throws<AuditInputException>(() => Run(root));
        Assert.True(e.NothingToExamine);
        Assert.Throws<AuditInputException>(() => ExposureAudit.Run(new() { RootPath = root.PathOf("none") }));
        Assert.Throws<AuditInputException>(() => ExposureAudit.Run(new()));
    }

    [Fact]
    public void A_link_never_leads_out_of_the_root()
    {
        using RootBuilder outside = new();
        outside.Add("status", RootBuilder.Status(("liblzma5", "5.6.1-1", "xz-utils")));
        using RootBuilder root = new();
        root.Link("var/lib/dpkg/status", outside.PathOf("status")).Link("etc/os-release", "../../../usr/none");
        CaseReport report = Run(root);
        Assert.Empty(report.Exposure!.Statements);
        Assert.True(report.IsIncomplete);
        Assert.Contains(report.NotLookedAt, o => o.What == "var/lib/dpkg/status: packages of dpkg"
            && o.Why.EndsWith("which is not there", StringComparison.Ordinal));
    }

    /// <summary>A package manager is there, and what it says is installed cannot be had.</summary>
    [Theory]
    [InlineData("empty", "it lists none: it is empty")]
    [InlineData("folder", "it is a folder")]
    [InlineData("lists", "var/lib/dpkg/info/a.list lists the files of one")]
    [InlineData("rpm", "it is neither SQLite")]
    public void A_database_that_says_nothing_is_not_a_clean_system(string what, string why)
    {
        using RootBuilder root = new();
        root.Add("etc/os-release", RootBuilder.Debian13);
        _ = what switch
        {
            "folder" => root.Add("var/lib/dpkg/status/a", "x"),
            "lists" => root.Add("var/lib/dpkg/status", "").Add("var/lib/dpkg/info/a.list", "/bin/a\n")
                .Add("lib/apk/db/installed", "P:demo\nV:1-r0\n\n"),
            "rpm" => root.Add("var/lib/rpm/rpmdb.sqlite", "").Add("lib/apk/db/installed", "P:demo\nV:1-r0\n\n"),
            _ => root.Add("var/lib/dpkg/status", ""),
        };
        CaseReport report = Run(root);
        Assert.True(report.IsIncomplete);
        Assert.Contains(report.NotLookedAt, o => o.Why.Contains(why, StringComparison.Ordinal));
    }

    /// <summary>A release is what its number says, however it is written; nothing is good for not being the same text.
    /// </summary>
    [Theory]
    [InlineData("pkg:generic/xz@v5.6.1", ExposureStatus.Affected)]
    [InlineData("pkg:generic/xz@5.6.1.0", ExposureStatus.Affected)]
    [InlineData("pkg:generic/XZ-Utils@5.6.1", ExposureStatus.Unknown)]
    [InlineData("pkg:generic/xz-utils@5.6.1-r1", ExposureStatus.Unknown)]
    [InlineData("pkg:generic/xz@5.6.1_2", ExposureStatus.Unknown)]
    [InlineData("pkg:generic/xz@5.6.1%2Bbuild1", ExposureStatus.Unknown)]
    [InlineData("pkg:generic/xz@5.6.1-notreally5.4", ExposureStatus.Unknown)]
    [InlineData("pkg:generic/xz@unstable", ExposureStatus.Unknown)]
    [InlineData("pkg:generic/xz@5.6.10", ExposureStatus.NotAffected)]
    [InlineData("pkg:generic/tukaani-project/xz@5.6.1", ExposureStatus.Unknown)]
    [InlineData("pkg:github/tukaani-project/xz@v5.6.1", ExposureStatus.Unknown)]
    [InlineData("pkg:conan/xz_utils@5.6.1", ExposureStatus.Unknown)]
    [InlineData("pkg:conan/xz_utils@5.8.1", ExposureStatus.NotAffected)]
    [InlineData("pkg:nix/xz@5.6.1", ExposureStatus.Affected)]
    [InlineData("pkg:brew/xz@5.6.1_1", ExposureStatus.Affected)]
    [InlineData("pkg:ebuild/app-arch/xz-utils@5.6.1-r1", ExposureStatus.Affected)]
    [InlineData("pkg:npm/xz@5.6.1", ExposureStatus.Unknown)]
    [InlineData("pkg:deb/debian/XZ-Utils@5.6.1-1?distro=debian-13", ExposureStatus.Affected)]
    [InlineData("pkg:deb/debian/xz-utils@5.6.1-1?distro=debian-13&epoch=9", ExposureStatus.Unknown)]
    [InlineData("pkg:deb/debian/xz-utils@5.6.1%2Bzz-1?distro=debian-13", ExposureStatus.Unknown)]
    [InlineData("pkg:deb/debian/xz-utils@5.6.1%2Breally5.6.1-1?distro=debian-13", ExposureStatus.Unknown)]
    [InlineData("pkg:deb/pureos/xz-utils@5.6.1pureos1-1?distro=pureos-11", ExposureStatus.Unknown)]
    [InlineData("pkg:deb/pureos/xz-utils@5.6.1%2Breally5.4.5%2Breally5.6.1-1", ExposureStatus.Unknown)]
    [InlineData("pkg:deb/pureos/xz-utils@5.6.1%2Breally5.4.5-1", ExposureStatus.NotAffected)]
    [InlineData("pkg:rpm/mageia/xz@5.6.1%5E20240301-1?distro=mageia-10", ExposureStatus.Unknown)]
    [InlineData("pkg:rpm/fedora/xz@5.6.1-1.fc40?distro=fedora-40", ExposureStatus.Unknown)]
    [InlineData("pkg:apk/chimera/xz@5.6.1_p1-r0?distro=chimera-1", ExposureStatus.Unknown)]
    public void A_release_is_told_by_its_number(string purl, ExposureStatus expected) =>
        Assert.Equal(expected, OfPurl(purl).Status);

    [Fact]
    public void A_library_of_a_language_that_has_the_name_is_none_unless_it_has_the_number()
    {
        using RootBuilder folder = new();
        folder.Add("a.json", """
            {"bomFormat":"CycloneDX","components":[{"type":"library","purl":"pkg:golang/github.com/x/xz@v0.5.12"}]}
            """);
        ExposureSummary summary = ExposureAudit.Run(new() { SbomPath = folder.PathOf("a.json") }).Exposure!;
        Assert.Empty(summary.Statements);
        Assert.True(Assert.Single(summary.Listed).IsOfLanguage);
    }

    [Theory]
    [InlineData("""{"bomFormat":"CycloneDX","components":{"0":{}}}""", "'components' is no list: object")]
    [InlineData("""{"bomFormat":"CycloneDX","components":[{"components":5}]}""", "'components' is no list: number")]
    [InlineData("""{"bomFormat":"CycloneDX","components":[],"components":[]}""", "'components' is given 2 times")]
    [InlineData("""{"spdxVersion":"SPDX-2.3","packages":"none"}""", "'packages' is no list: string")]
    public void A_list_of_parts_without_a_list_is_refused(string text, string why)
    {
        using RootBuilder folder = new();
        folder.Add("a.json", text);
        Assert.Contains(why, Assert.Throws<AuditInputException>(
            () => ExposureAudit.Run(new() { SbomPath = folder.PathOf("a.json") })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_of_parts_that_names_none_is_incomplete()
    {
        using RootBuilder folder = new();
        folder.Add("a.json", """{"bomFormat":"CycloneDX","components":[]}""");
        Assert.True(ExposureAudit.Run(new() { SbomPath = folder.PathOf("a.json") }).IsIncomplete);
    }

    [Fact]
    public void Advisories_that_hold_no_record_or_are_not_there_are_refused()
    {
        using RootBuilder root = new();
        using RootBuilder records = new();
        root.Debian(RootBuilder.Debian13, ("foo", "1", null));
        Assert.Throws<AuditInputException>(() => Run(root, records.Folder));
        Assert.Throws<AuditInputException>(() => Run(root, records.PathOf("none.zip")));
        records.Add("bad.json", "{\"id\":");
        CaseReport report = Run(root, records.Folder);
        Assert.True(report.IsIncomplete);
        Assert.Contains(report.NotLookedAt, o => o.What == "advisory bad.json");
    }

    /// <summary>A record about releases of a distribution, and a system that does not say which one it is.</summary>
    [Theory]
    [InlineData("ID=debian\nVERSION_ID=12\n", ExposureStatus.Affected)]
    [InlineData("ID=debian\nVERSION_ID=13\n", ExposureStatus.NotAffected)]
    [InlineData("ID=debian\n", ExposureStatus.Unknown)]
    public void The_release_of_the_distribution_decides(string osRelease, ExposureStatus expected)
    {
        using RootBuilder root = new();
        using RootBuilder records = new();
        records.Add("a.json", """
            {"id":"DEBIAN-CVE-2000-0002","affected":[
            {"package":{"ecosystem":"Debian:12","name":"demo"},"ranges":[{"type":"ECOSYSTEM","events":[
            {"introduced":"0"},{"fixed":"2.0-1"}]}]},
            {"package":{"ecosystem":"Debian:13","name":"demo"},"ranges":[{"type":"ECOSYSTEM","events":[
            {"introduced":"0"},{"fixed":"0.5-1"}]}]}]}
            """);
        CaseReport report = Run(root.Debian(osRelease, ("libdemo", "1.0-1", "demo")), records.Folder);
        Assert.Equal(expected, Only(report).Status);
        Assert.Equal(expected == ExposureStatus.NotAffected ? 0 : 1, report.Findings.Count);
    }

    private static ExposureStatement OfPurl(string purl)
    {
        using RootBuilder folder = new();
        folder.Add("a.json", $$"""
            {"bomFormat":"CycloneDX","specVersion":"1.5","components":[{"type":"library","name":"n","purl":"{{purl}}"}]}
            """);
        return Only(ExposureAudit.Run(new() { SbomPath = folder.PathOf("a.json") }));
    }

    private static string Record(
        string id, string ecosystem, string name, params (string Kind, string Version)[] events) =>
        Record(id, ecosystem, name, [], [], events);

    private static string Record(
        string id, string ecosystem, string name, string[] aliases, string[] versions,
        params (string Kind, string Version)[] events) => $$"""
        {"id":"{{id}}","aliases":[{{Quoted(aliases)}}],"affected":[{"package":{"ecosystem":"{{ecosystem}}",
        "name":"{{name}}"},"versions":[{{Quoted(versions)}}],"ranges":[{"type":"ECOSYSTEM","events":[
        {{string.Join(',', events.Select(e => $"{{\"{e.Kind}\":\"{e.Version}\"}}"))}}]}]}]}
        """;

    private static string Quoted(string[] texts) => string.Join(',', texts.Select(t => $"\"{t}\""));
}
