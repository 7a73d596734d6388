using Xzact.Audit.Case;
using Xzact.Audit.Release;
using Xzact.Audit.Release.Explanations;

namespace Xzact.Audit.Tests.Release.Explanations;

public sealed class ExplanationLedgerTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("xzact-ledger-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Write(string text)
    {
        string file = Path.Combine(_folder, "ledger.json");
        File.WriteAllText(file, text);
        return file;
    }

    [Fact]
    public void What_was_written_is_read_again()
    {
        ExplanationLedger ledger = new(
            [new("a.tar", new('a', 64))], [new("v1", new('b', 40), new('c', 40))],
            [new("m4/\u001bx.m4", new('d', 64), "unaccounted", "why") { Review = "", Executable = true }]);
        using StringWriter text = new();
        ledger.Write(text);
        ExplanationLedger again = ExplanationLedger.Read(Write(text.ToString()), []);
        Assert.Equal(ledger.Archives, again.Archives);
        Assert.Equal(ledger.Tags, again.Tags);
        Assert.Equal(ledger.Explanations, again.Explanations);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"schema\":\"xzact-case/v1\",\"archives\":[],\"tags\":[],\"explanations\":[]}")]
    [InlineData("{\"schema\":\"xzact-ledger/v1\",\"archives\":[],\"tags\":[]}")]
    [InlineData("{\"schema\":\"xzact-ledger/v1\",\"archives\":[],\"tags\":[],\"explanations\":[],\"more\":1}")]
    [InlineData("{\"schema\":\"xzact-ledger/v1\",\"archives\":[],\"tags\":[],\"explanations\":[{\"path\":null}]}")]
    public void A_file_that_is_no_ledger_is_refused_by_name(string text)
    {
        string file = Write(text);
        AuditInputException refused = Assert.Throws<AuditInputException>(() => ExplanationLedger.Read(file, []));
        Assert.StartsWith(file, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_ledger_inside_the_audited_repository_is_refused()
    {
        string file = Write("{\"schema\":\"xzact-ledger/v1\",\"archives\":[],\"tags\":[],\"explanations\":[]}");
        Assert.Contains(
            "is audited", Assert.Throws<AuditInputException>(() => ExplanationLedger.Read(file, [_folder])).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Archives_and_tags_of_all_audits_are_kept_once()
    {
        using ReleaseFixture release = new();
        CaseReport report = release.Audit();
        ExplanationLedger once = ExplanationLedger.After(report, null);
        ExplanationLedger more = once with { Tags = [new("v0", "1", "2"), .. once.Tags] };
        ExplanationLedger twice = ExplanationLedger.After(report, more);
        Assert.Single(twice.Archives);
        Assert.Equal(["v0", "v1.0"], twice.Tags.Select(t => t.Name));
    }

    [Fact]
    public void An_audit_that_read_nothing_keeps_the_explanations_of_before()
    {
        using ReleaseFixture release = new();
        byte[] archive = ReleaseFixture.Gzip(release.Tar());
        CaseReport broken = ReleaseAudit.Run(release.Request(archive[..(archive.Length / 2)]));
        Assert.True(broken.IsIncomplete);
        Explanation reviewed = new("a", new('a', 64), "unaccounted", "why") { Review = "fine" };
        Assert.Equal([reviewed], ExplanationLedger.After(broken, new([], [], [reviewed])).Explanations);
    }
}
