using Xzact.Audit.Case;
using Xzact.Audit.Git;
using Xzact.Audit.Release;
using Xzact.Audit.Tests.Archives;

namespace Xzact.Audit.Tests.Release;

/// <summary>
/// Archives that list one thing and extract to another, audited from end to end: what is touched by it is not
/// explained, and the findings make the exit code 1. The content is a constant sentence.
/// </summary>
public sealed partial class ExtractionAuditTests(ExtractionAuditTests.Project project)
    : IClassFixture<ExtractionAuditTests.Project>
{
    private const string Top = ReleaseFixture.Top;
    private const string Inert = "#!/bin/sh\necho INERT TEST FIXTURE\n";
    private const string Good = "#!/bin/sh\necho configure\n";

    /// <summary>One tagged project for all tests of the class; they change the archive only.</summary>
    public sealed class Project : IDisposable
    {
        internal ReleaseFixture Release { get; } = new(("configure", Good), ("tests/m4/local.m4", Inert));

        public void Dispose() => Release.Dispose();
    }

    private static readonly string s_longTarget = new('t', 120);

    private static readonly Action<byte[]> s_gnuWithPrefix = header =>
    {
        TarBuilder.Put(header, 257, "ustar  \0"u8);
        TarBuilder.Put(header, 345, "demo-1.0"u8);
    };

    /// <summary>Each case: the path that must not be explained, the members added, the tracked file left out.</summary>
    private static readonly Dictionary<string, (string Path, Action<TarBuilder> Add, string Without)> s_cases = new()
    {
        ["a hard link to a name that comes again with the content of the tag"] = ("configure", tar => tar
            .Add(Top + "doc.txt", Inert).Add(Top + "configure", type: '1', link: Top + "doc.txt")
            .Add(Top + "doc.txt", Good), "configure"),
        ["a hard link to a tracked name that comes again"] = ("configure", tar => tar
            .Add(Top + "README", Inert).Add(Top + "configure", type: '1', link: Top + "README"), "configure"),
        ["a hard link to itself"] = ("configure", tar => tar
            .Add(Top + "configure", type: '1', link: Top + "configure"), ""),
        ["a hard link to nothing"] = ("aclocal.m4", tar => tar
            .Add(Top + "aclocal.m4", type: '1', link: Top + "nothing"), ""),
        ["a hard link that gives data the name of a macro"] = ("aclocal.m4", tar => tar
            .Add(Top + "aclocal.m4", type: '1', link: Top + "tests/m4/local.m4"), ""),
        ["a hard link that leads out"] = ("aclocal.m4", tar => tar
            .Add(Top + "aclocal.m4", type: '1', link: "../../etc/hostname"), ""),
        ["an absolute name"] = ("configure", tar => tar.Add("/" + Top + "configure", Inert), ""),
        ["a name that climbs"] = ("configure", tar => tar.Add(Top + "src/../configure", Inert), ""),
        ["a zero byte in a pax path"] = ("configure", tar => tar
            .Pax('x', ("path", Top + "configure\0.txt")).Add(Top + "q", Inert), ""),
        ["another spelling"] = ("configure", tar => tar.Add(Top + "./configure", Inert), ""),
        ["another spelling with slashes"] = ("configure", tar => tar.Add("./" + Top + "/configure", Inert), ""),
        ["a member below a link to its own folder"] = ("configure", tar => tar
            .Add(Top + "x.d", type: '2', link: ".").Add(Top + "x.d/configure", Inert), ""),
        ["a link that a file replaces"] = ("configure", tar => tar
            .Add(Top + "configure", type: '2', link: "doc.txt").Add(Top + "configure", Good), "configure"),
        ["a file that a link replaces"] = ("configure", tar => tar
            .Add(Top + "configure", type: '2', link: "tests/m4/local.m4"), ""),
        ["a file where a folder is needed"] = ("configure", tar => tar.Add(Top + "configure/x", Inert), ""),
        ["a link that replaces the folder of tracked files"] = ("src", tar => tar
            .Add(Top + "src", type: '2', link: "tests"), ""),
        ["a header with another name than its pax header"] = ("README", tar => tar
            .Pax('x', ("path", Top + "README")).Add(Top + "configure", Good), "README"),
        ["a name in an overruled header, which some readers take"] = ("configure", tar => tar
            .Add("././@LongLink", Top + "configure\0", 'L').Pax('x', ("path", Top + "notes.txt")).Add("zz", Inert), ""),
        ["a global pax header with a path"] = ("notes.txt", tar => tar
            .Pax('g', ("path", Top + "notes.txt")).Add(Top + "README", Inert), ""),
        ["two pax headers in a row"] = ("src/main.c", tar => tar
            .Pax('x', ("path", Top + "configure")).Pax('x', ("mtime", "1"))
            .Add(Top + "src/main.c", "int main(void) { return 0; }\n"), "src/main.c"),
        ["a GNU header with a prefix"] = ("README", tar => tar.Add(
            Top + "README", "A demonstration project with a line of text that no other project has: 7c1f.\n",
            change: s_gnuWithPrefix), "README"),
        ["another size in the pax header"] = ("gen.sh", tar => tar
            .Pax('x', ("size", "0")).Add(Top + "gen.sh", "", size: 512), "gen.sh"),
        ["a set-user-ID bit"] = ("configure", tar => tar.Add(Top + "configure", Good, mode: 0x9A4), "configure"),
        ["a link named like a build input"] = ("GNUmakefile", tar => tar
            .Add(Top + "GNUmakefile", type: '2', link: "tests/m4/local.m4"), ""),
        ["a link to a folder"] = ("extra", tar => tar.Add(Top + "extra", type: '2', link: "tests/m4"), ""),
        ["a device node"] = ("configure", tar => tar.Add(Top + "configure", type: '3'), "configure"),
        ["a GNU long link beside a pax link target"] = ("link", tar => tar
            .Add("././@LongLink", "tests/m4/local.m4\0", 'K').Pax('x', ("linkpath", s_longTarget))
            .Add(Top + "link", type: '2', link: s_longTarget[..100]), ""),
        ["a pax link target before a GNU long link"] = ("link", tar => tar
            .Pax('x', ("linkpath", s_longTarget)).Add("././@LongLink", "tests/m4/local.m4\0", 'K')
            .Add(Top + "link", type: '2', link: s_longTarget[..100]), ""),
        ["a link target on a file"] = ("configure", tar => tar
            .Pax('x', ("linkpath", Top + "tests/m4/local.m4")).Add(Top + "configure", Good), "configure"),
        ["an empty path, which takes the name back"] = ("configure", tar => tar
            .Pax('x', ("path", "")).Add(Top + "configure", Good), "configure"),
        ["a sparse name in a global header that the next one takes back"] = ("configure", tar => tar
            .Pax('g', ("GNU.sparse.name", Top + "aclocal.m4")).Pax('g', ("comment", new string('a', 40)))
            .Add(Top + "configure", Good), "configure"),
        ["a size that star and libarchive take"] = ("configure", tar => tar
            .Pax('x', ("SCHILY.realsize", "5")).Add(Top + "configure", Good), "configure"),
        ["holes that libarchive makes"] = ("configure", tar => tar
            .Pax('x', ("SUN.holesdata", " 0 10 12")).Add(Top + "configure", Good), "configure"),
        ["names in letters of another set"] = ("configure", tar => tar
            .Pax('x', ("hdrcharset", "KOI8-R")).Add(Top + "configure", Good), "configure"),
        ["a file with a slash at the end of its name"] = ("configure", tar => tar.Add(Top + "configure/"), "configure"),
        ["a file with a slash at the end of its pax path"] = ("configure", tar => tar
            .Pax('x', ("path", Top + "configure/")).Add(Top + "configure/"), "configure"),
        ["an empty new file with a slash at the end of its name"] = ("conftest.py", tar => tar
            .Add(Top + "conftest.py/"), ""),
        ["the map of a sparse file on a file that is none"] = ("configure", tar => tar.Add(
            Top + "configure", Good, mode: 0x1ED, change: header =>
            {
                TarBuilder.Put(header, 257, "ustar  \0"u8);
                TarBuilder.Put(header, 386, "00000001000\000000000012\0"u8);
                TarBuilder.Put(header, 483, "00000001012\0"u8);
            }), "configure"),
        ["the real size of a sparse file on a file that is none"] = ("configure", tar => tar.Add(
            Top + "configure", Good, mode: 0x1ED, change: header =>
            {
                TarBuilder.Put(header, 257, "ustar  \0"u8);
                TarBuilder.Put(header, 483, "00000000012\0"u8);
            }), "configure"),
        ["a name with backslashes"] = ("demo-1.0\\configure", tar => tar.Add("demo-1.0\\configure", Inert), ""),
    };

    public static TheoryData<string> Cases() => [.. s_cases.Keys];

    private static byte[] Tar(ReleaseFixture release, Action<TarBuilder> add, string without = "")
    {
        TarBuilder tar = new();
        foreach (Shipped file in release.Archive.Where(f => f.Path != without))
        {
            tar.Add(Top + file.Path, file.Content, file.Type, file.Link, file.Mode);
        }

        add(tar);
        return tar.End();
    }

    private CaseReport Audit(byte[] archive) => ReleaseAudit.Run(project.Release.Request(archive));

    private static Finding[] High(CaseReport report, string rule) =>
        [.. report.Findings.Where(f => f.RuleId == rule && f.Severity >= Severity.High)];

    [Fact]
    public void The_project_without_any_of_it_is_explained() =>
        Assert.Empty(Audit(Tar(project.Release, _ => { })).Findings);

    [Theory]
    [MemberData(nameof(Cases))]
    public void What_may_not_be_left_on_disk_as_listed_is_not_explained(string name)
    {
        (string path, Action<TarBuilder> add, string without) = s_cases[name];
        CaseReport report = Audit(Tar(project.Release, add, without));
        LedgerEntry[] entries = [.. report.Ledger.Entries.Where(e => e.Path == path)];
        Assert.NotEmpty(entries);
        Assert.All(entries, e => Assert.False(AccountKindInfo.Of(e.Account.Kind).IsExplained, e.Account.Reason));
        Assert.Contains(path, High(report, "D41").Select(f => f.Subject));
    }

    public static TheoryData<string, Severity> HiddenData() => new()
    {
        { "a member behind the end", Severity.High },
        { "a second gzip member behind the end", Severity.High },
        { "bytes behind the compressed data", Severity.High },
        { "bytes in padding", Severity.High },
        { "bytes in a header", Severity.High },
        { "a second gzip member before the end", Severity.Medium },
    };

    [Theory]
    [MemberData(nameof(HiddenData))]
    public void Bytes_that_no_extractor_shows_are_found_and_the_verdict_says_so(string name, Severity severity)
    {
        byte[] tar = Tar(project.Release, _ => { });
        byte[] more = new TarBuilder().Add(Top + "aclocal.m4", Inert).End();
        byte[] archive = name switch
        {
            "a member behind the end" => [.. tar, .. more],
            "a second gzip member behind the end" => [.. ReleaseFixture.Gzip(tar), .. ReleaseFixture.Gzip(more)],
            "bytes behind the compressed data" => [.. ReleaseFixture.Gzip(tar), .. "INERT TEST FIXTURE"u8],
            "bytes in padding" => Tar(project.Release, t => t
                .Add(Top + "README", project.Release.Archive.Single(f => f.Path == "README").Content), "README"),
            "bytes in a header" => Tar(project.Release, t => t.Add(
                Top + "configure", Good, change: header => TarBuilder.Put(header, 60, "INERT"u8)), "configure"),
            _ => [.. ReleaseFixture.Gzip(tar[..1024]), .. ReleaseFixture.Gzip(tar[1024..])],
        };
        if (name == "bytes in padding")
        {
            archive[^(1024 + 5)] = (byte)'!';
        }

        CaseReport report = Audit(archive);
        Assert.All(report.Findings, finding => Assert.Equal("D42", finding.RuleId));
        Assert.Equal(severity, report.Findings.Max(finding => finding.Severity));
        Assert.Contains(
            "the archive itself is not", VerdictOf(report), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0x1ED, Severity.High)] // executable
    [InlineData(0x9A4, Severity.High)] // set-user-ID
    [InlineData(0x180, Severity.Medium)]
    [InlineData(0x1A4, null)]
    public void A_hard_link_with_another_mode_than_its_target_is_found(int mode, Severity? severity)
    {
        CaseReport report = Audit(Tar(project.Release, tar => tar
            .Add(Top + "z.txt", "INERT TEST FIXTURE").Add(Top + "y.txt", type: '1', link: Top + "z.txt", mode: mode)));
        Finding[] found = [.. report.Findings.Where(f => f.RuleId == "D41")];
        Assert.Equal(severity, found.Length == 0 ? null : found.Max(f => f.Severity));
    }

    [Theory]
    [InlineData("C3A9", "C3A9", true)]
    [InlineData("E9", "E9", true)]
    [InlineData("C3A9", "E9", false)]
    [InlineData("E9", "C3A9", false)]
    public void A_name_is_explained_by_a_path_of_the_same_bytes_alone(string tracked, string stored, bool isExplained)
    {
        using ReleaseFixture release = new();
        string id = release.Git("rev-parse", "v1.0:README").Trim();
        // The bytes go through printf: .NET passes text to programs, and this path may be none.
        string bytes = string.Concat(Convert.FromHexString(tracked).Select(b => $"\\{Convert.ToString(b, 8)}"));
        release.Git(
            "-c", $"alias.track=!printf '100644 {id}\\tx{bytes}\\n' | git update-index --index-info", "track");
        release.Git("commit", "--quiet", "--message", "A name");
        release.Git("tag", "--force", "--annotate", "--message", "demo 1.0", "v1.0");
        byte[] archive = Tar(release, tar => tar.Add(
            "", release.Archive.Single(f => f.Path == "README").Content,
            change: h => TarBuilder.Put(h, 0, [.. "demo-1.0/x"u8, .. Convert.FromHexString(stored)])));
        CaseReport report = ReleaseAudit.Run(release.Request(archive));
        string path = GitPath.Decode([(byte)'x', .. Convert.FromHexString(stored)]);
        Assert.Equal(isExplained, report.Entry(path).Account.Kind == AccountKind.IdenticalToTag);
        string trackedPath = GitPath.Decode([(byte)'x', .. Convert.FromHexString(tracked)]);
        Assert.Equal(!isExplained, report.Entry(trackedPath).Account.Kind == AccountKind.Missing);
        Assert.True(!isExplained || report.Findings.Count == 0);
    }

    /// <summary>Each case: the members that stand before those of the project.</summary>
    private static readonly Dictionary<string, Action<TarBuilder>> s_extensions = new()
    {
        ["blanks before a pax keyword"] = tar => tar.Pax('x', ("  path", Top + "configure")).Add(Top + "a.txt"),
        ["a tab before a pax keyword"] = tar => tar.Pax('x', ("\tpath", Top + "configure")).Add(Top + "a.txt"),
        ["a blank before a global keyword"] = tar => tar.Pax('g', (" size", "0")),
        ["a NUL in a pax keyword"] = tar => tar.Pax('x', ("path\0", Top + "configure")).Add(Top + "a.txt"),
        ["a name that is no text"] = tar => tar.Add("x\u0001", type: 'x').Add(Top + "a.txt"),
        ["a link name on an extension header"] = tar => tar.Add("x", type: 'X', link: "y").Add(Top + "a.txt"),
        ["an owner that is no text"] = tar => tar
            .Add("x", type: 'x', change: h => TarBuilder.Put(h, 265, "a\nb"u8)).Add(Top + "a.txt"),
        ["a user id that is no number"] = tar => tar
            .Add("x", type: 'x', change: h => TarBuilder.Put(h, 108, "INERT"u8)).Add(Top + "a.txt"),
    };

    public static TheoryData<string> Extensions() => [.. s_extensions.Keys];

    [Theory]
    [MemberData(nameof(Extensions))]
    public void An_extension_header_that_is_not_plain_makes_the_archive_uncertain(string name)
    {
        TarBuilder first = new();
        s_extensions[name](first);
        CaseReport report = Audit([.. first.Unended(), .. Tar(project.Release, _ => { })]);
        Assert.NotEmpty(High(report, "D42"));
        Assert.DoesNotContain(report.Ledger.Entries, e =>
            e.Account.Kind != AccountKind.NotExported && AccountKindInfo.Of(e.Account.Kind).IsExplained);
    }

    [Fact]
    public void An_extension_header_may_have_letters_and_a_name_that_is_cut_within_one()
    {
        byte[] cut = new byte[100];
        cut.AsSpan().Fill((byte)'a');
        cut[99] = 0xC3;
        byte[] first = new TarBuilder()
            .Add("PaxHeaders/\u00e9", TarBuilder.Record("mtime", "1"), 'x').Add(Top + "a.txt")
            .Add("", TarBuilder.Record("mtime", "1"), 'x', change: h => TarBuilder.Put(h, 0, cut)).Add(Top + "b.txt")
            .Unended();
        Assert.Empty(High(Audit([.. first, .. Tar(project.Release, _ => { })]), "D42"));
    }

    [Fact]
    public void Padding_to_a_record_and_zeros_behind_the_compressed_data_are_usual()
    {
        byte[] tar = [.. Tar(project.Release, _ => { }), .. new byte[8192]];
        Assert.Empty(Audit([.. ReleaseFixture.Gzip(tar), .. new byte[512]]).Findings);
    }

    [Fact]
    public void An_archive_that_lists_nothing_but_holds_something_is_not_clean()
    {
        byte[] archive = [.. TarBuilder.EndMark, .. new TarBuilder().Add(Top + "configure", Inert).End()];
        Assert.NotEmpty(High(Audit(archive), "D42"));
    }

    [Theory]
    [InlineData("654")]
    [InlineData("744")]
    [InlineData("644")]
    public void An_executable_bit_for_others_than_the_owner_is_a_difference(string mode)
    {
        Shipped script = project.Release.Archive.Single(f => f.Path == "autogen.sh");
        CaseReport report = Audit(Tar(project.Release, tar => tar.Add(
            Top + script.Path, script.Content, mode: Convert.ToInt32(mode, 8)), script.Path));
        Assert.Equal(AccountKind.Modified, report.Entry("autogen.sh").Account.Kind);
    }

    [Theory]
    [InlineData("1755")]
    [InlineData("577")]
    public void An_odd_mode_is_a_low_finding_and_explains_nothing_away(string mode)
    {
        Shipped script = project.Release.Archive.Single(f => f.Path == "autogen.sh");
        CaseReport report = Audit(Tar(project.Release, tar => tar.Add(
            Top + script.Path, script.Content, mode: Convert.ToInt32(mode, 8)), script.Path));
        Assert.Contains(report.Findings, f => f is { RuleId: "D41", Severity: Severity.Low, Subject: "autogen.sh" });
    }

    [Fact]
    public void The_same_member_twice_is_explained_but_said()
    {
        CaseReport report = Audit(Tar(project.Release, tar => tar.Add(Top + "configure", Good)));
        Assert.Empty(report.Ledger.Unexplained);
        Assert.Equal(Severity.Medium, Assert.Single(report.Findings).Severity);
    }

    [Theory]
    [InlineData((byte)0)]
    [InlineData((byte)3)]
    public void A_name_with_backslashes_in_a_zip_is_judged_as_the_name_it_becomes(byte host)
    {
        ZipBuilder zip = new();
        foreach (Shipped file in project.Release.Archive.Where(f => f.Type == '0'))
        {
            zip.Add(new ZipBuilderEntry(Top + file.Path, file.Content) { UnixMode = 0x8000 | file.Mode });
        }

        zip.Add(new ZipBuilderEntry("demo-1.0\\configure", Inert) { Host = host, UnixMode = host == 3 ? 0x81A4 : 0 });
        CaseReport report = Audit(zip.End());
        LedgerEntry[] entries = [.. report.Ledger.Entries.Where(e => e.Path == "configure")];
        Assert.Equal([AccountKind.Modified, AccountKind.Modified], entries.Select(e => e.Account.Kind));
        Assert.All(entries, e => Assert.True(e.ReachesBuild));
        Assert.Contains(High(report, "D41"), f => f.Subject == "configure");
    }

    [Fact]
    public void A_zip_whose_local_header_has_another_name_leaves_both_names_in_doubt()
    {
        ZipBuilder zip = new();
        foreach (Shipped file in project.Release.Archive.Where(f => f.Type == '0'))
        {
            zip.Add(new ZipBuilderEntry(Top + file.Path, file.Content)
            {
                UnixMode = 0x8000 | file.Mode,
                LocalName = file.Path == "README" ? Top + "configure" : null,
            });
        }

        CaseReport report = Audit(zip.End());
        Assert.Equal(
            ["README", "configure"], report.Ledger.Unexplained.Select(e => e.Path).Order(StringComparer.Ordinal));
    }

    private static string VerdictOf(CaseReport report) => Xzact.Audit.Reports.Verdict.Of(report);
}
