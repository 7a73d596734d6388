using System.Text.Json;

namespace Xzact.Audit.Tool.Tests;

public sealed class ScanCommandTests : IDisposable
{
    private readonly DirectoryInfo _tree = Directory.CreateTempSubdirectory("xzact-scan");

    public ScanCommandTests()
    {
        Directory.CreateDirectory(Path.Combine(_tree.FullName, "tests"));
        File.WriteAllBytes(Path.Combine(_tree.FullName, "tests", "<u>\u001b[31m.bin"), [0, 1, 2, 3]);
        File.WriteAllText(Path.Combine(_tree.FullName, "build.sh"), "#!/bin/sh\nxz -dc tests/*.bin | sh\n");
    }

    public void Dispose() => _tree.Delete(recursive: true);

    private Task<ToolRun> Scan(params string[] more) => ToolRun.OfAsync(["scan", _tree.FullName, .. more]);

    [Fact]
    public async Task Findings_give_exit_code_1()
    {
        ToolRun run = await Scan();
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("build.sh:2", run.Output, StringComparison.Ordinal);
        Assert.Equal(0, (await Scan("--fail-on", "critical")).ExitCode);
    }

    [Fact]
    public async Task A_rule_is_left_out_by_name_and_the_report_says_so()
    {
        ToolRun run = await Scan("--without", "D15", "--without", "D10");
        Assert.DoesNotContain("High D15", run.Output, StringComparison.Ordinal);
        Assert.Contains("D15 was left out by --without", run.Output, StringComparison.Ordinal);
        ToolRun none = await Scan("--without", "D99");
        Assert.Equal(2, none.ExitCode);
        Assert.Contains("'D99' is no rule of scan", none.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_first_manifest_is_written_and_then_compared_with_the_tree()
    {
        string list = Path.Combine(_tree.FullName, "manifest.json");
        Assert.Equal(1, (await Scan("--manifest-out", list)).ExitCode);
        string written = await File.ReadAllTextAsync(list, TestContext.Current.CancellationToken);
        ToolRun run = await Scan("--manifest", list, "--format", "json");
        using JsonDocument report = JsonDocument.Parse(run.Output);
        JsonElement manifest = report.RootElement.GetProperty("scan").GetProperty("manifest");
        Assert.Equal((1, 0), (manifest.GetProperty("listed").GetInt32(), manifest.GetProperty("agreeing").GetInt32()));
        Assert.Equal("Unfilled", Assert.Single(manifest.GetProperty("differences").EnumerateArray())
            .GetProperty("kind").GetString());
        await File.WriteAllTextAsync(list, "{ \"opaqueFiles\": [] }", TestContext.Current.CancellationToken);
        foreach (string format in (string[])["text", "html"])
        {
            ToolRun other = await Scan("--manifest", list, "--format", format);
            Assert.Contains("1 difference", other.Output, StringComparison.Ordinal);
            Assert.DoesNotContain('\u001b', other.Output);
            Assert.DoesNotContain("<u>", format == "html" ? other.Output : "", StringComparison.Ordinal);
        }

        Assert.DoesNotContain("1 difference", (await Scan()).Output, StringComparison.Ordinal);
        Assert.Contains("sha256", written, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_manifest_is_neither_replaced_nor_guessed()
    {
        string list = Path.Combine(_tree.FullName, "manifest.json");
        await File.WriteAllTextAsync(list, "[]", TestContext.Current.CancellationToken);
        ToolRun wrong = await Scan("--manifest", list);
        Assert.Equal(2, wrong.ExitCode);
        Assert.Contains("the manifest is wrong in line 1", wrong.Error, StringComparison.Ordinal);
        ToolRun same = await Scan("--manifest", list, "--manifest-out", list);
        Assert.Equal(2, same.ExitCode);
        Assert.Contains("would replace the file that is examined", same.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text")]
    [InlineData("json")]
    [InlineData("sarif")]
    [InlineData("html")]
    [InlineData("markdown")]
    [InlineData("github")]
    public async Task No_report_obeys_the_tree(string format)
    {
        ToolRun run = await Scan("--format", format);
        Assert.DoesNotContain('\u001b', run.Output);
        Assert.DoesNotContain(format == "html" ? "<u>" : "\u001b[31m", run.Output, StringComparison.Ordinal);
        Assert.Contains("bin", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_json_report_says_how_much_was_read()
    {
        using JsonDocument report = JsonDocument.Parse((await Scan("--format", "json")).Output);
        JsonElement scan = report.RootElement.GetProperty("scan");
        Assert.Equal((2, 1), (scan.GetProperty("files").GetInt32(), scan.GetProperty("opaqueFiles").GetInt32()));
        Assert.Equal("script path",
            report.RootElement.GetProperty("findings")[0].GetProperty("collectors")[0].GetString());
    }

    [Theory]
    [InlineData(2, "none/such")]
    [InlineData(2, "--nonsense")]
    [InlineData(2)]
    public async Task Wrong_use_is_said(int code, params string[] arguments) =>
        Assert.Equal(code, (await ToolRun.OfAsync(["scan", .. arguments])).ExitCode);
}
