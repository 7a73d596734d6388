using Xzact.Audit.Known;

namespace Xzact.Audit.Tool.Tests;

public sealed class IndexCommandTests(DemoFixture demo) : IClassFixture<DemoFixture>
{
    [Fact]
    public async Task A_clone_becomes_a_list_an_index_and_a_manifest_that_agree()
    {
        string list = Path.Combine(demo.Folder, "known.tsv");
        string index = Path.Combine(demo.Folder, "known.xkidx");
        string manifest = Path.Combine(demo.Folder, "known.json");
        ToolRun run = await ToolRun.OfAsync(
            "index", "build", "--clone", "demosum=" + demo.Source, "--list", list, "--index", index, "--manifest",
                manifest, "--parts", Path.Combine(demo.Folder, "known.xkprt"));
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        using FileStream stream = File.OpenRead(index);
        KnownUpstreamIndex known = KnownUpstreamIndex.Load(stream);
        Assert.Contains(known.FilesNamed("demo-options.m4"), f => f is { Project: "demosum", Serial: 2 });
        Assert.StartsWith("XKPRT", await File.ReadAllTextAsync(
            Path.Combine(demo.Folder, "known.xkprt"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Contains(
            "\tdemosum\t", await File.ReadAllTextAsync(list, TestContext.Current.CancellationToken),
                StringComparison.Ordinal);
        Assert.StartsWith(
            "{", await File.ReadAllTextAsync(manifest, TestContext.Current.CancellationToken),
                StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_is_no_clone_is_a_usage_error()
    {
        ToolRun run = await ToolRun.OfAsync(
            "index", "build", "--clone", "x=" + Path.GetDirectoryName(demo.Twin), "--list",
                Path.Combine(demo.Folder, "x.tsv"));
        Assert.Equal(2, run.ExitCode);
    }
}
