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

    [Theory]
    [InlineData("there is no command 'relase'; did you mean 'release'?", "relase", "x.tar")]
    [InlineData("there is no command 'sho' of rules; did you mean 'show'?", "rules", "sho", "D03")]
    [InlineData("there is no option '--sorce' of release; did you mean '--source'?", "release", "x", "--sorce", "y")]
    [InlineData("there is no option '--out' of demo.", "demo", "--out")]
    [InlineData(
        "there is no command 'frob'; there are release, scan, build, exposure, people, binary, behaviour, audit, demo, "
        + "rules, index.", "frob")]
    [InlineData("'b' is more than show takes.", "rules", "show", "D03", "b")]
    [InlineData(
        "--source, --previous or a second archive is missing: there is nothing to compare with.", "release", "a")]
    [InlineData("a command is missing; there is build.", "index")]
    [InlineData("--tag is given an empty value; is a variable not set?", "release", "a", "--source", "r", "--tag", "")]
    [InlineData("<archive> is empty; is a variable not set?", "release", "", "--source", "r", "--tag", "t")]
    [InlineData("--output is given an empty value; is a variable not set?", "demo", "-o", "")]
    public async Task A_slip_is_answered_in_one_line_with_what_was_meant(string answer, params string[] arguments)
    {
        ToolRun run = await ToolRun.OfAsync(arguments);
        string[] lines = run.Error.ReplaceLineEndings("\n").TrimEnd().Split('\n');
        Assert.Equal((2, "", 2), (run.ExitCode, run.Output, lines.Length));
        Assert.Equal("xzact: " + answer, lines[0]);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("--version")]
    [InlineData("rules", "list")]
    public async Task A_standard_output_that_cannot_be_written_is_an_error(params string[] arguments)
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "there is no /dev/full");
        await using FileStream full = new("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, 0);
        await using StringWriter error = new();
        StreamWriter output = new(new StandardOutput(full));
        ToolConsole console = new(output, error, OutIsTerminal: false, ErrorIsTerminal: false, _ => null);
        Assert.Equal(2, await XzactCommand.RunAsync(arguments, console, TestContext.Current.CancellationToken));
        Assert.Equal(
            "xzact: standard output: cannot be written: no space is left.\n",
            error.ToString().ReplaceLineEndings("\n"));
    }

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
