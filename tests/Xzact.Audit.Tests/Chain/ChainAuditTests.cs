using System.Text.Json;
using Xzact.Audit.Case;
using Xzact.Audit.Case.Chains;
using Xzact.Audit.Chain;
using Xzact.Audit.Git;
using Xzact.Audit.Indicators;
using Xzact.Audit.Reports;
using Xzact.Audit.Tests.Reports;

namespace Xzact.Audit.Tests.Chain;

/// <summary>Cases of several links, made of folders; what a release adds is tested with the demonstration.</summary>
public sealed class ChainAuditTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("xzact-chain-test-").FullName;

    public ChainAuditTests()
    {
        Write("tree/configure.ac", "AC_INIT([demo], [1.0])\nAC_OUTPUT\n");
        Write("machine/etc/os-release", "ID=demo\n");
        Write("machine/var/lib/dpkg/status",
            "Package: demo\nStatus: install ok installed\nArchitecture: all\nVersion: 1.0-1\nDescription: demo\n\n");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Each_link_that_is_given_keeps_its_part_and_the_others_say_what_they_want()
    {
        CaseReport report = ChainAudit.Run(Request);
        Assert.NotNull(report.Scanned);
        Assert.Equal(1, report.Exposure!.Packages);
        Assert.Equal(
            [
                (ChainStage.People, LinkState.NotGiven), (ChainStage.Source, LinkState.Clean),
                (ChainStage.Release, LinkState.NotGiven), (ChainStage.Build, LinkState.NotGiven),
                (ChainStage.Binary, LinkState.NotGiven), (ChainStage.Machine, LinkState.Clean),
                (ChainStage.Behaviour, LinkState.NotGiven),
            ],
            report.Chain!.Links.Select(link => (link.Stage, link.State)));
        Assert.False(report.IsIncomplete);
        Assert.StartsWith(
            "2 of 7 links of the chain were looked into. No evidence of several links meets.",
            Text(report, ReportFormat.Text).Split("To know:")[1].Split("\n\n")[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_link_that_cannot_be_looked_into_leaves_the_case_incomplete_and_the_others_as_they_are()
    {
        File.WriteAllBytes(Path.Combine(_folder, "broken.tar"), [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 0x63]);
        CaseReport report = ChainAudit.Run(Request with
        {
            Source = new() { Path = Path.Combine(_folder, "broken.tar") },
        });
        ChainLink source = report.Chain!.Of(ChainStage.Source);
        Assert.Equal(LinkState.Failed, source.State);
        Assert.Contains("deflate data ends too soon", source.Says, StringComparison.Ordinal);
        Assert.True(report.IsIncomplete);
        Assert.Equal(LinkState.Clean, report.Chain.Of(ChainStage.Machine).State);
    }

    [Fact]
    public void A_slip_of_who_asks_is_refused() => Assert.Throws<GitException>(
        () => ChainAudit.Run(Request with { People = new() { RepositoryPath = _folder } }));

    [Fact]
    public void Where_no_link_can_be_looked_into_the_audit_is_refused()
    {
        AuditInputException e = Assert.Throws<AuditInputException>(() => ChainAudit.Run(new()
        {
            Subject = "nothing",
            Source = new() { Path = Path.Combine(_folder, "none") },
        }));
        Assert.Contains("there is no such file or folder", e.Message, StringComparison.Ordinal);
        Assert.Throws<AuditInputException>(() => ChainAudit.Run(new() { Subject = "nothing" }));
    }

    [Fact]
    public void After_a_published_indicator_nothing_is_run()
    {
        byte[] known = "PUBLISHED"u8.ToArray();
        File.WriteAllBytes(Path.Combine(_folder, "tree", "known.bin"), known);
        string digest = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(known));
        CaseReport report = ChainAudit.Run(Request with
        {
            Source = new()
            {
                Path = Path.Combine(_folder, "tree"),
                Indicators = IndicatorList.Parse(
                    $"file-sha256 | {digest} | invented | 2025-01-01 | of this test | measured\n"),
            },
            Build = new()
            {
                Command = ["touch", Path.Combine(_folder, "ran")],
                Folder = _folder,
                WithoutSandbox = true,
            },
        });
        Assert.False(File.Exists(Path.Combine(_folder, "ran")));
        Assert.Equal(LinkState.Failed, report.Chain!.Of(ChainStage.Build).State);
        Assert.Contains("nothing is run", report.Chain.Of(ChainStage.Build).Says, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_format_shows_the_chain()
    {
        CaseReport report = ChainAudit.Run(Request);
        Assert.Contains("people", Text(report, ReportFormat.Markdown), StringComparison.Ordinal);
        string page = Text(report, ReportFormat.Html);
        Assert.Contains("chain-picture", page, StringComparison.Ordinal);
        Assert.DoesNotContain(" style=\"", page, StringComparison.Ordinal);
        using JsonDocument json = JsonDocument.Parse(Text(report, ReportFormat.Json));
        Assert.Empty(JsonSchemaCheck.Violations(
            Text(report, ReportFormat.Json), EmbeddedText.Read("Reports/case-report.schema.json")));
        Assert.Equal(7, json.RootElement.GetProperty("chain").GetProperty("links").GetArrayLength());
        Assert.Contains("machine: nothing found", Text(report, ReportFormat.Sarif), StringComparison.Ordinal);
    }

    private ChainRequest Request => new()
    {
        Subject = "demo",
        Source = new() { Path = Path.Combine(_folder, "tree") },
        Machine = new() { RootPath = Path.Combine(_folder, "machine") },
    };

    private static string Text(CaseReport report, ReportFormat format)
    {
        using StringWriter output = new() { NewLine = "\n" };
        ReportWriters.Create(format, new("test")).Write(report, output);
        return output.ToString();
    }

    private void Write(string path, string text)
    {
        string file = Path.Combine(_folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}
