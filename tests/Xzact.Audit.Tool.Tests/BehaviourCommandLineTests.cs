namespace Xzact.Audit.Tool.Tests;

public sealed class BehaviourCommandLineTests
{
    [Theory]
    [InlineData("'/nonexistent/a' is none", "--library-path", "/nonexistent/a", "/", "--", "true")]
    [InlineData("give --baseline and --candidate", "--baseline", "true")]
    [InlineData("--vary wants NAME or NAME=VALUE", "--baseline", "true", "--candidate", "true", "--vary", "=1")]
    [InlineData("pairs 0 or 11 to 200", "--baseline", "true", "--candidate", "true", "--pairs", "10")]
    public async Task Wrong_use_is_said_and_nothing_is_compared(string complaint, params string[] arguments)
    {
        ToolRun run = await ToolRun.OfAsync(["behaviour", .. arguments]);
        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains(complaint, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settings_are_read_and_never_from_what_is_compared()
    {
        string folder = Directory.CreateTempSubdirectory("xzact-behaviour-line-").FullName;
        try
        {
            string config = Path.Combine(folder, "config.json");
            await File.WriteAllTextAsync(
                config, "{\"schema\":\"xzact-config/v1\"}", TestContext.Current.CancellationToken);
            string[] quick = ["--runs", "1", "--pairs", "0", "--vary-only"];
            ToolRun run = await ToolRun.OfAsync(
                ["behaviour", "--baseline", "true", "--candidate", "true", "--config", config, .. quick]);
            Assert.Contains($"settings were read from {config}", run.Output.ReplaceLineEndings(" "),
                StringComparison.Ordinal);
            ToolRun inside = await ToolRun.OfAsync(
                ["behaviour", "--library-path", folder, folder, "--config", config, .. quick, "--", "true"]);
            Assert.Equal(2, inside.ExitCode);
            Assert.Contains(config, inside.Error, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
