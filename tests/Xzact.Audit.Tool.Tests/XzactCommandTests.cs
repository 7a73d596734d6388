namespace Xzact.Audit.Tool.Tests;

public sealed class XzactCommandTests
{
    [Theory]
    [InlineData("--help")]
    [InlineData("release", "--help")]
    public async Task Help_leads_with_three_examples(params string[] arguments)
    {
        ToolRun run = await ToolRun.OfAsync(arguments);
        string[] lines = run.Output.Split(Environment.NewLine);
        Assert.Equal((0, "Examples:"), (run.ExitCode, lines[0]));
        Assert.All(lines[1..4], line => Assert.StartsWith("  xzact ", line, StringComparison.Ordinal));
        Assert.Contains("Usage:", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Try 'xzact release --help'.", "release")]
    [InlineData("Try 'xzact rules show --help'.", "rules", "show")]
    [InlineData("Try 'xzact --help'.", "--no-such-option")]
    public async Task Wrong_usage_points_to_the_help_of_its_verb(string hint, params string[] arguments) =>
        Assert.EndsWith(hint, (await ToolRun.OfAsync(arguments)).Error.TrimEnd(), StringComparison.Ordinal);

    [Fact]
    public async Task The_usage_line_begins_with_the_name_of_the_command() => Assert.Contains(
        "  xzact release ", (await ToolRun.OfAsync("release", "--help")).Output, StringComparison.Ordinal);

    [Fact]
    public void The_text_of_dotnet_is_not_shown()
    {
        using StringWriter error = new();
        ToolConsole console = new(TextWriter.Null, error, OutIsTerminal: false, ErrorIsTerminal: false, _ => null);
        XzactCommand.Guard(console, () => throw new IOException("Arg_IOException"));
        XzactCommand.Guard(console, () => throw new InvalidOperationException("Arg_InvalidOperation"));
        Assert.DoesNotContain("Arg_", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_internal_fault_is_told_from_every_other_error()
    {
        using StringWriter error = new();
        ToolConsole console = new(TextWriter.Null, error, OutIsTerminal: false, ErrorIsTerminal: false, _ => null);
        Assert.Equal(70, XzactCommand.Guard(console, () => throw new InvalidOperationException("a fault\u001b[2J")));
        Assert.Contains("internal error", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(130, XzactCommand.Guard(console, () => throw new OperationCanceledException()));
        Assert.Equal(
            4, XzactCommand.Guard(console, () => throw new AuditInputException("empty") { NothingToExamine = true }));
    }
}
