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
}
