using System.Security.Cryptography;
using System.Text;
using Xzact.Audit.Case;
using Xzact.Audit.Indicators;
using Xzact.Audit.Release;
using Xzact.Audit.Tests.Archives.Cpio;
using Xzact.Audit.Tests.Archives.Rpm;

namespace Xzact.Audit.Tests.Release.Packages;

public sealed class RpmPackageTests : IDisposable
{
    private const string Spec =
        "Name: demo\nVersion: 1.0\nSource0: https://x/%{name}-%{version}.tar.gz\nSource1: local.conf\n"
        + "Patch1: fix.patch\n";

    private const string Patch = "--- a/src/main.c\n+++ b/src/main.c\n@@ -1 +1 @@\n-a\n+b\n";

    private readonly ReleaseFixture _release = new();

    public void Dispose() => _release.Dispose();

    private RpmBuilder Package(string spec = Spec, string archive = "demo-1.0.tar.gz") => new RpmBuilder()
        .Add(archive, ReleaseFixture.Gzip(_release.Tar())).Add("fix.patch", Patch).Add("local.conf", "x = 1\n")
        .Add("demo.spec", spec);

    private CaseReport Audit(RpmBuilder package, Func<ReleaseRequest, ReleaseRequest>? change = null)
    {
        ReleaseRequest request = _release.Request() with
        {
            ArchivePath = _release.Write(package.Build(), "demo-1.0-1.src.rpm"),
            Tag = null,
        };
        File.Delete(Path.Combine(Path.GetDirectoryName(request.ArchivePath)!, "demo-1.0.tar.gz"));
        return ReleaseAudit.Run(change?.Invoke(request) ?? request);
    }

    private string Refused(RpmBuilder package) => Assert.Throws<AuditInputException>(() => Audit(package)).Message;

    [Theory]
    [InlineData("none")]
    [InlineData("gzip")]
    [InlineData("xz")]
    [InlineData("lzma")]
    public void The_archive_that_the_spec_names_is_audited_and_its_patches_are_listed_by_their_files(string compression)
    {
        RpmBuilder package = Package();
        package.Compression = RpmPackageReaderTests.Compression(compression);
        CaseReport report = Audit(package);
        Assert.Equal(("demo-1.0.tar.gz", "v1.0"), (report.Inputs[0].Name, report.Source!.Tag));
        Assert.Equal("demo-1.0-1.src.rpm", report.Inputs[1].Name);
        Assert.StartsWith("rpm, cpio", report.Inputs[1].Format, StringComparison.Ordinal);
        Assert.Empty(report.Ledger.Unexplained);
        Assert.Empty(report.Findings);
        Assert.Empty(report.Observations);
        Assert.Equal(("source package of RPM", "demo-1.0-1.src.rpm"), (report.Package!.Kind, report.Package.Name));
        Assert.Equal(["src/main.c"], Assert.Single(report.Package.Patches).Files);
        Assert.Equal(["local.conf"], report.Package.OtherFiles);
        Assert.False(report.IsIncomplete);
    }

