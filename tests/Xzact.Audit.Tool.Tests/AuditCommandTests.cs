using System.Text.Json;
using Xzact.Audit.Tool.Demo;

namespace Xzact.Audit.Tool.Tests;

public sealed class AuditCommandTests(DemoFixture demo) : IClassFixture<DemoFixture>
{
    [Fact]
    public async Task What_is_given_is_looked_into_and_joined()
    {
        string json = Path.Combine(demo.Folder, "audit.json");
        ToolRun run = await ToolRun.OfAsync(
            "audit", demo.Shipped, "--source", demo.Source, "--root", Path.Combine(demo.Folder, "machine"),
            "--report", "json=" + json);
        Assert.Equal((1, ""), (run.ExitCode, run.Error));
        Assert.Contains(
            "Evidence of source, release meets in tests/fixtures/bad-corrupt.xz.", run.Output.Replace("\n", " "),
            StringComparison.Ordinal);
        using JsonDocument report = JsonDocument.Parse(await File.ReadAllBytesAsync(
            json, TestContext.Current.CancellationToken));
        string[] states = [.. report.RootElement.GetProperty("chain").GetProperty("links").EnumerateArray()
            .Select(link => link.GetProperty("state").GetString()!)];
        Assert.Equal(["Found", "Found", "Found", "NotGiven", "NotGiven", "Found", "NotGiven"], states);
    }

    [Fact]
    public async Task The_clean_twin_is_clean_in_each_link_but_that_of_people()
    {
        ToolRun run = await ToolRun.OfAsync(
            "audit", demo.Twin, "--source", demo.Source, "--root", Path.Combine(demo.Folder, "machine"));
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("No evidence of several links meets.", run.Output.Replace("\n", " "), StringComparison.Ordinal);
        Assert.Contains("machine    nothing found", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_settings_suppress_is_joined_with_nothing()
    {
        string config = Path.Combine(demo.Folder, "config.json");
        string digest = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(
            DemoProject.Planted.Content));
        string rules = string.Join(',', ((string[])["D01", "D03", "D10", "D13"]).Select(rule => $$"""
            {"rule": "{{rule}}", "path": "m4/demo-host.m4", "sha256": "{{digest}}", "reason": "a test",
             "expires": "2099-01-01"}
            """));
        await File.WriteAllTextAsync(
            config, $$"""{"schema": "xzact-config/v1", "suppressions": [{{rules}}]}""",
            TestContext.Current.CancellationToken);
        ToolRun run = await ToolRun.OfAsync(
            "audit", demo.Shipped, "--source", demo.Source, "--config", config);
        Assert.DoesNotContain("D90", run.Output, StringComparison.Ordinal);
        Assert.Contains("suppressed by the settings", run.Output.Replace("\n", " "), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tag_that_is_not_there_is_a_slip_and_no_incomplete_case()
    {
        ToolRun run = await ToolRun.OfAsync("audit", demo.Shipped, "--source", demo.Source, "--tag", "v9");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("v9", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("what is to be looked at?")]
    [InlineData("--tag is of --source, which was not given", "--tag", "v1", "--root", "/")]
    [InlineData("--build builds the tree of --tree, which was not given", "--build", "make")]
    [InlineData("--baseline and --candidate are given together", "--baseline", "a")]
    [InlineData("--compare goes with --binary", "--compare", "a", "--root", "/")]
    [InlineData("give one of --root, --image and --sbom", "--root", "/", "--sbom", "b")]
    [InlineData("--record: there is no such file or folder: 'none'", "--record", "none")]
    [InlineData("--regenerate, --ledger-in and --ledger-out are about an archive", "--root", "/", "--ledger-out", "l")]
    public async Task What_does_not_go_together_is_refused(string complaint, params string[] arguments)
    {
        ToolRun run = await ToolRun.OfAsync(["audit", .. arguments]);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains(complaint, run.Error, StringComparison.Ordinal);
    }
}
