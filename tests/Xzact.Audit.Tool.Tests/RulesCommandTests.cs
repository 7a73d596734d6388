namespace Xzact.Audit.Tool.Tests;

public sealed class RulesCommandTests
{
    [Theory]
    [InlineData("rules")]
    [InlineData("rules", "list")]
    public async Task Every_rule_is_listed_in_the_order_of_the_identifiers(params string[] arguments)
    {
        ToolRun run = await ToolRun.OfAsync(arguments);
        string[] lines = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(lines.Order(StringComparer.Ordinal), lines);
        Assert.Equal(0, run.ExitCode);
        Assert.All((string[])["D00", "D01", "D02", "D03", "D04",
            "D05", "D06", "D07", "D08", "D09", "D10", "D13", "D41", "D42", "D43", "D44"], id =>
            Assert.Contains($"{id}  ", run.Output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_rule_is_shown_with_its_reasons()
    {
        ToolRun run = await ToolRun.OfAsync("rules", "show", "d10");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("What to do", run.Output, StringComparison.Ordinal);
        Assert.All(run.Output.Split('\n'), line => Assert.InRange(line.Length, 0, 100));
    }

    [Fact]
    public async Task An_unknown_rule_is_a_usage_error_that_names_the_known_ones()
    {
        ToolRun run = await ToolRun.OfAsync("rules", "show", "D98");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("D03", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_runs_every_sample()
    {
        ToolRun run = await ToolRun.OfAsync("rules", "verify");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains(" passed, 0 failed", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("FAIL", run.Output, StringComparison.Ordinal);
    }
}