    [Fact]
    public void What_only_the_archive_has_is_shown_by_a_command_that_goes_through_the_package()
    {
        _release.Add("m4/host.m4", "AC_DEFUN([X], [echo x])\n");
        LedgerEntry entry = Audit(Package()).Entry("m4/host.m4");
        Assert.Equal(AccountKind.Unaccounted, entry.Account.Kind);
        Assert.Contains(
            "demo-1.0-1.src.rpm | cpio -i --quiet --to-stdout demo-1.0.tar.gz | tar -xzOf - demo-1.0/m4/host.m4 | less",
            entry.ReviewCommand, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_repository_the_archive_is_compared_with_the_release_before()
    {
        string previous = _release.Write(ReleaseFixture.Gzip(_release.Tar("demo-0.9/")), "demo-0.9.tar.gz");
        _release.Add("m4/host.m4", "x\n");
        CaseReport report = Audit(Package(), request => request with { SourcePath = null, PreviousPath = previous });
        Assert.Equal(["m4/host.m4"], report.Ledger.Unexplained.Select(e => e.Path));
    }

    [Theory]
    [InlineData("Name: demo\n", "names no archive that is in it")]
    [InlineData("Source0: absent-1.0.tar.gz\n", "names no archive that is in it")]
    public void A_spec_without_an_archive_in_the_package_is_refused(string spec, string message) =>
        Assert.Contains(message, Refused(Package(spec)), StringComparison.Ordinal);

    [Fact]
    public void A_package_has_one_spec_and_is_one_of_sources()
    {
        Assert.Contains("2 specs", Refused(Package().Add("other.spec", "x")), StringComparison.Ordinal);
        Assert.Contains("0 specs", Refused(new RpmBuilder().Add("a", "b")), StringComparison.Ordinal);
        RpmBuilder programs = Package();
        programs.ChangeHeader = header => header.Remove(1106).Text(1044, "demo-1.0-1.src.rpm");
        Assert.Contains("one of sources", Refused(programs), StringComparison.Ordinal);
    }

    [Fact]
    public void A_source_whose_name_needs_code_is_the_only_archive_that_nobody_names()
    {
        CaseReport report = Audit(Package(
            "Name: demo\nSource0: %{forgesource}\nSource1: local.conf\nPatch1: fix.patch\n"));
        Assert.Equal("demo-1.0.tar.gz", report.Inputs[0].Name);
        Assert.Contains(report.Notices, n => n.What.Contains("%{forgesource}", StringComparison.Ordinal));
        Assert.False(report.IsIncomplete);
        RpmBuilder two = Package("Name: demo\nSource0: %{forgesource}\n").Add("other-2.0.tar.gz", "x");
        Assert.Contains("names no archive", Refused(two), StringComparison.Ordinal);
    }

    [Fact]
    public void Files_that_the_spec_names_nowhere_are_listed_and_archives_among_them_not_looked_at()
    {
        CaseReport report = Audit(Package().Add("extra.tar.gz", "x").Add("extra.key", "x"));
        Assert.Equal(["local.conf", "extra.tar.gz", "extra.key"], report.Package!.OtherFiles);
        Assert.Contains(report.NotLookedAt, o => o.What == "the further archive extra.tar.gz");
        Assert.True(report.IsIncomplete);
    }

    [Fact]
    public void A_payload_that_cannot_be_read_is_refused_with_the_way_to_unpack_it()
    {
        RpmBuilder package = Package();
        package.Compression = ("zstd", _ => RpmHeaderBuilder.Hex("28b52ffd 21 07 05 290000 68656c6c6f"));
        string message = Refused(package);
        Assert.Contains("dictionary", message, StringComparison.Ordinal);
        Assert.Contains("rpm2cpio", message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_package_is_refused_and_one_that_is_cut_off_is_incomplete()
    {
        string path = _release.Write("x"u8.ToArray(), "demo-1.0-1.src.rpm");
        ReleaseRequest request = _release.Request() with { ArchivePath = path, Tag = null };
        Assert.Contains(
            "not an RPM package", Assert.Throws<AuditInputException>(() => ReleaseAudit.Run(request)).Message,
            StringComparison.Ordinal);
        byte[] package = Package().Build();
        _release.Write(package[..^500], "demo-1.0-1.src.rpm");
        CaseReport report = ReleaseAudit.Run(request);
        Assert.True(report.IsIncomplete);
        Assert.Equal(Outcome.Incomplete, Assert.Single(report.Results).Outcome);
        Assert.Equal("demo-1.0-1.src.rpm", Assert.Single(report.Inputs).Name);
    }

    public static TheoryData<string, string, Severity> Hostile => new()
    {
        { "tail", "D42", Severity.High },
        { "digest of a file", "D42", Severity.High },
        { "digest of the header", "D42", Severity.High },
        { "reserved space", "D42", Severity.High },
        { "lead", "D42", Severity.High },
        { "hole in the header", "D42", Severity.High },
        { "unknown tag", "D42", Severity.Low },
        { "compression", "D42", Severity.High },
        { "archive twice", "D41", Severity.High },
        { "archive twice", "D42", Severity.High },
        { "absolute", "D41", Severity.High },
        { "climbs", "D41", Severity.High },
        { "link", "D41", Severity.High },
        { "device", "D41", Severity.High },
        { "control", "D41", Severity.Medium },
        { "file more", "D41", Severity.High },
        { "tag twice", "D41", Severity.High },
    };

    private RpmBuilder Make(string what)
    {
        RpmBuilder package = Package();
        switch (what)
        {
            case "tail":
                package.Payload = cpio => [.. cpio.End(), .. "tail"u8];
                break;
            case "digest of a file":
                package.ChangeHeader = header => header.Remove(1035).Texts(1035, "", "", "", new string('0', 64));
                break;
            case "digest of the header":
                package.ChangeSignature = signature => signature.Remove(273).Text(273, new string('0', 64));
                break;
            case "reserved space":
                package.ChangeSignature = signature => signature.Remove(1008).Binary(1008, "carrier"u8.ToArray());
                break;
            case "lead":
                package.ChangeLead = lead => lead[90] = 1;
                break;
            case "hole in the header":
                package.ChangeHeader = header => header.ChangeIndex =
                    index => index.Single(entry => entry[0] == 1004)[2]++;
                break;
            case "unknown tag":
                package.ChangeHeader = header => header.Text(700, "carrier");
                break;
            case "compression":
                package.ChangeHeader = header => header.Remove(1125).Text(1125, "gzip");
                break;
            case "archive twice":
                byte[] other = ReleaseFixture.Gzip(_release.Tar("other/"));
                package.Payload = cpio => cpio.Add("demo-1.0.tar.gz", other).End();
                break;
            case "tag twice":
                package.ChangeHeader = header => header.Text(1004, "Another", 9);
                break;
            case "file more":
                package.Payload = cpio => cpio.Add("more", "x").End();
                break;
            default:
                (string name, string content, int mode) = what switch
                {
                    "absolute" => ("/etc/cron.d/x", "x", CpioBuilder.RegularFile),
                    "climbs" => ("../../x", "x", CpioBuilder.RegularFile),
                    "link" => ("out", "/etc", CpioBuilder.Link),
                    "device" => ("null", "", 0x21B6),
                    _ => ("a\u001b[2J", "x", CpioBuilder.RegularFile),
                };
                package.Add(name, Encoding.ASCII.GetBytes(content), mode);
                break;
        }

        return package;
    }

    [Theory]
    [MemberData(nameof(Hostile))]
    public void A_package_that_lies_is_found(string what, string rule, Severity severity)
    {
        CaseReport report = Audit(Make(what));
        Finding[] findings = [.. report.Findings.Where(f => f.RuleId == rule)];
        Assert.NotEmpty(findings);
        Assert.Equal(severity, findings.Max(f => f.Severity));
        Assert.All(
            findings.SelectMany(f => f.Evidence),
            e => Assert.StartsWith("demo-1.0-1.src.rpm: ", e.What, StringComparison.Ordinal));
    }

    [Fact]
    public void An_archive_whose_bytes_are_uncertain_explains_no_file() =>
        Assert.NotEmpty(Audit(Make("archive twice")).Ledger.Unexplained);

    [Fact]
    public void A_signature_changes_no_finding()
    {
        RpmBuilder package = Package();
        package.ChangeSignature = signature => signature.Binary(
            268, RpmHeaderBuilder.Hex("c2 12 04 00 01 08 0000 000a 09 10 0123456789abcdef"));
        CaseReport report = Audit(package);
        Assert.Empty(report.Findings);
        Assert.Contains(
            "by the key 0123456789abcdef", Assert.Single(report.Observations).What, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_published_digest_of_the_package_or_of_a_file_in_it_stops_everything(bool isPackage)
    {
        RpmBuilder package = Package();
        byte[] content = isPackage ? package.Build() : Encoding.ASCII.GetBytes(Patch);
        string sha256 = Convert.ToHexStringLower(SHA256.HashData(content));
        string kind = isPackage ? "archive-sha256" : "file-sha256";
        CaseReport report = Audit(package, request => request with
        {
            Indicators = IndicatorList.Parse($"{kind} | {sha256} | invented | 2025-01-01 | TEST-1 | this test"),
        });
        Finding finding = Assert.Single(report.Findings);
        Assert.Equal(("D00", Severity.Critical), (finding.RuleId, finding.Severity));
        Assert.Equal(isPackage ? "demo-1.0-1.src.rpm" : "demo-1.0-1.src.rpm: fix.patch", finding.Subject);
    }
}
